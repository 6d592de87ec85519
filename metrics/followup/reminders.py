"""Whom to remind of which deadline: some days before it is due and some days after, once per step.

That a report has arrived, or that something is asked, is told at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.access import Grant, Person, Resource, Role
from metrics.followup.commitments import Commitment
from metrics.followup.deadlines import Deadline
from metrics.followup.thresholds import MOST

BEFORE = (30, 7, 1)
AFTER = (1, 7, 30)
"""The steps: days before a deadline and days after it."""
ARRIVED = MOST["answer_days"]
"""The step at which an answer is first waited for: as many days before it is due as there can be."""

TOLD: Mapping[Role, frozenset[Role]] = {
    Role.REPORTER: frozenset({Role.REPORTER, Role.CHIEF, Role.DEPUTY}),
    Role.CONTROLLER: frozenset({Role.CONTROLLER, Role.DESK}),
    Role.HEAD: frozenset({Role.HEAD, Role.CONTROLLER}),
}
"""The roles that are reminded of what a role owes."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A deadline to remind a person of. `step` is in days before it is due; negative is days after."""

    deadline: Deadline
    step: int

    @property
    def identity(self) -> tuple[str, date, int]:
        """What tells it apart; with the day, since a deadline that is moved is reminded of anew."""
        return self.deadline.key, self.deadline.due, self.step


@dataclass(frozen=True, slots=True)
class AgreedReminder:
    """Something that was agreed, to remind a person of; `step` as of a deadline."""

    commitment: Commitment
    step: int

    @property
    def identity(self) -> tuple[str, date, int]:
        """What tells it apart."""
        return self.commitment.key, self.commitment.due, self.step


def find_step(deadline: Deadline | Commitment, on: date) -> int | None:
    """Find the last step reached on a day; None before the first.

    A step is not tied to its exact day, so one that was missed is caught up with the next day.
    """
    late = -deadline.days_left(on)
    if late > 0:
        return -max(days for days in AFTER if days <= late)
    # Counted to the last working day: Saturday is too late for what is due on Sunday.
    left = (deadline.working_day - on).days
    waits = isinstance(deadline, Deadline) and deadline.since is not None
    return min((days for days in BEFORE if left <= days), default=ARRIVED if waits else None)


def find_deputised(people: Iterable[Person], owners: Iterable[Resource], on: date) -> frozenset[str]:
    """Find the institutions in which somebody stands in for the chief on a day."""
    grants = [one for person in people for one in person.grants if one.role is Role.DEPUTY and one.stands(on)]
    return frozenset(owner.institution for owner in owners if any(one.covers(owner) for one in grants))


def find_reminders(
    person: Person,
    found: Iterable[Deadline],
    owners: Mapping[str, Resource],
    on: date,
    deputised: Collection[str] = (),
) -> Sequence[Reminder]:
    """Find what to remind a person of on a day, given the roles they hold then; in the order of the deadlines.

    In the institutions that are `deputised` the deputy is reminded instead of the chief.
    """
    reminders = []
    for deadline in found:
        step, owner = find_step(deadline, on), owners[deadline.plan.institution]
        away = {Role.CHIEF} if owner.institution in deputised else set()
        if step is not None and (_find_held(person, owner, deadline, on) - away) & TOLD[deadline.role]:
            reminders.append(Reminder(deadline, step))
    return reminders


def find_agreed_reminders(
    person: Person,
    found: Iterable[Commitment],
    owners: Mapping[str, Resource],
    on: date,
    deputised: Collection[str] = (),
) -> list[AgreedReminder]:
    """Find what was agreed that a person is reminded of on a day; of several institutions whoever has a role in all."""
    reminders = []
    for one in found:
        step = find_step(one, on)
        if step is None or not one.institutions:
            continue
        away = {Role.CHIEF} if set(one.institutions) <= set(deputised) else set()
        if (find_held_roles(person, one, owners, on) - away) & one.roles:
            reminders.append(AgreedReminder(one, step))
    return reminders


def find_held_roles(
    person: Person, one: Commitment, owners: Mapping[str, Resource], on: date
) -> frozenset[Role]:
    """Find the roles that a person holds on a day in every institution that something agreed is of."""
    held = (
        frozenset(grant.role for grant in person.grants if _answers_for(grant, owners[key], one.goal, on))
        for key in one.institutions
    )
    return frozenset.intersection(*held) if one.institutions else frozenset()


def _answers_for(grant: Grant, owner: Resource, goal: str, on: date) -> bool:
    return grant.stands(on) and grant.covers(owner) and (not grant.goals or goal in grant.goals)


def _find_held(person: Person, owner: Resource, deadline: Deadline, on: date) -> set[Role]:
    held = (grant for grant in person.grants if grant.stands(on) and grant.covers(owner))
    return {grant.role for grant in held if _is_about(deadline, grant)}


def _is_about(deadline: Deadline, grant: Grant) -> bool:
    """Whether a deadline is about what a grant is for; a desk answers for goals, and receives no report."""
    if deadline.goal is None:
        return grant.role is not Role.DESK
    return not grant.goals or deadline.goal in grant.goals
