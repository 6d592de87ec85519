"""Whom to remind of what: some days before a thing is due and some days after, each step once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.access import Person, Resource, Role
from metrics.followup.deadlines import Deadline

BEFORE = (30, 7, 1)
AFTER = (1, 7, 30)
"""Days before something is due, and after."""

TOLD: Mapping[Role, frozenset[Role]] = {
    Role.REPORTER: frozenset({Role.REPORTER, Role.CHIEF}),
    Role.CONTROLLER: frozenset({Role.CONTROLLER}),
    Role.HEAD: frozenset({Role.HEAD, Role.CONTROLLER}),
}
"""Who is told of what a role owes."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to remind a person of. `step` counts days before it is due, and below zero days after."""

    deadline: Deadline
    step: int


def find_step(deadline: Deadline, on: date) -> int | None:
    """The last step reached on a day; None where the first is still to come.

    A step that nobody was told of on its own day is made up for on the next. The days before are counted to the last
    working day: on a Saturday it is too late for what is due on Sunday.
    """
    late = -deadline.days_left(on)
    if late > 0:
        return -max(days for days in AFTER if days <= late)
    left = (deadline.working_day - on).days
    return min((days for days in BEFORE if left <= days), default=None)


def find_reminders(
    person: Person, found: Iterable[Deadline], owners: Mapping[str, Resource], on: date
) -> Sequence[Reminder]:
    """What a person is to be reminded of on a day, by the roles they hold on it; in the order of the deadlines."""
    reached = [(deadline, find_step(deadline, on)) for deadline in found]
    return [
        Reminder(deadline, days)
        for deadline, days in reached
        if days is not None and _told(person, deadline, owners[deadline.plan.institution], on)
    ]


def _told(person: Person, deadline: Deadline, owner: Resource, on: date) -> bool:
    held = {grant.role for grant in person.grants if grant.stands(on) and grant.covers(owner)}
    return bool(held & TOLD[deadline.role])
