"""What plans owe, and by when: reports, values, milestones, confirmations, assessments and the settlement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from metrics.access import Role
from metrics.facts.schema import EventKind
from metrics.followup.current import SETTLING
from metrics.periods import add_months, count_days_left, find_working_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Party
from metrics.score.contract_years import split_into_years
from metrics.score.reads import find_spans_read, find_test_reads
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.tests import DueItem, find_report_due, find_reported_quarters, find_value_due


class Duty(StrEnum):
    """What is owed. Duties due on the same day are listed in this order."""

    REPORT = "report"
    STATUS = "status"
    VALUE = "value"
    MILESTONE = "milestone"
    CONFIRMATION = "confirmation"
    ASSESSMENT = "assessment"
    SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing a plan owes, the day it is due and the role that owes it.

    A report and a status have the `span` they cover; a value has a span and its `series`. What belongs to a goal has
    the number of that `goal`, and the first criterion that waits for it, if any.
    """

    plan: Plan
    duty: Duty
    due: date
    role: Role
    goal: str | None = None
    criterion: Criterion | None = None
    series: SeriesKey | None = None
    span: tuple[date, date] | None = None
    awaited: date | None = None
    """The day on which a value that is not out yet is expected."""

    @property
    def key(self) -> str:
        """A key that is unique among deadlines and stays the same when the due day is moved."""
        of_what = self.series or (
            [self.criterion.number] if self.criterion else [self.goal] if self.goal else []
        )
        return "/".join([self.plan.id, self.duty, *of_what, *(day.isoformat() for day in self.span or ())])

    @property
    def working_day(self) -> date:
        """The last working day on or before the due day."""
        return find_working_day(self.due)

    def days_left(self, day: date) -> int:
        """Count the calendar days from a day until it is due; negative when it is late."""
        return count_days_left(self.due, day)


def find_deadlines(scores: Iterable[Score], as_of: date) -> list[Deadline]:
    """Find everything still owed on a day, late or yet to come, soonest first.

    A draft owes nothing, and neither does a plan that is suspended, closed or long over. What has been delivered or
    decided is not owed.
    """
    found: list[Deadline] = []
    for score in scores:
        plan = score.plan
        if not _owes_anything(plan, as_of):
            continue
        owed = [*_find_reports(plan, as_of), *_find_goal_deadlines(score), *_make_settlements(plan, as_of)]
        found += [one for one in owed if plan.suspended is None or one.due < plan.suspended.since]
    return sorted(found, key=rank_deadline)


def find_statuses(scores: Iterable[Score], catalogue: Catalogue, as_of: date) -> list[Deadline]:
    """Find the statuses that the coming reports owe, soonest first: one for each open goal of a reported quarter.

    A goal with a figure for the quarter owes that instead, and one whose tests have all been given an expectation or a
    verdict since the quarter's last day owes nothing.
    """
    found = []
    for score in scores:
        if _owes_anything(score.plan, as_of):
            for report in _find_reports(score.plan, as_of):
                owing = (goal for goal in score.goals if _owes_status(score, goal, report, catalogue))
                found += [replace(report, duty=Duty.STATUS, goal=goal.goal.number) for goal in owing]
    return sorted(found, key=rank_deadline)


def _owes_status(score: Score, goal: GoalScore, report: Deadline, catalogue: Catalogue) -> bool:
    assert report.span is not None
    first, last = report.span
    windows = derive_structure(score.plan).windows
    opened = [leaf.criterion for leaf in goal.open_leaves()]
    read = (reads for leaf in opened for reads in find_test_reads(leaf, windows[leaf.number], catalogue))
    if any(first <= end <= last for reads in read for _, end in reads.slots):
        return False
    return any(not _is_told_since(last, leaf, score) for leaf in opened)


