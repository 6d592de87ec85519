"""Whom to remind of which deadline, and on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from metrics.access import Grant, Person, Resource, Role
from metrics.facts.reports.handed_in import Awaited, Turn
from metrics.followup.deadlines import Deadline, Duty
from metrics.followup.reminders import ARRIVED, find_deputised, find_reminders, find_step
from tests.factories import plan

DAY = date(2017, 4, 10)
# Good Friday; the last working day before it is Wednesday 12 April.
REPORT = Deadline(plan(), Duty.REPORT, date(2017, 4, 14), Role.REPORTER)
CONFIRMATION = Deadline(plan(), Duty.CONFIRMATION, date(2017, 4, 12), Role.CONTROLLER)
SETTLEMENT = Deadline(plan(), Duty.SETTLEMENT, date(2017, 4, 11), Role.HEAD)
FETCHED = Deadline(plan(), Duty.VALUE, date(2017, 4, 14), Role.CONTROLLER, source="ISOLA")
FAR = Deadline(plan(), Duty.REPORT, date(2017, 10, 14), Role.REPORTER)
EVERY = (REPORT, CONFIRMATION, SETTLEMENT, FAR)
OWNERS = {"inst": Resource("inst", "Area")}


def person(role: Role, **scope: str | date) -> Person:
    return Person("p@example.dk", (Grant(role, **{"start": date(2016, 1, 1), **scope}),))  # type: ignore[arg-type]


def duties(who: Person, on: date = DAY) -> list[Duty]:
    return [one.deadline.duty for one in find_reminders(who, EVERY, OWNERS, on)]


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (date(2017, 3, 12), None),
        (date(2017, 3, 13), 30),
        (date(2017, 4, 4), 30),
        (date(2017, 4, 5), 7),
        (date(2017, 4, 10), 7),
        (date(2017, 4, 11), 1),
        (date(2017, 4, 18), 1),
        (date(2017, 4, 19), -1),
        (date(2017, 4, 24), -1),
        (date(2017, 4, 25), -7),
        (date(2017, 5, 17), -7),
        (date(2017, 5, 18), -30),
        (date(2017, 12, 31), -30),
    ],
)
def test_steps_are_counted_to_the_last_working_day_and_from_the_due_day(on: date, step: int | None) -> None:
    assert find_step(REPORT, on) == step


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.REPORTER, [Duty.REPORT]),
        (Role.CHIEF, [Duty.REPORT]),
        (Role.CONTROLLER, [Duty.CONFIRMATION, Duty.SETTLEMENT]),
        (Role.HEAD, [Duty.SETTLEMENT]),
        (Role.READER, []),
        (Role.ADMINISTRATOR, []),
        (Role.AUDITOR, []),
    ],
)
def test_each_role_is_reminded_of_its_own_duties(role: Role, told: list[Duty]) -> None:
    assert duties(person(role, institution="inst")) == told


def test_a_reminder_has_the_step_that_is_reached() -> None:
    (found,) = find_reminders(person(Role.REPORTER), EVERY, OWNERS, DAY)
    assert (found.deadline, found.step) == (REPORT, 7)
    (late,) = find_reminders(person(Role.REPORTER), EVERY, OWNERS, date(2017, 4, 25))
    assert late.step == -7


def test_a_role_reminds_only_within_its_scope_and_its_days() -> None:
    assert duties(person(Role.REPORTER, area="Area")) == [Duty.REPORT]
    assert duties(person(Role.REPORTER, area="Other")) == []
    assert duties(person(Role.REPORTER, institution="other")) == []
    assert duties(person(Role.REPORTER, end=DAY)) == [Duty.REPORT]
    assert duties(person(Role.REPORTER, end=date(2017, 4, 9))) == []
    assert duties(person(Role.REPORTER, start=date(2017, 4, 11))) == []
    assert duties(Person("nobody@example.dk")) == []


def test_whoever_stands_in_for_the_chief_is_told_instead_while_they_do() -> None:
    deputy = person(Role.DEPUTY, institution="inst", end=date(2017, 4, 11))
    chief, reporter = person(Role.CHIEF, institution="inst"), person(Role.REPORTER, institution="inst")
    for on, told in ((DAY, (0, 1, 1)), (date(2017, 4, 12), (1, 0, 1))):
        away = find_deputised([chief, deputy], OWNERS.values(), on)
        found = [find_reminders(who, [REPORT], OWNERS, on, away) for who in (chief, deputy, reporter)]
        assert tuple(map(len, found)) == told


def test_what_has_come_is_told_at_once_however_far_off_its_answer_is_due() -> None:
    at = datetime(2017, 4, 9, 9, tzinfo=UTC)
    receipt = replace(FAR, duty=Duty.RECEIPT, since=Awaited(Turn.DEPARTMENT, at, "chief@example.dk"))
    assert (find_step(FAR, DAY), find_step(receipt, DAY)) == (None, ARRIVED)


def test_the_institution_is_never_told_to_give_what_the_department_or_a_central_source_owes() -> None:
    told = {
        role: [one.deadline.source for one in find_reminders(person(role), [FETCHED], OWNERS, DAY)]
        for role in Role
    }
    assert {role for role, sources in told.items() if sources} == {Role.CONTROLLER}
    assert told[Role.CONTROLLER] == ["ISOLA"]


def test_a_desk_is_reminded_of_what_its_goals_wait_for_and_of_no_receipt() -> None:
    at = datetime(2017, 4, 9, 9, tzinfo=UTC)
    receipt = replace(FAR, duty=Duty.RECEIPT, role=Role.CONTROLLER, since=Awaited(Turn.DEPARTMENT, at, "c"))
    of_goal = [replace(CONFIRMATION, goal=goal) for goal in ("1", "2")]

    def told(goals: set[str], role: Role = Role.DESK) -> list[tuple[Duty, str | None]]:
        given = Grant(role, date(2016, 1, 1), institution="inst", goals=frozenset(goals))
        who = Person("p@example.dk", (given,))
        found = find_reminders(who, [receipt, REPORT, *of_goal], OWNERS, DAY)
        return [(one.deadline.duty, one.deadline.goal) for one in found]

    assert told({"2"}) == [(Duty.CONFIRMATION, "2")]
    assert told(set()) == [(Duty.CONFIRMATION, "1"), (Duty.CONFIRMATION, "2")]
    assert told({"2"}, Role.REPORTER) == [(Duty.REPORT, None)]
