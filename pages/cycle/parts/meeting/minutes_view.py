"""The minutes of a closed meeting, with what each party does with them: comment, approve, or open the meeting again."""

from __future__ import annotations

import streamlit as st

from db.meetings import meeting_queries
from db.meetings.meeting_commands import MeetingRequest
from metrics.meeting.meeting_course import MeetingStep, MeetingStepKind
from metrics.meeting.meeting_document import read_day
from metrics.meeting.meeting_rules import find_untimely
from metrics.plan.terms import Party
from pages.cycle.parts.meeting import meeting_planning, minutes_sheet
from pages.cycle.parts.meeting.emptied_fields import empty_fields
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.cycle.parts.meeting.meeting_steps import make_request, take_step
from pages.cycle.parts.personal_warning import show_warning
from pages.ui import screen, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from words.meetings.meeting_line import list_held, write_minutes_state, write_step


def show_minutes(meeting: OpenMeeting) -> None:
    """Show the minutes of the latest close, what they are, and the forms of whoever reads."""
    page, course = meeting.page, meeting.course
    if meeting.minutes is None:
        meeting_planning.show_day(meeting)
        screen.draw(marks.draw_lead(page.t("meeting.not_closed")))
        return
    final = course.is_final(page.as_of)
    screen.draw(
        fill(
            '<div class="m-minutes-head{}"><b class="m-stage">{}</b> <span>{}</span></div>',
            " m-final" if final else "",
            page.t("meeting.approved" if final else "meeting.draft"),
            write_minutes_state(course, page.as_of, page.words),
        )
    )
    if meeting.subject.is_part:
        screen.draw(marks.draw_lead(page.t("meeting.own_part")))
    with screen.hold_place():
        _show_approval(meeting)
    kept = page.t("meeting.kept_as_of", day=page.words.date(read_day(meeting.minutes)))
    screen.draw(marks.draw_lines([*list_held(course, page.words), kept]))
    lines = meeting_queries.list_told_entries(meeting.found, meeting.minutes)
    screen.draw(minutes_sheet.draw_minutes(meeting.minutes, lines, meeting.found.every_entry, page.words))
    with screen.hold_place():
        _show_comments(meeting)
    with screen.hold_place():
        _show_reopening(meeting)
    left_out = (MeetingStepKind.ATTENDED, *([MeetingStepKind.COMMENTED] if meeting.subject.area else []))
    told = (step for step in course.steps if step.kind not in left_out)
    steps = [write_step(step, page.words) for step in told]
    screen.draw(fill("<h2>{}</h2>", page.t("meeting.course")), marks.draw_lines(steps))


def _may(meeting: OpenMeeting, kind: MeetingStepKind) -> bool:
    return meeting.is_present and find_untimely(meeting.course, kind, meeting.page.today) is None


def _show_approval(meeting: OpenMeeting) -> None:
    """Show the button by which the reader's party approves the minutes."""
    for kind, party, allowed in (
        (MeetingStepKind.APPROVED_DEPARTMENT, Party.DEPARTMENT, meeting.meets),
        (MeetingStepKind.APPROVED_INSTITUTION, Party.INSTITUTION, meeting.agrees),
    ):
        if allowed and _may(meeting, kind):
            label = meeting.page.t(f"meeting.approve_{party}")
            if widgets.show_button(label, f"minutes {kind}", type="primary"):
                take_step(meeting, make_request(meeting, kind), {})


def _show_comments(meeting: OpenMeeting) -> None:
    """Show what was commented, and the form of a further comment."""
    page, comments = meeting.page, meeting.course.comments
    if comments:
        lines = [_write_comment(meeting, step) for step in comments]
        screen.draw(fill("<h2>{}</h2>", page.t("meeting.comments")), marks.draw_lines(lines))
    if meeting.agrees and _may(meeting, MeetingStepKind.COMMENTED):
        _show_worded(meeting, MeetingStepKind.COMMENTED, "meeting.comment")


def _write_comment(meeting: OpenMeeting, step: MeetingStep) -> str:
    """Write a comment; at a meeting about an area with the institution whose it is."""
    of_one = "" if meeting.subject.is_part else step.institution
    whose = meeting.moment.catalogue.find_institution(of_one, meeting.page.today).name if of_one else ""
    return write_step(step, meeting.page.words, whose)


def _show_reopening(meeting: OpenMeeting) -> None:
    if meeting.meets and _may(meeting, MeetingStepKind.REOPENED):
        with st.expander(meeting.page.t("meeting.reopen_title")):
            _show_worded(meeting, MeetingStepKind.REOPENED, "meeting.reopen")


def _show_worded(meeting: OpenMeeting, kind: MeetingStepKind, key: str) -> None:
    """Show the field and the button of a step that takes words."""
    page = meeting.page
    label = page.t("course.reason") if kind is MeetingStepKind.REOPENED else page.t("meeting.comment_field")
    typed = f"minutes {meeting.quarter.text} {kind}"
    empty_fields()
    words = st.text_area(label, height=100, **widgets.keep_typed(f"{typed} words"))
    show_warning([words], page.words)
    if widgets.show_button(page.t(key), typed):
        wanted = MeetingRequest(meeting.subject, meeting.quarter.text, kind, words)
        take_step(meeting, wanted, {"words": label}, typed=(f"{typed} words",))
