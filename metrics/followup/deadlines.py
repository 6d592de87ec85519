"""What plans owe, and by when: reports and what answers them, values, milestones, assessments and the settlement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from metrics.access import Role
from metrics.facts.reports.handed_in import Awaited, Turn
from metrics.facts.reports.line_keys import LineKind, make_key
from metrics.facts.schema import EventKind
from metrics.followup.current import SETTLING, is_followed_up, is_live
from metrics.followup.owed_rows import list_quarters
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.periods import add_months, count_days_left, find_danish_day, find_working_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Party
from metrics.score.contract_years import split_into_years
from metrics.score.due_item import DueItem
from metrics.score.reads import find_spans_read, find_test_reads
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.tests import find_report_due, find_reported_quarters, find_value_due


class Duty(StrEnum):
    """What is owed. Duties due on the same day are listed in this order."""

    REPORT = "report"
    ANSWER = "answer"
    RECEIPT = "receipt"
    STATUS = "status"
    VALUE = "value"
    MILESTONE = "milestone"
    CONFIRMATION = "confirmation"
    ASSESSMENT = "assessment"
    SETTLEMENT = "settlement"


OF_A_REPORT = frozenset({Duty.REPORT, Duty.STATUS, Duty.ANSWER, Duty.RECEIPT})
"""Duties that are about a report as a whole, where they have a span."""

ANSWERING = frozenset({Duty.ANSWER, Duty.CONFIRMATION, Duty.ASSESSMENT})
"""Duties that are done in a report that is handed in, about one row of it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing a plan owes, the day it is due and the role that owes it.

    A report, what answers one and a status have the `span` they cover; a value has a span and its `series`. What
    belongs to a goal has the number of that `goal`, and the first criterion that waits for it, if any.
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
    quarter: str | None = None
    """The quarter in whose report it is given, or answered; None where no report is about it."""
    since: Awaited | None = None
    """Since when an answer is waited for, and by whose act."""
    source: str | None = None
    """The central source that a value is to be fetched from."""

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


def find_deadlines(
    scores: Iterable[Score], as_of: date, find_thresholds: Callable[[Plan], Thresholds] = lambda _: USUAL
) -> list[Deadline]:
    """Find everything still owed on a day, late or yet to come, soonest first; answers by the plan's thresholds.

    A draft owes nothing, and neither does a plan that is suspended, closed or long over. What has been delivered or
    decided is not owed.
    """
    found: list[Deadline] = []
    for score in scores:
        plan = score.plan
        if not _owes_anything(plan, as_of):
            continue
        given = timedelta(days=int(find_thresholds(plan).answer_days))
        owed = [
            *_find_reports(score, as_of),
            *_find_answers(score, given),
            *_find_goal_deadlines(score, as_of, given),
            *_make_settlements(plan, as_of),
        ]
        owed = [one for one in owed if plan.suspended is None or one.due < plan.suspended.since]
        found += _name_quarters(owed, score)
    return sorted(found, key=rank_deadline)


def find_statuses(scores: Iterable[Score], catalogue: Catalogue, as_of: date) -> list[Deadline]:
    """Find the statuses that the coming reports owe, soonest first: one for each open goal of a reported quarter.

    A goal with a figure for the quarter owes that instead, and one whose tests have all been given an expectation or a
    verdict since the quarter's last day owes nothing.
    """
    found = []
    for score in scores:
        if _owes_anything(score.plan, as_of):
            for report in _find_reports(score, as_of):
                assert report.span is not None
                owing = (goal for goal in score.goals if owes_status(score, goal, report.span, catalogue))
                found += [replace(report, duty=Duty.STATUS, goal=goal.goal.number) for goal in owing]
    return sorted(found, key=rank_deadline)


def owes_status(score: Score, goal: GoalScore, span: tuple[date, date], catalogue: Catalogue) -> bool:
    """Tell whether a goal owes a status with the report that covers some days."""
    first, last = span
    windows = derive_structure(score.plan).windows
    opened = [leaf.criterion for leaf in goal.open_leaves()]
    read = (reads for leaf in opened for reads in find_test_reads(leaf, windows[leaf.number], catalogue))
    if any(first <= end <= last for reads in read for _, end in reads.slots):
        return False
    return any(not _is_told_since(last, leaf, score) for leaf in opened)


def _is_told_since(day: date, leaf: Criterion, score: Score) -> bool:
    """Whether something has been said of a test since a day: what is expected, in words or a number, or a verdict."""
    key, facts = (score.plan.id, leaf.number), score.facts
    expected = [
        *(one.on for one in facts.expectations.get(key, ())),
        *(one.on for one in facts.numbers.get(key, ())),
    ]
    said = [*expected, *([facts.events[key].on] if key in facts.events else [])]
    return any(on >= day for on in said)


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
    return agreed and is_followed_up(plan, as_of) and is_live(plan, as_of)


