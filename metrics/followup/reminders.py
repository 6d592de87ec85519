"""Whom to remind of which deadline: some days before it is due and some days after, once per step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.access import Person, Resource, Role
from metrics.followup.deadlines import Deadline

BEFORE = (30, 7, 1)
AFTER = (1, 7, 30)
"""The steps: days before a deadline and days after it."""

TOLD: Mapping[Role, frozenset[Role]] = {
    Role.REPORTER: frozenset({Role.REPORTER, Role.CHIEF}),
    Role.CONTROLLER: frozenset({Role.CONTROLLER}),
    Role.HEAD: frozenset({Role.HEAD, Role.CONTROLLER}),
}
"""The roles that are reminded of what a role owes."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A deadline to remind a person of. `step` is in days before it is due; negative is days after."""

    deadline: Deadline
    step: int


def find_step(deadline: Deadline, on: date) -> int | None:
    """Find the last step reached on a day; None before the first.

    A step is not tied to its exact day, so one that was missed is caught up with the next day.
    """
    late = -deadline.days_left(on)
    if late > 0:
        return -max(days for days in AFTER if days <= late)
    # Counted to the last working day: Saturday is too late for what is due on Sunday.
    left = (deadline.working_day - on).days
    return min((days for days in BEFORE if left <= days), default=None)


def find_reminders(
    person: Person, found: Iterable[Deadline], owners: Mapping[str, Resource], on: date
) -> Sequence[Reminder]:
    """Find what to remind a person of on a day, given the roles they hold then; in the order of the deadlines."""
    reminders = []
    for deadline in found:
        step = find_step(deadline, on)
        if step is not None and _is_told(person, deadline, owners[deadline.plan.institution], on):
            reminders.append(Reminder(deadline, step))
    return reminders


def _is_told(person: Person, deadline: Deadline, owner: Resource, on: date) -> bool:
    held = {grant.role for grant in person.grants if grant.stands(on) and grant.covers(owner)}
    return bool(held & TOLD[deadline.role])
