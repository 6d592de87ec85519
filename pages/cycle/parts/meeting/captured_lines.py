"""The lines captured at a meeting, and the way to strike one out again."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from db.meetings import meeting_commands
from metrics.meeting.meeting_entries import STRIKABLE, EntryKind, MeetingEntry
from pages.cycle.parts.meeting.meeting_places import END, Place, select_lines
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.ui import saving, screen, widgets
from pages.ui.draw.html import fill
from words.language import Words
from words.meetings.meeting_line import write_entry_details


def show_captured(meeting: OpenMeeting, place: Place) -> None:
    """Show the lines captured at a place, the newest last, each with the button that strikes it out."""
    for line in select_lines(meeting, place):
        about = meeting.name_about(line) if place.key == END else ""
        with st.container(horizontal=True, vertical_alignment="center", key=f"m-captured-{line.number}"):
            screen.draw(draw_line(line, meeting.page.words, about))
            if line.kind in STRIKABLE and meeting.captures:
                _show_strike(meeting, line)


def draw_line(line: MeetingEntry, words: Words, about: str = "") -> Markup:
    """Draw one line: what it is and is `about`, what it says, and who answers for it."""
    details = write_entry_details(line, words)
    return fill(
        '<div class="m-captured"><p class="m-none">{}{}</p><p>{}</p>{}</div>',
        words.t(f"meeting.kind_{line.kind}"),
        f" · {about}" if about else "",
        line.text,
        fill('<p class="m-none">{}</p>', details) if details else Markup(),
    )


def _show_strike(meeting: OpenMeeting, line: MeetingEntry) -> None:
    label = meeting.page.t("meeting.strike", number=line.number)
    if widgets.show_button(label, f"strike {line.number}", type="tertiary"):
        wanted = MeetingEntry(meeting.quarter.text, EntryKind.STRUCK, about=line.number)
        found = saving.write_change(lambda db: meeting_commands.capture_entry(db, meeting.subject, wanted))
        if found:
            widgets.show_refused(found, {}, meeting.page.words)
            return
        st.rerun()
