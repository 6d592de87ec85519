"""The form that captures one line at a meeting: what is written stays until it is added, also from place to place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from db.meetings import meeting_commands
from metrics.errors import Problem
from metrics.facts.written_periods import read_written_day
from metrics.meeting.meeting_entries import CAPTURED, EntryKind, MeetingEntry
from pages.cycle.parts.meeting.emptied_fields import empty_fields, note_emptied
from pages.cycle.parts.meeting.meeting_places import Place, make_field_key
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.cycle.parts.meeting.meeting_strip import WRITE
from pages.cycle.parts.personal_warning import show_warning
from pages.ui import saving, screen, widgets
from pages.ui.draw.html import fill

CAPTURE = "meeting line"
OWNED = (EntryKind.ACTION, EntryKind.DEVIATION)
"""What somebody answers for until a day."""


def show_capture(meeting: OpenMeeting, place: Place) -> None:
    """Show the form of what the address asks to capture, and say what was just added."""
    t = meeting.page.t
    screen.say_done(CAPTURE, lambda kind: t("meeting.added", kind=t(f"meeting.kind_{kind}")))
    kind = find_asked_kind(place)
    if kind is None:
        return
    empty_fields()
    with st.container(key=f"m-write-{kind}", border=True):
        wanted, problems = _enter_line(meeting, place, kind)
        show_warning([wanted.text], meeting.page.words)
        pressed = widgets.show_button(
            t(f"meeting.add_{kind}"), make_field_key(place, kind, "add"), type="primary"
        )
        if pressed:
            _add(meeting, place, wanted, problems)
        screen.draw(
            fill(
                '<p class="m-none">{}</p>',
                t("meeting.field_keys_owned" if kind in OWNED else "meeting.field_keys"),
            )
        )


def find_asked_kind(place: Place) -> EntryKind | None:
    """Find what the address asks to capture here."""
    asked = next((kind for kind in CAPTURED if kind == st.query_params.get(WRITE)), None)
    return None if asked is EntryKind.DEVIATION and place.plan is None else asked


def _enter_line(meeting: OpenMeeting, place: Place, kind: EntryKind) -> tuple[MeetingEntry, list[Problem]]:
    """Show the fields of a line; return what stands in them, and what is no day."""
    t = meeting.page.t
    text = st.text_input(t(f"meeting.text_{kind}"), **_keep(place, kind, "text"))
    owner, due = "", None
    problems: list[Problem] = []
    if kind in OWNED:
        who, when = st.columns([3, 2])
        with who:
            owner = st.text_input(t(f"meeting.owner_{kind}"), **_keep(place, kind, "owner"))
            owner = _name_owner(meeting, owner, _ask_whose(meeting, place, kind))
        label = t("meeting.until" if kind is EntryKind.DEVIATION else "meeting.due")
        with when:
            written = st.text_input(label, **_keep(place, kind, "due"))
            widgets.show_example(t("meeting.day_form"))
        due, problems = read_day_field(written, "due")
    plan, goal = place.about
    return MeetingEntry(meeting.quarter.text, kind, text, plan, goal, owner, due), problems


def _ask_whose(meeting: OpenMeeting, place: Place, kind: EntryKind) -> str:
    """Show, at a meeting about an area, the choice of whose a role is; the department or an institution, by name.

    An action about a goal is at first of its institution; empty at a meeting about one institution alone.
    """
    if meeting.subject.institution:
        return ""
    t, catalogue = meeting.page.t, meeting.moment.catalogue
    names = [catalogue.find_institution(key, meeting.page.today).name for key in sorted(meeting.members)]
    options = [t("meeting.of_department"), *names]
    own = catalogue.find_owner(place.plan).name if place.plan and kind is EntryKind.ACTION else ""
    usual = options.index(own) if own in options else 0
    return str(
        st.selectbox(
            t("meeting.owner_whose"),
            options,
            usual,
            **widgets.keep_typed(make_field_key(place, kind, "whose")),
        )
    )


def _name_owner(meeting: OpenMeeting, owner: str, whose: str) -> str:
    """Name an owner with whose role it is, where that was asked and is not written already."""
    if not owner.strip() or not whose or whose.casefold() in owner.casefold():
        return owner
    return meeting.page.t("meeting.owner_of", owner=owner.strip(), whose=whose)


def read_day_field(text: str, place: str) -> tuple[date | None, list[Problem]]:
    """Read a day that was typed; with the problem where it is none. An empty field is no day and no problem."""
    day = read_written_day(text) if text.strip() else None
    wrong = [Problem("date_needed", place, {"value": text})] if text.strip() and day is None else []
    return day, wrong


def _add(meeting: OpenMeeting, place: Place, wanted: MeetingEntry, problems: list[Problem]) -> None:
    found = problems or saving.write_change(
        lambda db: meeting_commands.capture_entry(db, meeting.subject, wanted)
    )
    if found:
        widgets.show_refused(found, _label(meeting, wanted.kind), meeting.page.words)
        return
    note_emptied(make_field_key(place, wanted.kind, name) for name in ("text", "owner", "due"))
    saving.note_done(CAPTURE, wanted.kind)
    st.rerun()


def _label(meeting: OpenMeeting, kind: EntryKind) -> Mapping[str, str]:
    """Return the labels of the fields."""
    t = meeting.page.t
    labels = {"text": t(f"meeting.text_{kind}"), "goal": t("page.goal"), "plan": t("page.plan")}
    if kind in OWNED:
        labels["owner"] = t(f"meeting.owner_{kind}")
        labels["due"] = t("meeting.until" if kind is EntryKind.DEVIATION else "meeting.due")
    return labels


def _keep(place: Place, kind: EntryKind, name: str) -> dict[str, Any]:
    return {**widgets.keep_typed(make_field_key(place, kind, name)), "autocomplete": "off"}
