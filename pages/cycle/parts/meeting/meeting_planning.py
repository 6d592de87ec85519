"""The day of a meeting: called alone or with those of the later quarters, moved, cancelled, and put in a calendar."""

from __future__ import annotations

from os import environ
from typing import Any

import streamlit as st

from db.audit.exports import Export
from db.clock import read_clock
from db.meetings import meeting_commands
from db.meetings.meeting_commands import MeetingRequest
from export.deadline_list import MEDIA_TYPE
from export.meeting_invitation import write_invitations
from export.papers.papers import name_file
from metrics.meeting.meeting_course import MeetingState, MeetingStepKind
from pages.cycle.parts.meeting.capture_form import read_day_field
from pages.cycle.parts.meeting.emptied_fields import empty_fields, note_emptied
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.cycle.parts.meeting.meeting_steps import STEP, take_step
from pages.ui import downloads, saving, screen, widgets
from pages.ui.downloads import OfferedFile
from pages.ui.draw import marks
from service import sign_in

AHEAD = (MeetingState.NOT_PLANNED, MeetingState.PLANNED)


def show_planning(meeting: OpenMeeting) -> None:
    """Show the forms that call, move and cancel a meeting, and offer its day to a calendar."""
    page, course = meeting.page, meeting.course
    if course.state not in AHEAD or not meeting.meets or not meeting.is_present:
        return
    empty_fields()
    planned = course.planned is not None
    with screen.hold_place():
        offer_day(meeting)
    with st.expander(page.t("meeting.move_title" if planned else "meeting.plan_title")):
        with screen.hold_place():
            _show_calling(meeting)
        if planned:
            _show_cancelling(meeting)


def write_day(meeting: OpenMeeting) -> str:
    """Write on which day a meeting is that is ahead, or that it is cancelled; empty where it was never called."""
    page, course = meeting.page, meeting.course
    call = course.last_call
    if call is None or call.on is None or course.state not in AHEAD:
        return ""
    if course.is_cancelled:
        cancelled = course.find_last(MeetingStepKind.CANCELLED)
        reason = cancelled.words if cancelled else ""
        return page.t("meeting.cancelled", on=page.words.date(call.on), reason=reason)
    said = page.t("meeting.planned_for", on=page.words.date(call.on))
    return page.t("meeting.planned_where", said=said, where=call.words) if call.words else said


def show_day(meeting: OpenMeeting) -> None:
    """Show on which day a meeting is that is ahead, and offer it to a calendar."""
    if said := write_day(meeting):
        screen.draw(marks.draw_lead(said))
        offer_day(meeting)


def offer_day(meeting: OpenMeeting) -> None:
    """Offer a meeting that was called to a calendar."""
    page, course = meeting.page, meeting.course
    if course.last_call is None or course.state not in AHEAD:
        return
    about = meeting.subject.institution or meeting.subject.area
    file = OfferedFile(
        Export.DEADLINES,
        f"{about}, {meeting.quarter.text}",
        tuple(sorted(meeting.members)),
        f"{name_file(about)}-{page.t('invitation.file')}-{meeting.quarter.text}.ics",
        MEDIA_TYPE,
    )
    base = sign_in.read_public_url(environ)
    downloads.offer_file(
        page.t("meeting.get_invitation"),
        file,
        lambda: write_invitations([course], meeting.name, page.words, read_clock(), base),
    )


def _show_calling(meeting: OpenMeeting) -> None:
    page, key = meeting.page, _name(meeting, "plan")
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-start"):
        label, place = page.t("meeting.plan_day"), page.t("meeting.plan_where")
        text = st.text_input(label, width=200, **_keep(f"{key} day"))
        where = st.text_input(place, width=320, **_keep(f"{key} where"))
        presses = widgets.show_button(
            page.t("meeting.move" if meeting.course.planned else "meeting.plan"), key
        )
    widgets.show_example(page.t("meeting.call_form"))
    series = st.checkbox(page.t("meeting.plan_series"), **widgets.keep_typed(f"{key} series"))
    if not presses:
        return
    day, problems = read_day_field(text, "on")
    subject, quarter = meeting.subject, meeting.quarter.text
    wanted = MeetingRequest(subject, quarter, MeetingStepKind.PLANNED, where, on=day)
    labels, typed = {"on": label, "words": place}, (f"{key} day", f"{key} where", f"{key} series")
    if not series:
        take_step(meeting, wanted, labels, problems, typed)
        return
    found = problems or saving.write_change(lambda db: meeting_commands.plan_series(db, wanted))
    if found:
        widgets.show_refused(found, labels, page.words)
        return
    note_emptied(typed)
    saving.note_done(STEP, MeetingStepKind.PLANNED)
    st.rerun()


def _show_cancelling(meeting: OpenMeeting) -> None:
    page, key = meeting.page, _name(meeting, "cancel")
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-cancel"):
        label = page.t("meeting.cancel_reason")
        reason = st.text_input(label, width=420, **_keep(f"{key} words"))
        pressed = widgets.show_button(page.t("meeting.cancel"), key)
    if pressed:
        subject, quarter = meeting.subject, meeting.quarter.text
        wanted = MeetingRequest(subject, quarter, MeetingStepKind.CANCELLED, reason)
        take_step(meeting, wanted, {"words": label}, typed=(f"{key} words",))


def _keep(key: str) -> dict[str, Any]:
    return {**widgets.keep_typed(key), "autocomplete": "off"}


def _name(meeting: OpenMeeting, act: str) -> str:
    subject = meeting.subject.institution or meeting.subject.area
    return f"meeting {subject} {meeting.quarter.text} {act}"
