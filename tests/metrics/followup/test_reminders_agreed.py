"""Who is reminded of what was agreed: the owner's side, and of an area's meeting whoever has all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metrics.access import Grant, Person, Resource, Role
from metrics.followup.commitments import Commitment, CommitmentKind
from metrics.followup.reminders import find_agreed_reminders
from metrics.plan.terms import Party

OWNERS = {"inst": Resource("inst", "Area"), "other": Resource("other", "Area")}
DUE = date(2026, 12, 31)
ACTION = Commitment(
    CommitmentKind.ACTION, 7, DUE, "Send en plan", "Kontorchef", ("inst",), frozenset(Party), quarter="2026Q3"
)
ON = date(2026, 12, 28)


def person(role: Role, **over: object) -> Person:
    return Person("x@example.dk", (Grant(role, date(2020, 1, 1), **over),))  # type: ignore[arg-type]


def told(
    role: Role, one: Commitment = ACTION, on: date = ON, away: tuple[str, ...] = (), **over: object
) -> list[int]:
    scope = over or {"institution": "inst"}
    return [found.step for found in find_agreed_reminders(person(role, **scope), [one], OWNERS, on, away)]


@pytest.mark.parametrize(
    ("sides", "roles"),
    [
        ({Party.DEPARTMENT}, {Role.HEAD, Role.CONTROLLER}),
        ({Party.INSTITUTION}, {Role.CHIEF, Role.DEPUTY, Role.REPORTER}),
        (set(Party), {Role.HEAD, Role.CONTROLLER, Role.CHIEF, Role.DEPUTY, Role.REPORTER}),
    ],
    ids=["department", "institution", "both"],
)
def test_the_owner_s_side_is_told(sides: set[Party], roles: set[Role]) -> None:
    one = replace(ACTION, sides=frozenset(sides))
    assert {role for role in Role if told(role, one)} == roles


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (date(2026, 11, 20), []),
        (date(2026, 12, 1), [30]),
        (date(2026, 12, 28), [7]),
        (date(2027, 1, 15), [-7]),
    ],
)
def test_it_is_told_some_days_before_and_after(on: date, step: list[int]) -> None:
    assert told(Role.CHIEF, on=on) == step


def test_a_stand_in_is_told_instead_of_the_chief_and_a_role_for_other_goals_is_not() -> None:
    assert told(Role.CHIEF, away=("inst",)) == []
    assert told(Role.DEPUTY, away=("inst",)) == [7]
    about = replace(ACTION, goal="2.1")
    assert told(Role.REPORTER, about, institution="inst", goals=frozenset({"2.1"})) == [7]
    assert told(Role.REPORTER, about, institution="inst", goals=frozenset({"1.1"})) == []


def test_what_an_area_agreed_is_told_to_whoever_has_all_of_it() -> None:
    area = replace(ACTION, institutions=("inst", "other"), area="Area", sides=frozenset({Party.DEPARTMENT}))
    assert told(Role.HEAD, area, area="Area") == [7]
    assert told(Role.HEAD, area, institution="inst") == []
    assert told(Role.CHIEF, area, institution="inst") == []
