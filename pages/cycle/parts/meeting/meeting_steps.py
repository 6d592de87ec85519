"""What the department does with a meeting as a whole: open it, note who attended, and close it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import streamlit as st

from db.meetings import meeting_commands
from db.meetings.meeting_commands import MeetingRequest
from metrics.errors import Problem
from metrics.meeting.meeting_course import MeetingState, MeetingStepKind
from metrics.meeting.meeting_entries import find_standing
from metrics.report.personal_data import PersonalSign
from pages.cycle.parts.meeting.capture_form import read_day_field
from pages.cycle.parts.meeting.emptied_fields import note_emptied
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.cycle.parts.personal_warning import show_warning, show_warnings
from pages.ui import saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import fill

STEP = "meeting step"
COMMENT_DAYS = 14
"""The days that minutes can usually be commented on."""


def say_step_done(meeting: OpenMeeting) -> None:
    """Say which step was just taken."""
    t = meeting.page.t
    done = saving.find_done(STEP)
    if done in (MeetingStepKind.CLOSED, MeetingStepKind.REOPENED):
        # The page is another one now, and was left far down.
        screen.draw(fill('<span data-look="{}"></span>', len(meeting.course.steps)))
    else:
        screen.draw()
    screen.say_done(STEP, lambda kind: t("meeting.step_done", step=t(f"meeting.step_{kind}")))


def take_step(
    meeting: OpenMeeting,
    wanted: MeetingRequest,
    labels: dict[str, str],
    problems: list[Problem] | None = None,
    typed: tuple[str, ...] = (),
) -> None:
    """Take a step and draw the page anew, or show why not; what was `typed` for it is let go of once it is taken."""
    found = problems or saving.write_change(lambda db: meeting_commands.take_meeting_step(db, wanted))
    if found:
        widgets.show_refused(found, labels, meeting.page.words)
        return
    note_emptied(typed)
    saving.note_done(STEP, wanted.kind)
    st.rerun()


def make_request(meeting: OpenMeeting, kind: MeetingStepKind) -> MeetingRequest:
    """Make the request for a step without words."""
    return MeetingRequest(meeting.subject, meeting.quarter.text, kind)


def show_start(meeting: OpenMeeting) -> None:
    """Show the button that opens a meeting which is not open yet; one that was never called asks once more."""
    page, course = meeting.page, meeting.course
    if course.state not in (MeetingState.NOT_PLANNED, MeetingState.PLANNED):
        return
    called, asked = course.state is MeetingState.PLANNED, _name(meeting, "ask")
    if widgets.show_button(page.t("meeting.open"), _name(meeting, "open"), type="primary"):
        if called:
            take_step(meeting, make_request(meeting, MeetingStepKind.OPENED), {})
        else:
            st.session_state[asked] = True
    if called or not st.session_state.get(asked):
        return
    screen.say(page.t("meeting.uncalled"))
    if widgets.show_button(page.t("meeting.open_uncalled"), f"{asked} open"):
        st.session_state.pop(asked)
        take_step(meeting, make_request(meeting, MeetingStepKind.OPENED), {})


def show_close(meeting: OpenMeeting) -> None:
    """Show the fields of who attended, and the button that closes the meeting and makes its minutes."""
    if not meeting.meets or meeting.course.state is not MeetingState.OPEN:
        return
    # A day that is offered is today's, also in a tab that was left open.
    page, key = meeting.page, _name(meeting, f"close {meeting.page.today}")
    last = meeting.course.find_last(MeetingStepKind.ATTENDED)
    screen.draw(
        fill("<h2>{}</h2>", page.t("meeting.close_title")),
        marks.draw_lead(
            page.t("meeting.close_note" if meeting.subject.institution else "meeting.close_note_area")
        ),
    )
    present = st.text_area(
        page.t("meeting.attended"),
        last.words if last else _list_parties(meeting),
        height=100 if meeting.subject.institution else 180,
        **widgets.keep_typed(f"{key} words"),
    )
    if not meeting.subject.institution:
        widgets.show_example(page.t("meeting.attended_note"))
    absent = st.text_area(
        page.t("meeting.absent"),
        last.absent if last else "",
        height=80,
        **widgets.keep_typed(f"{key} absent"),
    )
    # Who was there is named, by role or by name.
    show_warning([present, absent], page.words, {PersonalSign.NAME})
    told = find_standing(meeting.found.find_entries(meeting.quarter.text))
    show_warnings(
        [(f"{page.t(f'meeting.kind_{one.kind}')}: {one.text}", one.text) for one in told], page.words
    )
    usual = page.today + timedelta(days=COMMENT_DAYS)
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-close"):
        text = st.text_input(
            page.t("meeting.comments_until"),
            usual.strftime("%d.%m.%Y" if page.lang == "da" else "%Y-%m-%d"),
            width=260,
            **_keep(f"{key} until"),
        )
        pressed = widgets.show_button(page.t("meeting.close"), key, type="primary")
    if pressed:
        _close(meeting, present, absent, text)


def _list_parties(meeting: OpenMeeting) -> str:
    """List whom those attend from at a meeting about an area, a line for each to be filled in; else nothing."""
    if meeting.subject.institution:
        return ""
    page, catalogue = meeting.page, meeting.moment.catalogue
    department = page.t("meeting.of_department")
    names = [catalogue.find_institution(key, page.today).name for key in sorted(meeting.members)]
    every = [department[:1].upper() + department[1:], *names]
    return "\n".join(page.t("meeting.attended_of", whose=name) for name in every)


def _close(meeting: OpenMeeting, present: str, absent: str, until: str) -> None:
    """Note who attended and close the meeting, in one act."""
    day, problems = read_day_field(until, "on")
    subject, quarter = meeting.subject, meeting.quarter.text
    named = "\n".join(line for line in present.splitlines() if not line.rstrip().endswith(":"))
    attended = MeetingRequest(subject, quarter, MeetingStepKind.ATTENDED, named, absent)
    closed = MeetingRequest(subject, quarter, MeetingStepKind.CLOSED, on=day)
    labels = {
        "words": meeting.page.t("meeting.attended"),
        "absent": meeting.page.t("meeting.absent"),
        "on": meeting.page.t("meeting.comments_until"),
    }
    found = problems or saving.write_change(
        lambda db: [meeting_commands.take_meeting_step(db, one) for one in (attended, closed)]
    )
    if found:
        widgets.show_refused(found, labels, meeting.page.words)
        return
    saving.note_done(STEP, MeetingStepKind.CLOSED)
    st.query_params.pop("at", None)
    st.rerun()


def _keep(key: str) -> dict[str, Any]:
    return {**widgets.keep_typed(key), "autocomplete": "off"}


def _name(meeting: OpenMeeting, act: str) -> str:
    subject = meeting.subject.institution or meeting.subject.area
    return f"meeting {subject} {meeting.quarter.text} {act}"
