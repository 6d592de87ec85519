"""The open actions of meetings: told once a close has told them, to the side that their owner is of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from metrics.meeting.meeting_course import MeetingSubject
from metrics.meeting.meeting_entries import MeetingEntry
from metrics.meeting.open_actions import find_sides, list_open_actions
from metrics.plan.terms import Party
from tests.meetings import OWN, QUARTER, START, line, steps

BOTH, DEPARTMENT, INSTITUTION = (
    frozenset(Party),
    frozenset({Party.DEPARTMENT}),
    frozenset({Party.INSTITUTION}),
)


@pytest.mark.parametrize(
    ("owner", "sides"),
    [
        ("Departementet (controller)", DEPARTMENT),
        ("Chef i ministeriet", DEPARTMENT),
        ("Department head", DEPARTMENT),
        ("Institutionens chef", INSTITUTION),
        ("CPR-administrationen", INSTITUTION),
        ("Kontorchef", BOTH),
        ("Departementet og institutionen", BOTH),
        ("", BOTH),
    ],
)
def test_the_side_of_an_owner_is_read_from_its_name_and_both_where_it_says_neither(
    owner: str, sides: frozenset[Party]
) -> None:
    assert find_sides(owner, "CPR-administrationen") == sides


def captured(number: int, hours: int, **said: Any) -> MeetingEntry:
    return line(number, at=START + timedelta(hours=hours), **said)


def test_what_no_close_has_told_is_done_or_struck_is_left_out() -> None:
    course = steps("opened", "attended", "closed", "reopened")
    entries = [
        captured(1, 1, plan="p", goal="2.1"),
        captured(2, 1),
        captured(3, 1),
        captured(4, 5),
        line(5, "done", about=2),
        line(6, "struck", about=3),
    ]
    (found,) = list_open_actions(OWN, {QUARTER: course}, entries, {"inst": "CPR"}, {})
    assert (found.number, found.plan, found.goal, found.quarter) == (1, "p", "2.1", QUARTER)
    assert found.key == "agreed/action/1"
    assert list_open_actions(OWN, {QUARTER: steps("opened")}, entries, {"inst": "CPR"}, {}) == []
    assert list_open_actions(OWN, {}, entries, {"inst": "CPR"}, {}) == []


@pytest.mark.parametrize(
    ("owner", "plan", "institutions", "sides"),
    [
        ("Direktør", "plan-b", ("b",), BOTH),
        ("Institutionens direktør", "plan-b", ("b",), INSTITUTION),
        ("Direktør, A", "plan-b", ("a",), INSTITUTION),
        ("Direktør, A", "", ("a",), INSTITUTION),
        ("Direktør, departementet", "plan-b", ("a", "b"), DEPARTMENT),
        ("Direktør", "plan-elsewhere", ("a", "b"), DEPARTMENT),
    ],
)
def test_an_action_of_an_area_s_meeting_is_told_to_the_institution_it_was_given(
    owner: str, plan: str, institutions: tuple[str, ...], sides: frozenset[Party]
) -> None:
    area = MeetingSubject(area="Area")
    course = steps("opened", "attended", "closed", subject=area)
    said = [captured(1, 1, owner=owner, plan=plan, goal="1.1" if plan else "")]
    owners = {"plan-b": "b", "plan-elsewhere": "c"}
    (found,) = list_open_actions(area, {QUARTER: course}, said, {"a": "A", "b": "B"}, owners)
    assert (found.institutions, found.sides) == (institutions, sides)
    assert found.is_of_area is (sides == DEPARTMENT)


def test_of_a_meeting_about_an_area_the_department_alone_is_told() -> None:
    area = MeetingSubject(area="Area")
    course = steps("opened", "attended", "closed", subject=area)
    said = [captured(1, 1, owner="Institutionens chef")]
    (found,) = list_open_actions(area, {QUARTER: course}, said, {"a": "A", "b": "B"}, {})
    assert (found.sides, found.institutions, found.area) == (DEPARTMENT, ("a", "b"), "Area")
