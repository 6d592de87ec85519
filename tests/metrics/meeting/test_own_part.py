"""What meetings await of somebody: their side's approval of minutes, and the actions that side is told of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from metrics.access import Grant, Person, Resource, Role
from metrics.followup.commitments import Commitment, CommitmentKind
from metrics.meeting.meeting_course import MeetingSubject
from metrics.meeting.own_part import find_awaited_minutes, select_own_actions
from metrics.plan.terms import Party
from tests.meetings import AUGUST, steps

CLOSED = ("opened", "attended", "closed")
BOTH = {Party.DEPARTMENT: {"inst"}, Party.INSTITUTION: {"inst"}}
AREA = MeetingSubject(area="A")


@pytest.mark.parametrize(
    ("taken", "sides", "awaited"),
    [
        (("opened", "attended"), BOTH, []),
        (CLOSED, BOTH, ["department", "institution"]),
        (CLOSED, {Party.INSTITUTION: {"inst"}}, ["institution"]),
        (CLOSED, {Party.INSTITUTION: {"other"}}, []),
        ((*CLOSED, "approved_institution"), BOTH, ["department"]),
        ((*CLOSED, "approved_institution", "approved_department"), BOTH, []),
        ((*CLOSED, "reopened"), BOTH, []),
    ],
)
def test_minutes_await_each_side_until_it_has_approved_them(
    taken: tuple[str, ...], sides: dict[Party, set[str]], awaited: list[str]
) -> None:
    found = find_awaited_minutes([(steps(*taken), ("inst",))], sides, AUGUST)
    assert [one.party for one in found] == awaited


def test_the_minutes_of_an_area_await_whoever_holds_all_of_it_and_no_institution() -> None:
    course = (steps(*CLOSED, subject=AREA, on=AUGUST), ("inst", "other"))
    assert find_awaited_minutes([course], BOTH, AUGUST) == []
    both = {party: {"inst", "other"} for party in Party}
    (one,) = find_awaited_minutes([course], both, AUGUST)
    assert (one.party, one.until) == (Party.DEPARTMENT, AUGUST)


def action(number: int, due: date, *sides: Party, **said: str) -> Commitment:
    kind = CommitmentKind(said.get("kind", "action"))
    return Commitment(kind, number, due, "Text", "Owner", ("inst",), frozenset(sides))


def test_an_action_is_told_to_the_side_it_is_of_with_the_earliest_deadline_first() -> None:
    early, late = date(2017, 7, 1), date(2017, 9, 1)
    agreed = [
        action(1, late, *Party),
        action(2, early, Party.INSTITUTION),
        action(3, early, Party.DEPARTMENT),
        action(4, early, *Party, kind="deviation"),
    ]
    owners = {"inst": Resource("inst", "A")}

    def tell(role: Role, **scope: Any) -> list[int]:
        person = Person("x", (Grant(role, date(2016, 1, 1), **scope),))
        return [one.number for one in select_own_actions(agreed, person, owners, AUGUST)]

    assert tell(Role.CHIEF, institution="inst") == [2, 1]
    assert tell(Role.HEAD, area="A") == [3, 1]
    assert tell(Role.CHIEF, institution="other") == tell(Role.READER, area="A") == []
