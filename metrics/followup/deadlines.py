"""What plans owe and by when: reports, values, milestones, confirmations, assessments and the settlement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from metrics.access import Role
from metrics.facts.schema import EventKind
from metrics.followup.current import SETTLING
from metrics.periods import add_months, find_working_day
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Plan
from metrics.plan.terms import Party
from metrics.score.scoring import CriterionScore, Score
from metrics.score.tests import DueItem, find_report_due, find_reported_quarters


class Duty(StrEnum):
    """What is owed, in the order in which things due on the same day are told."""

    REPORT = "report"
    VALUE = "value"
    MILESTONE = "milestone"
    CONFIRMATION = "confirmation"
    ASSESSMENT = "assessment"
    SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing a plan owes by a day, and who owes it.

    A report has the `span` it covers; a value has the span too, and its `series`. What belongs to a goal has the
    number of its `goal`, and the first criterion that waits for it.
    """

    plan: Plan
    duty: Duty
    due: date
    role: Role
    goal: str | None = None
    criterion: Criterion | None = None
    series: SeriesKey | None = None
    span: tuple[date, date] | None = None

    @property
    def key(self) -> str:
        """What tells it from all others, also after its day has been moved."""
        of_what = self.series or ([self.criterion.number] if self.criterion else [])
        return "/".join([self.plan.id, self.duty, *of_what, *(day.isoformat() for day in self.span or ())])

    @property
    def working_day(self) -> date:
        """The last working day on which it can be done in time."""
        return find_working_day(self.due)

    def days_left(self, day: date) -> int:
        """Calendar days from a day until it is due; below zero when it is late."""
        return (self.due - day).days


def find_deadlines(scores: Iterable[Score], as_of: date) -> list[Deadline]:
    """Everything that is still owed on a day, soonest first: what is late, and all that is to come.

    A draft owes nothing, a plan that is suspended or closed nothing from that day on, and the gaps of a plan that
    should have been settled long ago are history. What is delivered or decided is not owed.
    """
    found = [
        deadline
        for score in scores
        if _owes(score.plan, as_of)
        for deadline in (*_reports(score.plan, as_of), *_of_goals(score), _settlement(score.plan))
        if not score.plan.suspended or deadline.due < score.plan.suspended.since
    ]
    return sorted(found, key=_order)


def select_deadlines(found: Iterable[Deadline], first: date, last: date) -> list[Deadline]:
    """Those that fall due from one day to another, both included."""
    return [deadline for deadline in found if first <= deadline.due <= last]


_DUTIES = list(Duty)


def _order(deadline: Deadline) -> tuple[date, str, int]:
    """By the day, the plan and the kind; what is alike in all three keeps the plan's order."""
    return deadline.due, deadline.plan.id, _DUTIES.index(deadline.duty)


def _owes(plan: Plan, as_of: date) -> bool:
    """Whether anything is owed on a day: from when a plan is agreed until it is closed, or long over."""
    agreed = plan.locked and plan.document_date <= as_of
    suspended = plan.suspended is not None and plan.suspended.since <= as_of
    closed = plan.closed is not None and plan.closed.on <= as_of
    return agreed and not suspended and not closed and as_of <= plan.end + SETTLING


def _reports(plan: Plan, as_of: date) -> Iterator[Deadline]:
    """The reports to come. That one was handed in is not recorded, so a day that has passed is not held against it.

    What a late report should have carried is owed value by value.
    """
    for _, last in find_reported_quarters(plan):
        due = find_report_due(plan, last)
        first = max(add_months(last + timedelta(days=1), -3), plan.start)
        if due >= as_of:
            yield Deadline(plan, Duty.REPORT, due, Role.REPORTER, span=(first, last))


def _of_goals(score: Score) -> Iterable[Deadline]:
    """What the tests still open wait for; a value that several of them read is owed once."""
    found: dict[str, Deadline] = {}
    for goal in score.goals:
        for leaf in goal.open_leaves():
            for due in leaf.trace.due if leaf.trace else ():
                deadline = _of_leaf(score.plan, goal.goal.number, leaf, due)
                if deadline:
                    found.setdefault(deadline.key, deadline)
    return found.values()


def _of_leaf(plan: Plan, goal: str, leaf: CriterionScore, due: DueItem) -> Deadline | None:
    """What one test waits for; None for a milestone that is confirmed and waits only for those before it."""
    said = leaf.trace.said.kind if leaf.trace and leaf.trace.said else None
    if due.owed:
        # Only the department can record what is measured by others than the plan's own institution.
        role = Role.REPORTER if due.owed.institution == plan.institution else Role.CONTROLLER
        series, span = (due.owed.institution, due.owed.indicator), (due.owed.start, due.owed.end)
        return Deadline(plan, Duty.VALUE, due.on, role, goal, leaf.criterion, series, span)
    match leaf.criterion.test:
        case Assessment() as test:
            role = Role.REPORTER if test.by is Party.INSTITUTION else Role.CONTROLLER
            return Deadline(plan, Duty.ASSESSMENT, due.on, role, goal, leaf.criterion)
        case Milestone() if said is EventKind.MET:
            return None
        case Milestone() if said is EventKind.CLAIMED:
            return Deadline(plan, Duty.CONFIRMATION, due.on, Role.CONTROLLER, goal, leaf.criterion)
        case Milestone():
            return Deadline(plan, Duty.MILESTONE, due.on, Role.REPORTER, goal, leaf.criterion)
        case Compare() | Within() | None:
            raise TypeError("what a measured test waits for is a value")
        case other:
            assert_never(other)


def _settlement(plan: Plan) -> Deadline:
    """A plan is settled with the report for its last quarter, and is so once it is closed."""
    return Deadline(plan, Duty.SETTLEMENT, find_report_due(plan, plan.end), Role.HEAD)
