"""A meeting as programs read it."""

from __future__ import annotations

from db.meetings.meeting_queries import SubjectMeetings
from export.meeting_json import build_meeting, build_meeting_list
from metrics.meeting.meeting_course import MeetingState, MeetingSubject
from tests.meetings import JUNE, OWN, QUARTER, line, steps

LINES = (line(1), line(2, "note"), line(3, "struck", about=2), line(4, "done", about=1, on=JUNE), line(5))


def test_a_meeting_has_its_state_its_lines_and_the_actions_still_open() -> None:
    course = steps("opened", "attended", "closed", "approved_department", on=JUNE)
    told = build_meeting(SubjectMeetings(OWN, {QUARTER: course}, LINES), QUARTER, {"format": 1})
    assert (told["state"], told["awaited"], told["comments_until"]) == (
        "draft",
        ["institution"],
        "2017-06-30",
    )
    assert [(one["number"], one["done"]) for one in told["entries"]] == [(1, "2017-06-30"), (5, None)]
    assert told["open_actions"] == [5]
    assert told["minutes"] == {"format": 1}
    assert [step["kind"] for step in told["steps"]][:2] == ["opened", "attended"]


def test_before_the_first_close_nobody_is_awaited_and_there_are_no_minutes() -> None:
    told = build_meeting(SubjectMeetings(OWN, {QUARTER: steps("opened")}), QUARTER, None)
    assert (told["awaited"], told["comments_until"], told["minutes"], told["entries"]) == ([], None, None, [])


def test_meetings_are_listed_by_whom_they_are_about() -> None:
    states = {(OWN, QUARTER): MeetingState.OPEN, (MeetingSubject(area="A"), QUARTER): MeetingState.DRAFT}
    assert [(one["institution"], one["area"], one["state"]) for one in build_meeting_list(states)] == [
        (None, "A", "draft"),
        ("inst", None, "open"),
    ]
