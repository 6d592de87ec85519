"""Old business: what was decided last time and what is still to be done, each to be marked as done on a day."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from db.meetings import meeting_commands
from metrics.meeting.meeting_entries import FOLLOWED, EntryKind, FollowedEntry, MeetingEntry
from pages.cycle.parts.meeting.capture_form import read_day_field
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.ui import saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.reports import document_dues
from words.language import LANGUAGES, Words
from words.meetings.meeting_line import write_entry_details, write_followed_state

DONE = "meeting done"


def show_old_business(meeting: OpenMeeting) -> None:
    """Show what is followed up, done or not."""
    page = meeting.page
    screen.draw(fill("<h2>{}</h2>", page.t("meeting.place_old")))
    screen.say_done(DONE, lambda day: page.t("meeting.marked", on=page.words.date(day)))
    found = meeting.found.find_old(meeting.quarter.text)
    if not found:
        screen.draw(marks.draw_lead(page.t("meeting.no_old")))
    _show_late(meeting)
    for one in found:
        with screen.hold_place():
            screen.draw(_draw_followed(one, meeting))
            if meeting.captures and _can_be_done(meeting, one):
                _show_done(meeting, one)


def _show_late(meeting: OpenMeeting) -> None:
    """Show the duties and initiatives of those it is about that are late."""
    page = meeting.page
    late = document_dues.select_late(document_dues.list_document_dues(page, meeting.members), page.as_of)
    writer = page.writer(meeting.moment.catalogue)
    screen.draw(document_dues.draw_document_dues(late, page.as_of, page.t("meeting.documents"), writer))


def _can_be_done(meeting: OpenMeeting, one: FollowedEntry) -> bool:
    """Tell whether a line can be marked as done here: one of another's meeting is at that meeting."""
    elsewhere = one.entry in meeting.found.of_areas or meeting.found.find_member(one.entry)
    return one.done is None and one.entry.kind in FOLLOWED and not elsewhere


def _draw_followed(one: FollowedEntry, meeting: OpenMeeting) -> Markup:
    words, line = meeting.page.words, one.entry
    quarter = words.period(line.quarter)
    head = [words.t(f"meeting.kind_{line.kind}"), quarter]
    head += [words.t("meeting.from_area")] if line in meeting.found.of_areas else []
    head += [about] if (about := meeting.name_about(line)) else []
    details = write_entry_details(line, words)
    return fill(
        '<div class="m-captured m-followed"><p class="m-none">{}</p><p>{}</p><p class="m-none">{}{}</p></div>',
        " · ".join(head),
        line.text,
        f"{details} · " if details else "",
        _write_state(one, meeting, words),
    )


def _write_state(one: FollowedEntry, meeting: OpenMeeting, words: Words) -> Markup:
    done = one.done.on if one.done else None
    said = write_followed_state(one.entry, done, meeting.page.as_of, words)
    return fill('<b class="m-done-mark">✓ {}</b>' if done else "<b>{}</b>", said)


def _show_done(meeting: OpenMeeting, one: FollowedEntry) -> None:
    """Show the day on which something was done, today unless another is written, and the button that marks it."""
    page, key = meeting.page, f"done {one.entry.number} {meeting.page.today}"
    usual = LANGUAGES[page.lang]
    today = page.today.strftime("%d.%m.%Y" if usual.code == "da" else "%Y-%m-%d")
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"m-done-{one.entry.number}"):
        text = st.text_input(
            page.t("meeting.done_day", number=one.entry.number),
            today,
            width=200,
            autocomplete="off",
            **widgets.keep_typed(f"{key} day"),
        )
        if not widgets.show_button(page.t("meeting.mark_done", number=one.entry.number), key):
            return
    day, problems = read_day_field(text, "on")
    wanted = MeetingEntry(meeting.quarter.text, EntryKind.DONE, on=day, about=one.entry.number)
    found = problems or saving.write_change(
        lambda db: meeting_commands.capture_entry(db, meeting.subject, wanted)
    )
    if found:
        widgets.show_refused(found, {"on": page.t("meeting.done_label")}, page.words)
        return
    saving.note_done(DONE, day)
    st.rerun()