def _find_reports(score: Score, as_of: date) -> Iterator[Deadline]:
    """Find the reports that are not handed in; late ones only where reports are handed in here."""
    plan, told = score.plan, score.facts.reports.get(score.plan.id)
    for first, last in list_report_spans(plan):
        if told and last in told.handed_in:
            continue
        due = told.move(find_report_due(plan, last)) if told else find_report_due(plan, last)
        # Of a plan that is not reported on here, what a late report should have held is owed value by value.
        followed = told is not None and told.first <= last <= as_of
        if followed or count_days_left(due, as_of) >= 0:
            yield Deadline(plan, Duty.REPORT, due, Role.REPORTER, span=(first, last))


def _find_answers(score: Score, given: timedelta) -> Iterator[Deadline]:
    """Find what answers the reports that are handed in: a receipt, or what the institution was asked about."""
    told = score.facts.reports.get(score.plan.id)
    for span in list_report_spans(score.plan) if told else ():
        if told and (awaited := told.awaited.get(span[1])):
            asked = awaited.turn is Turn.INSTITUTION
            duty, role = (Duty.ANSWER, Role.REPORTER) if asked else (Duty.RECEIPT, Role.CONTROLLER)
            due = find_danish_day(awaited.since) + given
            yield Deadline(score.plan, duty, due, role, span=span, since=awaited)


def _pass_on_doubted(one: Deadline, score: Score, as_of: date, given: timedelta) -> Deadline:
    """Pass a confirmation on to the institution, while it may answer why the milestone was not confirmed."""
    told = score.facts.reports.get(score.plan.id)
    if one.duty is not Duty.CONFIRMATION or not told or not one.criterion:
        return one
    awaited = told.rows.get(make_key(LineKind.MILESTONE, one.criterion.number))
    if not awaited or (due := find_danish_day(awaited.since) + given) < as_of:
        return one
    return replace(one, duty=Duty.ANSWER, role=Role.REPORTER, due=due, since=awaited)


def _name_quarters(owed: Sequence[Deadline], score: Score) -> Iterator[Deadline]:
    """Name the quarter in whose report each thing is given: the first that is open and due by then, or answered."""
    told = score.facts.reports.get(score.plan.id)
    quarters = list_quarters(score.plan)
    handed_in = [one for one in quarters if told and one.end in told.handed_in]
    every = {one.text: find_report_due(score.plan, one.end) for one in quarters}
    due = {
        one.text: told.move(every[one.text]) if told else every[one.text]
        for one in quarters
        if one not in handed_in
    }
    last = (next(reversed(due), None), handed_in[-1].text if handed_in else None)
    by_end = {one.end: one.text for one in quarters}
    for one in owed:
        if one.duty in OF_A_REPORT and one.span:
            yield replace(one, quarter=by_end[one.span[1]])
        elif one.role is Role.REPORTER and one.duty is not Duty.ANSWER:
            asked = next((text for text, day in due.items() if day >= one.due), last[0])
            yield replace(one, quarter=asked)
        elif one.duty is Duty.VALUE:
            # What the department gives stands on the report's page too, whether or not that is handed in.
            asked = next((text for text, day in every.items() if day >= one.due), next(reversed(every), None))
            yield replace(one, quarter=asked)
        elif one.duty in ANSWERING:
            yield replace(one, quarter=last[1])
        else:
            yield one


def list_report_spans(plan: Plan) -> Iterator[tuple[date, date]]:
    """List the days that each report of a plan covers."""
    before = plan.start
    for _, last in find_reported_quarters(plan):
        first = before if plan.reporting.dates else max(add_months(last + timedelta(days=1), -3), plan.start)
        before = last + timedelta(days=1)
        yield first, last


def _find_goal_deadlines(score: Score, as_of: date, given: timedelta) -> Iterable[Deadline]:
    """Find what the open tests wait for; a value that several of them read is owed once."""
    found: dict[str, Deadline] = {}
    for goal in score.goals:
        for leaf in goal.open_leaves():
            for due in leaf.trace.due if leaf.trace else ():
                deadline = _make_leaf_deadline(score.plan, goal.goal.number, leaf, due)
                if deadline:
                    deadline = _pass_on_doubted(deadline, score, as_of, given)
                    found.setdefault(deadline.key, deadline)
    return found.values()


def _make_leaf_deadline(plan: Plan, goal: str, leaf: CriterionScore, due: DueItem) -> Deadline | None:
    """Make the deadline of one test; None for a confirmed milestone that only waits for the ones before it."""
    said = leaf.trace.said.kind if leaf.trace and leaf.trace.said else None
    role = Role.REPORTER if due.by is Party.INSTITUTION else Role.CONTROLLER
    if due.owed:
        series, span = (due.owed.institution, due.owed.indicator), (due.owed.start, due.owed.end)
        of_what = (goal, leaf.criterion, series, span, due.awaited)
        return Deadline(plan, Duty.VALUE, due.on, role, *of_what, source=due.source)
    match leaf.criterion.test:
        case Assessment():
            return Deadline(plan, Duty.ASSESSMENT, due.on, role, goal, leaf.criterion)
        case Milestone() if said is EventKind.MET:
            return None
        case Milestone() if said is EventKind.CLAIMED:
            return Deadline(plan, Duty.CONFIRMATION, due.on, role, goal, leaf.criterion)
        case Milestone():
            return Deadline(plan, Duty.MILESTONE, due.on, role, goal, leaf.criterion)
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
