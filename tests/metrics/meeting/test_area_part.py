"""The part of an area's meetings that an institution is told: what is about it, and nothing of the others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from metrics.meeting.area_part import (
    AreaPart,
    is_owner,
    select_own_document,
    select_own_entries,
)
from metrics.meeting.meeting_course import MeetingSubject
from metrics.meeting.meeting_entries import MeetingEntry
from tests.meetings import AUGUST, QUARTER, START, line, steps

AREA = MeetingSubject(area="Area")
OWN = AreaPart(frozenset({"own"}), frozenset({"Nævnet"}))
CLOSED = steps("opened", "attended", "closed", subject=AREA)


def captured(number: int, kind: str = "action", hours: int = 1, **said: Any) -> MeetingEntry:
    return line(number, kind, at=START + timedelta(hours=hours), **said)


@pytest.mark.parametrize(
    ("owner", "found"),
    [
        ("Nævnet", True),
        ("Direktør, nævnet", True),
        ("Nævnet Vest", False),
        ("Vest-Nævnet", False),
        ("", False),
    ],
)
def test_an_owner_is_an_institution_or_a_role_of_it(owner: str, found: bool) -> None:
    assert is_owner(owner, "Nævnet") is found
    assert not is_owner(owner, "")


def test_the_own_lines_are_those_about_its_plans_and_actions_it_answers_for_once_told() -> None:
    every = [
        captured(1, "decision", plan="own", goal="1.1"),
        captured(2, "deviation", plan="other", goal="1.1"),
        captured(3, "decision"),
        captured(4, plan="other", goal="2.2", owner="Direktør, Nævnet"),
        captured(5, "note", plan="own", goal="1.1"),
        captured(6, plan="own", goal="1.1"),
        captured(7, "done", about=6, on=AUGUST),
        captured(8, "done", about=2, on=AUGUST),
        captured(9, plan="own", goal="1.1", hours=5),
        captured(10, "decision", plan="own", goal="1.1"),
        captured(11, "struck", about=10),
    ]
    found = select_own_entries(every, {QUARTER: CLOSED}, OWN)
    assert [one.number for one in found] == [1, 4, 6, 7]
    assert (found[1].plan, found[1].goal) == ("", ""), "the goal of another is not named"
    assert select_own_entries(every, {}, OWN) == ()
    still_open = steps("opened", subject=AREA)
    assert select_own_entries(every, {QUARTER: still_open}, OWN) == ()


def test_of_the_minutes_the_own_goals_lines_and_attendance_are_kept() -> None:
    document: dict[str, Any] = {
        "attended": "Departementet: Chef\nNævnet: Direktør\nNævnet Vest: Direktør",
        "absent": "Registeret: Direktør",
        "plans": [{"plan": "own"}, {"plan": "other"}],
        "agenda": [["other", "1.1"], ["own", "1.1"]],
        "old": [{"entry": 1, "done": None}, {"entry": 2, "done": None}],
        "dues": [{"plan": "own"}, {"plan": "other"}],
        "entries": [2, 4],
    }
    kept = select_own_document(document, OWN, [line(1), line(4)])
    assert kept == {
        "attended": "Nævnet: Direktør",
        "absent": "",
        "plans": [{"plan": "own"}],
        "agenda": [["own", "1.1"]],
        "old": [{"entry": 1, "done": None}],
        "dues": [{"plan": "own"}],
        "entries": [4],
    }
