"""What may follow at a meeting, what may be captured at it, and every reason why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from metrics.access import Action, Grant, Person, Resource, Role
from metrics.meeting.meeting_course import MeetingCourse, MeetingStep, MeetingStepKind, MeetingSubject
from metrics.meeting.meeting_rules import (
    EntryGround,
    find_acting_role,
    find_entry_problems,
    find_meeting_step_problems,
    find_untimely,
)
from tests.meetings import AUGUST, JUNE, LATER, QUARTER, line, steps

CLOSED = ("opened", "attended", "closed")
NOW = datetime(2017, 8, 2, 9, tzinfo=UTC)
GOALS = {"plan-2017": ["1", "2"]}


def step(kind: str, words: str = "W", on: date | None = None, person: str = "x", **said: Any) -> MeetingStep:
    return MeetingStep(MeetingStepKind(kind), person, Role.HEAD, NOW, words, on=on, **said)


def codes(course: MeetingCourse, taken: MeetingStep, *, for_both: bool = False) -> list[tuple[str, str]]:
    found = find_meeting_step_problems(course, taken, AUGUST, for_both=for_both)
    return [(problem.code, problem.place) for problem in found]


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        ((), {"planned", "opened"}),
        (("planned",), {"planned", "cancelled", "opened"}),
        (("planned", "cancelled"), {"planned", "opened"}),
        (("opened",), {"attended", "closed"}),
        (CLOSED, {"reopened", "commented", "approved_department", "approved_institution"}),
        ((*CLOSED, "approved_department"), {"reopened", "commented", "approved_institution"}),
        ((*CLOSED, "approved_department", "approved_institution"), set()),
        ((*CLOSED, "reopened"), {"attended", "closed"}),
    ],
)
def test_each_step_has_its_time(before: tuple[str, ...], allowed: set[str]) -> None:
    course = steps(*before)
    assert {kind.value for kind in MeetingStepKind if find_untimely(course, kind, AUGUST) is None} == allowed


def test_an_area_s_minutes_are_neither_commented_nor_approved_by_an_institution() -> None:
    course = steps(*CLOSED, subject=MeetingSubject(area="Area"))
    assert codes(course, step("commented")) == [("meeting_of_area", QUARTER)]
    assert codes(course, step("approved_institution")) == [("meeting_of_area", QUARTER)]
    assert codes(course, step("approved_department")) == []


@pytest.mark.parametrize("before", [CLOSED, (*CLOSED, "approved_department")])
def test_an_institution_comments_on_its_part_of_an_area_s_minutes_until_the_day_for_it(
    before: tuple[str, ...],
) -> None:
    course = steps(*before, subject=MeetingSubject("inst", "Area"), on=AUGUST)
    taken = {kind for kind in MeetingStepKind if find_untimely(course, kind, AUGUST) is None}
    assert taken == {MeetingStepKind.COMMENTED}
    over = find_untimely(course, MeetingStepKind.COMMENTED, LATER)
    assert (over is None) is ("approved_department" not in before), "until they are final"


def test_there_is_nothing_to_comment_on_before_an_area_s_meeting_is_closed() -> None:
    course = steps("planned", "opened", subject=MeetingSubject("inst", "Area"))
    assert codes(course, step("commented")) == [("meeting_not_now", QUARTER)]


def test_a_meeting_is_closed_once_it_says_who_attended() -> None:
    assert codes(steps("opened"), step("closed", on=LATER)) == [("attendance_missing", "words")]
    assert codes(steps("opened", "attended"), step("closed", on=LATER)) == []


def test_a_close_and_a_plan_have_a_day_from_today_on_and_all_problems_come_at_once() -> None:
    assert codes(steps("opened"), step("closed", words="")) == [
        ("day_missing", "on"),
        ("attendance_missing", "words"),
    ]
    assert codes(steps(), step("planned", on=JUNE)) == [("day_past", "on")]
    assert codes(steps(), step("planned", on=AUGUST)) == []


@pytest.mark.parametrize(
    ("before", "kind"), [(("opened",), "attended"), (CLOSED, "reopened"), (CLOSED, "commented")]
)
def test_a_step_that_tells_something_takes_words(before: tuple[str, ...], kind: str) -> None:
    assert codes(steps(*before), step(kind, words=" ")) == [("text_empty", "words")]
    assert codes(steps(*before), step(kind)) == []


def test_nobody_approves_for_both_parties() -> None:
    course = steps(*CLOSED, "approved_department")
    own = step("approved_institution", person="head@example.dk")
    assert codes(course, own) == [("minutes_by_one", QUARTER)]
    assert codes(course, own, for_both=True) == []
    assert codes(course, replace(own, person="chief@example.dk")) == []


def test_a_party_approves_once() -> None:
    course = steps(*CLOSED, "approved_department")
    assert codes(course, step("approved_department")) == [("minutes_approved", QUARTER)]


def captured(entry: Any, *before: Any, course: MeetingCourse | None = None) -> list[tuple[str, str]]:
    ground = EntryGround(course or steps("opened"), before, GOALS, AUGUST)
    return [(problem.code, problem.place) for problem in find_entry_problems(entry, ground)]


@pytest.mark.parametrize("state", [(), ("planned",), CLOSED])
def test_nothing_is_captured_at_a_meeting_that_is_not_open(state: tuple[str, ...]) -> None:
    assert captured(line(0, "note"), course=steps(*state)) == [("meeting_not_open", QUARTER)]


def test_an_action_has_a_text_somebody_who_does_it_and_a_day() -> None:
    assert captured(line(0)) == []
    assert captured(line(0, text=" ", owner="", due=None)) == [
        ("text_empty", "text"),
        ("text_empty", "owner"),
        ("day_missing", "due"),
    ]
    assert captured(line(0, due=JUNE)) == [("day_past", "due")]
    assert captured(line(0, due=AUGUST)) == []


def test_a_line_is_about_a_goal_of_a_plan_of_the_meeting() -> None:
    assert captured(line(0, "decision", plan="plan-2017", goal="2")) == []
    assert captured(line(0, "decision", plan="other", goal="2")) == [("plan_not_of_meeting", "plan")]
    assert captured(line(0, "decision", plan="plan-2017", goal="9")) == [("goal_unknown", "goal")]


def test_a_deviation_is_accepted_of_one_goal() -> None:
    assert captured(line(0, "deviation")) == [("deviation_of_goal", "goal")]
    assert captured(line(0, "deviation", plan="plan-2017", goal="1")) == []


@pytest.mark.parametrize("kind", ["action", "parked", "escalation"])
def test_what_is_followed_up_can_be_done_once_on_a_day_that_has_come(kind: str) -> None:
    before = line(1, kind, "2017Q1")
    assert captured(line(0, "done", about=1, on=AUGUST), before) == []
    assert captured(line(0, "done", about=1), before) == [("day_missing", "on")]
    assert captured(line(0, "done", about=1, on=LATER), before) == [("day_to_come", "on")]
    again = (before, line(2, "done", about=1, on=AUGUST))
    assert captured(line(0, "done", about=1, on=AUGUST), *again) == [("line_done", "about")]


@pytest.mark.parametrize("kind", ["note", "decision"])
def test_a_note_and_a_decision_are_not_done_and_neither_is_what_is_not_there(kind: str) -> None:
    assert captured(line(0, "done", about=1, on=AUGUST), line(1, kind)) == [("line_not_here", "about")]
    assert captured(line(0, "done", about=9, on=AUGUST)) == [("line_not_here", "about")]


def test_a_line_is_struck_out_once_and_at_its_own_meeting_alone() -> None:
    assert captured(line(0, "struck", about=1), line(1, "note")) == []
    assert captured(line(0, "struck", about=1), line(1, "note", "2017Q1")) == [("line_not_here", "about")]
    assert captured(line(0, "struck", about=1), line(1, "deviation")) == []
    twice = (line(1, "note"), line(2, "struck", about=1))
    assert captured(line(0, "struck", about=1), *twice) == [("line_not_here", "about")]


def test_somebody_acts_in_the_role_nearest_to_the_institution() -> None:
    wide, near = Grant(Role.CONTROLLER, JUNE), Grant(Role.HEAD, JUNE, area="Area")
    own = Resource("inst", "Area")
    assert find_acting_role(Person("x", (wide, near)), Action.MEET, own, AUGUST) is Role.HEAD
    assert find_acting_role(Person("x", (wide,)), Action.MEET, own, AUGUST) is Role.CONTROLLER
    assert find_acting_role(Person("x", (near,)), Action.AGREE_MINUTES, own, AUGUST) is None


def test_who_holds_each_institution_of_an_area_acts_for_the_area_too() -> None:
    single = Grant(Role.HEAD, JUNE, institution="inst")
    assert find_acting_role(Person("x", (single,)), Action.MEET, Resource("", "Area"), AUGUST) is Role.HEAD
