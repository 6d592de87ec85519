"""A meeting that is ahead or open: the agenda at the side, one place at a time, and what is captured there."""

from __future__ import annotations

import streamlit as st

from metrics.meeting.agenda import MeetingView
from metrics.meeting.meeting_course import MeetingState
from pages.cycle.parts.meeting import (
    capture_form,
    captured_lines,
    first_minute,
    goal_at_meeting,
    meeting_planning,
    meeting_reads,
    meeting_steps,
    meeting_strip,
    minutes_view,
    old_business,
)
from pages.cycle.parts.meeting.meeting_places import END, OLD, START, Place, find_place
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill

AHEAD = (MeetingState.NOT_PLANNED, MeetingState.PLANNED, MeetingState.OPEN)


def show_head(meeting: OpenMeeting) -> None:
    """Show what the meeting is, and which step was just taken with it."""
    page = meeting.page
    name = page.t("meeting.title", name=meeting.name, quarter=page.words.period(meeting.quarter.text))
    page.show_title(name, fictional=meeting.fictional, within=page.t("page.meeting"))
    meeting_steps.say_step_done(meeting)
    screen.draw(_draw_state(meeting) if meeting.meets and meeting.course.state in AHEAD else "")
    if not meeting.is_present:
        screen.say(page.t("meeting.past_day", day=page.words.date(page.as_of)))


def show_meeting(meeting: OpenMeeting) -> None:
    """Show the meeting to whoever holds it, and its minutes once it is closed."""
    if not meeting.meets or meeting.course.state not in AHEAD:
        minutes_view.show_minutes(meeting)
        return
    view = meeting_reads.read_view(meeting)
    here = find_place(view)
    with screen.hold_place():
        if here.plan is None and meeting.is_present:
            meeting_steps.show_start(meeting)
    left, right = st.columns([1, 3], gap="large")
    with left:
        screen.draw(meeting_strip.draw_strip(meeting, view, here))
    with right:
        with screen.hold_place():
            _show_place(meeting, view, here)
        captures = meeting.captures
        with screen.hold_place():
            captured_lines.show_captured(meeting, here)
        with screen.hold_place():
            if captures:
                capture_form.show_capture(meeting, here)
        screen.draw(meeting_strip.draw_keys(meeting, view, here, captures=captures))
        with screen.hold_place():
            if here.key == END and meeting.is_present:
                meeting_steps.show_close(meeting)


def _draw_state(meeting: OpenMeeting) -> str:
    page, course = meeting.page, meeting.course
    said = page.t(f"meeting.state_{course.state}")
    if course.state is MeetingState.OPEN and course.version:
        said = page.t("meeting.state_again", version=course.version)
    name, day = page.t("page.meeting"), page.t("meeting.as_of", day=page.words.date(page.as_of))
    planned = meeting_planning.write_day(meeting)
    parts = " · ".join(part for part in (said, day, planned) if part)
    return fill('<p class="m-lead"><b>{}</b> · {}</p>', name, parts)


def _show_place(meeting: OpenMeeting, view: MeetingView, here: Place) -> None:
    if here.key == START:
        first_minute.show_first_minute(meeting, view)
    elif here.key == OLD:
        old_business.show_old_business(meeting)
    elif here.key == END:
        screen.draw(fill("<h2>{}</h2>", meeting.page.t("meeting.place_end")))
        if not meeting.found.find_entries(meeting.quarter.text):
            screen.draw(marks.draw_lead(meeting.page.t("meeting.nothing_captured")))
    else:
        goal_at_meeting.show_goal(meeting, view, here)
