"""What was agreed with a day: an action of a meeting, an accepted deviation, a time of a duty, or an initiative."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.access import Role
from metrics.facts.decisions import Decision
from metrics.periods import NO_DAYS, ClosedDays, count_days_left, find_working_day
from metrics.plan.terms import Party
from metrics.score.scoring import GoalScore, Score
from metrics.status import Status

SIDES: dict[Party, frozenset[Role]] = {
    Party.DEPARTMENT: frozenset({Role.HEAD, Role.CONTROLLER}),
    Party.INSTITUTION: frozenset({Role.CHIEF, Role.DEPUTY, Role.REPORTER}),
}
"""The roles of each party that are told of what was agreed."""


ACTING: dict[Role, frozenset[Role]] = {
    Role.REPORTER: SIDES[Party.INSTITUTION],
    Role.CHIEF: frozenset({Role.CHIEF, Role.DEPUTY}),
    Role.CONTROLLER: frozenset({Role.CONTROLLER}),
    Role.DESK: frozenset({Role.DESK, Role.CONTROLLER}),
    Role.HEAD: frozenset({Role.HEAD, Role.CONTROLLER}),
}
"""The roles that are told of what a document leaves to one role."""


class CommitmentKind(StrEnum):
    """What was agreed: that somebody does something by a day, or that a goal may be off course until one.

    A duty and an initiative are of a document that stands beside the yearly plans.
    """

    ACTION = "action"
    DEVIATION = "deviation"
    DUTY = "duty"
    INITIATIVE = "initiative"


OF_DOCUMENTS = frozenset({CommitmentKind.DUTY, CommitmentKind.INITIATIVE})
"""What is of a document that stands beside the yearly plans."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """One thing that was agreed, the day it is due or ends, and the parties that are told.

    `number` is that of the line or the decision, `owner` who answers for it as it was written. It is of the
    `institutions`, and of a meeting about a whole `area` the department's own unless one of them
    was given it. A line of a meeting has its `quarter`.
    """

    kind: CommitmentKind
    number: int
    due: date
    text: str
    owner: str
    institutions: tuple[str, ...]
    sides: frozenset[Party]
    plan: str = ""
    goal: str = ""
    area: str = ""
    quarter: str = ""
    mark: str = ""
    """What tells it apart where it has no number."""
    role: Role | None = None
    """The one role that acts, where a document names one."""
    closed: ClosedDays = NO_DAYS
    """The days on which the institution is closed besides the usual ones."""
    planned: tuple[str, date, date] | None = None
    """When it is to be done, as it was said, and the first and last day that may mean, where that is no day."""

    @property
    def is_of_area(self) -> bool:
        """Whether it is an area's as a whole, and so the department's own; not if an institution was given it."""
        return bool(self.area) and Party.INSTITUTION not in self.sides

    @property
    def key(self) -> str:
        """A key that is unique among what is due, and stays the same when the day is moved."""
        return f"agreed/{self.kind}/{self.mark or self.number}"

    @property
    def working_day(self) -> date:
        """The last working day on or before the day."""
        return find_working_day(self.due, self.closed)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that are told."""
        return ACTING[self.role] if self.role else frozenset().union(*(SIDES[side] for side in self.sides))

    def days_left(self, day: date) -> int:
        """Count the calendar days from a day until it is due; negative when it is late."""
        return count_days_left(self.due, day, self.closed)


def find_accepted_until(score: Score, goal: GoalScore) -> date | None:
    """Find the day until which a goal's deviation is accepted; None where none is."""
    accepted = _find_acceptance(score, goal)
    return accepted.until if accepted else None


def _find_acceptance(score: Score, goal: GoalScore) -> Decision | None:
    """Find the decision by which a goal's deviation is accepted; None where none is.

    Each acceptance that still runs keeps the status, so the last of them to run out is the one that counts.
    """
    if goal.status is not Status.ACCEPTED_DEVIATION:
        return None
    said = score.facts.decisions.get(score.plan.id, ())
    running = [one for one in said if one.accepts(goal.goal.number, score.facts.as_of) and one.until]
    return max(running, key=lambda one: (one.until, one.number))


def find_ending_deviations(scores: Iterable[Score]) -> list[Commitment]:
    """Find the accepted deviations that run, those that end first at the top; none of a settled plan."""
    found = []
    for score in scores:
        for goal in () if score.settlement else score.goals:
            last = _find_acceptance(score, goal)
            if last is None or last.until is None:
                continue
            found.append(
                Commitment(
                    CommitmentKind.DEVIATION,
                    last.number,
                    last.until,
                    last.reason,
                    last.by,
                    (score.plan.institution,),
                    frozenset(Party),
                    score.plan.id,
                    goal.goal.number,
                )
            )
    return sorted(found, key=rank_commitment)


def rank_commitment(one: Commitment) -> tuple[date, str, int, str]:
    """Rank by day, then as they were recorded."""
    return one.due, one.kind, one.number, one.mark
