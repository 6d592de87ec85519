"""A single test judged on what was known at a moment: its outcome, and the trace that says why."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple, assert_never

from metrics.algebra.distribution import ONE, ZERO
from metrics.algebra.outcome import Outcome
from metrics.facts.facts import Facts, Statement
from metrics.facts.schema import EventKind
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Operator, Precision
from metrics.plan.window import Window
from metrics.score.quantities import Amount, read_amount
from metrics.score.reads import OwedValue

Verdict = tuple[Outcome, "Trace"]


class DueItem(NamedTuple):
    """Something owed by a day: a value, a milestone or an assessment (`owed` is None for the last two)."""

    on: date
    owed: OwedValue | None = None


class Trace(NamedTuple):
    """Why a test came out as it did: the amounts it read, what was said of it, and what is owed.

    `holds` is the comparison on the values at hand, also when they are provisional; None where one is missing.
    For `within`, `target` is the tolerance and `reference` what the value is measured from.
    """

    actual: Amount | None = None
    target: Amount | None = None
    reference: Amount | None = None
    distance: Fraction | None = None
    holds: bool | None = None
    floor: Amount | None = None
    """Where partial credit begins, for a test that gives it."""
    said: Statement | None = None
    early: bool | None = None
    """The comparison, where arithmetic has decided it before the year is over."""
    waits_for: str | None = None
    due: tuple[DueItem, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing more is expected of any amount it read."""
        sides = (self.actual, self.reference, self.target, self.floor)
        return all(side.settled for side in sides if side)


def judge_tests(plan: Plan, facts: Facts, catalogue: Catalogue) -> dict[str, Verdict]:
    """Judge each leaf of a plan; its outcome and why, by its number.

    An open leaf may be anything between nothing and everything.
    """
    window = derive_structure(plan).window
    return {
        number: _judge(leaf, plan, window, facts, catalogue)
        for number, leaf in derive_structure(plan).leaves.items()
    }


def _judge(leaf: Criterion, plan: Plan, window: Window, facts: Facts, catalogue: Catalogue) -> Verdict:
    match leaf.test:
        case Compare() | Within() as test:
            trace = measure_test(test, plan, window, facts, catalogue)
            return _measured_outcome(test, trace), trace
        case Milestone() as test:
            return _milestone(leaf.number, test, plan, facts)
        case Assessment() as test:
            return _assessed(test, facts.events.get((plan.id, leaf.number)))
        case None:
            raise TypeError("a group of criteria is no test")
        case other:
            assert_never(other)


def find_reported_quarters(plan: Plan) -> tuple[tuple[int, date], ...]:
    """The quarters a plan reports on, by their number in the plan year and their last day."""
    return derive_structure(plan).quarters


def find_report_due(plan: Plan, end: date) -> date:
    """When the report that covers a span ending on `end` is due: some days after the next reported quarter."""
    covering = next((last for _, last in find_reported_quarters(plan) if last >= end), end)
    return covering + timedelta(days=plan.reporting.days)


def measure_test(
    test: Compare | Within, plan: Plan, window: Window, facts: Facts, catalogue: Catalogue
) -> Trace:
    """The trace of a measured test in the window's year, which may be another than the plan's."""
    actual = read_amount(test.value, window, facts, catalogue)
    if isinstance(test, Compare):
        target = read_amount(test.target, window, facts, catalogue)
        reference, distance = None, None
        holds = _compared(actual, test.operator, target)
    else:
        reference = read_amount(test.reference, window, facts, catalogue)
        target = read_amount(test.tolerance, window, facts, catalogue)
        distance = _distance(actual.value, reference.value, relative=test.relative)
        holds = (
            None
            if actual.precision is not Precision.EXACT
            else _plainly(distance, Operator.AT_MOST, target.value)
        )
    early = decide_early(actual, test.operator, target) if isinstance(test, Compare) else None
    from_ = test.partial_from if isinstance(test, Compare) else None
    floor = read_amount(from_, window, facts, catalogue) if from_ else None
    sides = [side for side in (actual, reference, target, floor) if side]
    owed = {owed for side in sides for owed in side.owed}
    due = [DueItem(_due(plan, one), one) for one in owed]
    return Trace(
        actual,
        target,
        reference,
        distance,
        holds=early if any(side.running for side in sides) else holds,
        early=early,
        floor=floor,
        due=tuple(sorted(due, key=_when)),
    )


def _when(due: DueItem) -> tuple[date, str, str, date, date]:
    """By the day it is due, then in the order of the series and of time."""
    assert due.owed is not None
    return due.on, due.owed.institution, due.owed.indicator, due.owed.start, due.owed.end


def _due(plan: Plan, owed: OwedValue) -> date:
    """A value is due with the report for its span; a final one after a provisional one, with the last report."""
    return find_report_due(plan, max(owed.end, plan.end) if owed.provisional else owed.end)