def _is_told_since(day: date, leaf: Criterion, score: Score) -> bool:
    """Whether something has been said of a test since a day: what is expected, a claim, or a verdict."""
    key, facts = (score.plan.id, leaf.number), score.facts
    said = [*facts.expectations.get(key, ()), *([facts.events[key]] if key in facts.events else [])]
    return any(one.on >= day for one in said)


def select_deadlines(found: Iterable[Deadline], first: date, last: date) -> list[Deadline]:
    """Select the deadlines that fall due between two days, both included."""
    return [deadline for deadline in found if first <= deadline.due <= last]


_DUTIES = list(Duty)


def rank_deadline(deadline: Deadline) -> tuple[date, str, int]:
    """Sort by day, plan and duty; deadlines alike in all three keep the plan's own order."""
    return deadline.due, deadline.plan.id, _DUTIES.index(deadline.duty)


def _owes_anything(plan: Plan, as_of: date) -> bool:
    """Tell whether a plan owes anything on a day: from when it is agreed until it is closed or long over."""
    agreed = plan.locked and plan.counts_from <= as_of
    suspended = plan.suspended is not None and plan.suspended.since <= as_of
    closed = plan.closed is not None and plan.closed.on <= as_of
    return agreed and not suspended and not closed and as_of <= plan.end + SETTLING


def _find_reports(plan: Plan, as_of: date) -> Iterator[Deadline]:
    """Find the reports that are not late."""
    before = plan.start
    for _, last in find_reported_quarters(plan):
        due = find_report_due(plan, last)
        first = before if plan.reporting.dates else max(add_months(last + timedelta(days=1), -3), plan.start)
        before = last + timedelta(days=1)
        # Whether a report was handed in is not recorded; what a late one should have held is owed value by value.
        if count_days_left(due, as_of) >= 0:
            yield Deadline(plan, Duty.REPORT, due, Role.REPORTER, span=(first, last))


def _find_goal_deadlines(score: Score) -> Iterable[Deadline]:
    """Find what the open tests wait for; a value that several of them read is owed once."""
    found: dict[str, Deadline] = {}
    for goal in score.goals:
        for leaf in goal.open_leaves():
            for due in leaf.trace.due if leaf.trace else ():
                deadline = _make_leaf_deadline(score.plan, goal.goal.number, leaf, due)
                if deadline:
                    found.setdefault(deadline.key, deadline)
    return found.values()


def _make_leaf_deadline(plan: Plan, goal: str, leaf: CriterionScore, due: DueItem) -> Deadline | None:
    """Make the deadline of one test; None for a confirmed milestone that only waits for the ones before it."""
    said = leaf.trace.said.kind if leaf.trace and leaf.trace.said else None
    if due.owed:
        # What another institution measures can only be recorded by the department.
        role = Role.REPORTER if due.owed.institution == plan.institution else Role.CONTROLLER
        series, span = (due.owed.institution, due.owed.indicator), (due.owed.start, due.owed.end)
        return Deadline(plan, Duty.VALUE, due.on, role, goal, leaf.criterion, series, span, due.awaited)
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


def _make_settlements(plan: Plan, as_of: date) -> Iterator[Deadline]:
    """Make the deadline of the settlement; of a contract, one for each year that has not been over for long."""
    years = split_into_years(plan)
    for part in years.values():
        if as_of <= part.end + SETTLING:
            yield replace(_make_settlement(part), plan=plan, span=(part.start, part.end))
    if not years:
        yield _make_settlement(plan)


def _make_settlement(plan: Plan) -> Deadline:
    """Make the deadline of a settlement: with the report for the last quarter, or when the last value is due."""
    windows = derive_structure(plan).windows
    read = [
        days
        for leaf in plan.leaves()
        for side in leaf.quantities.values()
        for days in find_spans_read(side, windows[leaf.number])
    ]
    due = [find_value_due(plan, start, end) for _, start, end in read]
    return Deadline(plan, Duty.SETTLEMENT, max([find_report_due(plan, plan.end), *due]), Role.HEAD)