def _measured_outcome(test: Compare | Within, trace: Trace) -> Outcome:
    if trace.floor is not None and isinstance(test, Compare):
        credit = _partial(test.operator, trace) if trace.settled else None
        return Outcome.unknown() if credit is None else Outcome.settled(credit)
    if trace.holds is None:
        return Outcome.unknown()
    certain = trace.settled or trace.early is not None
    return Outcome.settled(int(trace.holds)) if certain else Outcome.unknown()


def _partial(operator: Operator, trace: Trace) -> Fraction | None:
    """Credit on the straight line from the floor, where it is nothing, to the target, where it is all.

    A floor beyond the target leaves no line between them, and an inexact value no place on it.
    """
    sides = (trace.actual, trace.floor, trace.target)
    value, floor, target = (side.value if side else None for side in sides)
    if value is None or floor is None or target is None or trace.holds is None:
        return None
    if trace.holds or floor == target or _plainly(floor, operator, target):
        return ONE if trace.holds else ZERO
    if trace.actual and trace.actual.precision is not Precision.EXACT:
        return None
    return min(max((value - floor) / (target - floor), ZERO), ONE)


def decide_early(actual: Amount, operator: Operator, target: Amount) -> bool | None:
    """What arithmetic has decided of a comparison whose year is not over: surely yes, surely no, or neither."""
    limit, (least, most) = target.value, actual.reach
    if limit is None or not target.settled or target.precision is not Precision.EXACT:
        return None
    worst, best = (least, most) if operator.upward else (most, least)
    if operator is Operator.EQUAL:
        return False if (least is not None and least > limit) or (most is not None and most < limit) else None
    if worst is not None and operator.holds(worst, limit):
        return True
    return False if best is not None and not operator.holds(best, limit) else None


def _compared(left: Amount, operator: Operator, right: Amount) -> bool | None:
    """Whether the comparison holds; None where a value is missing, or is too inexact for it to follow."""
    if right.precision is not Precision.EXACT:
        return None
    if left.precision is Precision.EXACT or left.value is None or right.value is None:
        return _plainly(left.value, operator, right.value)
    return _follows(left.value, left.precision, operator, right.value)


def _follows(value: Fraction, precision: Precision, operator: Operator, limit: Fraction) -> bool | None:
    """What "more than 90" or "less than 90" says of a limit. "About 90" says nothing of any."""
    if precision is Precision.ABOVE and value >= limit:
        return operator.upward
    if precision is Precision.BELOW and value <= limit:
        return operator.downward
    return None


def _plainly(left: Fraction | None, operator: Operator, right: Fraction | None) -> bool | None:
    """Whether the comparison holds, with both values known exactly; None where one is missing."""
    return None if left is None or right is None else operator.holds(left, right)


def _distance(value: Fraction | None, reference: Fraction | None, *, relative: bool) -> Fraction | None:
    """How far the value is from the reference; in percent of the reference where the tolerance is relative."""
    if value is None or reference is None or (relative and not reference):
        return None
    return abs(value - reference) / abs(reference) * 100 if relative else abs(value - reference)


def _assessed(test: Assessment, said: Statement | None) -> Verdict:
    """A verdict given in words: met or not met, or a word of the plan's own scale."""
    if said is None or said.kind is EventKind.CLAIMED:
        return Outcome.unknown(), Trace(said=said, due=(DueItem(test.due),))
    if said.kind is EventKind.WORD:
        earned = test.earns(said.word or "")
        return (Outcome.unknown() if earned is None else Outcome.settled(Fraction(earned))), Trace(said=said)
    return Outcome.settled(int(said.kind is EventKind.MET)), Trace(said=said)


def _milestone(number: str, test: Milestone, plan: Plan, facts: Facts) -> Verdict:
    """Done by its day and confirmed. It cannot be full before the milestone it depends on is done."""
    said = facts.events.get((plan.id, number))
    earlier = {before: facts.events.get((plan.id, before)) for before in _before(test, plan)}
    waits_for = next((n for n, e in earlier.items() if not e or e.kind is not EventKind.MET), None)
    refused = [e for e in (said, *earlier.values()) if e and e.kind is EventKind.NOT_MET]
    if refused:
        return Outcome.settled(0), Trace(said=said, waits_for=waits_for)
    if said and said.kind is EventKind.MET and not waits_for:
        return Outcome.settled(int(said.on <= test.due)), Trace(said=said)
    return Outcome.unknown(), Trace(said=said, waits_for=waits_for, due=(DueItem(test.due),))


def _before(test: Milestone, plan: Plan) -> list[str]:
    """The milestones that one depends on, the nearest first, through all that lie between."""
    leaves = derive_structure(plan).leaves
    found: list[str] = []
    needs = test.depends_on
    while needs is not None and needs not in found:
        found.append(needs)
        before = leaves[needs].milestone if needs in leaves else None
        needs = before.depends_on if before else None
    return found
