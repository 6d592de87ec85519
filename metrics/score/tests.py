"""Judge a single test on the facts known at a moment: its outcome, and a trace of the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple, assert_never

from metrics.algebra.distribution import ONE, ZERO
from metrics.algebra.outcome import Outcome
from metrics.facts.facts import Facts, Statement
from metrics.facts.schema import EventKind
from metrics.plan.catalogue import Catalogue, find_giver
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.formula import Quantity, find_series
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Operator, Party, Precision
from metrics.plan.window import Window
from metrics.score.awaited_values import move_due_day
from metrics.score.chosen_parts import OwedValue
from metrics.score.due_item import DueItem
from metrics.score.quantities import Amount, read_amount
from metrics.status import Status

Verdict = tuple[Outcome, "Trace"]


class Trace(NamedTuple):
    """Why a test came out as it did: the amounts it read, the statement made about it, and what is due.

    `holds` is the comparison of the current values, also if they are provisional; None if one is missing.
    For `Within`, `target` is the tolerance and `reference` is what the distance is measured from.
    """

    actual: Amount | None = None
    target: Amount | None = None
    reference: Amount | None = None
    distance: Fraction | None = None
    holds: bool | None = None
    floor: Amount | None = None
    """The value where partial credit begins, for a test that gives it."""
    said: Statement | None = None
    early: bool | None = None
    """The comparison, if arithmetic has decided it before the year is over."""
    waits_for: str | None = None
    due: tuple[DueItem, ...] = ()
    levels: tuple[Amount, ...] = ()
    """The values where each of the test's steps begins."""
    expected: Amount | None = None
    """What the institution itself expected; nothing waits for it, and it decides nothing."""
    as_expected: bool | None = None

    @property
    def sides(self) -> list[Amount]:
        """The amounts that the test read."""
        sides = (self.actual, self.reference, self.target, self.floor, *self.levels)
        return [side for side in sides if side]

    @property
    def settled(self) -> bool:
        """Whether every amount the test read is final."""
        return all(side.settled for side in self.sides)

    @property
    def ended(self) -> bool:
        """Whether the last day that the test reads has passed."""
        return all(side.ended for side in self.sides)


def judge_tests(
    plan: Plan, facts: Facts, catalogue: Catalogue, numbers: Iterable[str] | None = None
) -> dict[str, Verdict]:
    """Judge every leaf of a plan, or some; return outcomes and traces by number.

    An open leaf spans from 0 to full credit.
    """
    ready = derive_structure(plan)
    return {
        number: _judge_test(ready.leaves[number], plan, ready.windows[number], facts, catalogue)
        for number in (ready.leaves if numbers is None else numbers)
    }


def _judge_test(leaf: Criterion, plan: Plan, window: Window, facts: Facts, catalogue: Catalogue) -> Verdict:
    match leaf.test:
        case Compare() | Within() as test:
            trace = measure_test(test, plan, window, facts, catalogue)
            return _judge_measured(test, trace), trace
        case Milestone() as test:
            return _judge_milestone(leaf.number, test, plan, facts)
        case Assessment() as test:
            return _judge_assessment(test, facts.events.get((plan.id, leaf.number)))
        case None:
            raise TypeError("a group of criteria is no test")
        case other:
            assert_never(other)


def find_reported_quarters(plan: Plan) -> tuple[tuple[int, date], ...]:
    """Find the quarters a plan reports on: their number in the plan year and their last day."""
    return derive_structure(plan).quarters


def find_report_due(plan: Plan, end: date) -> date:
    """Find the due day of the report covering a span that ends on `end`.

    It is some days after the end of the next reported quarter, or the plan's next date after the span.
    """
    if given := next((day for day in plan.reporting.dates if day > end), None):
        return given
    covering = next((last for _, last in find_reported_quarters(plan) if last >= end), end)
    return covering + timedelta(days=plan.reporting.days)


def measure_test(
    test: Compare | Within, plan: Plan, window: Window, facts: Facts, catalogue: Catalogue
) -> Trace:
    """Measure a test for the window's year, which may differ from the plan's; return its trace."""
    actual = read_amount(test.value, window, facts, catalogue)
    if isinstance(test, Compare):
        target = read_amount(test.target, window, facts, catalogue)
        reference, distance = None, None
        holds = _compare_amounts(actual, test.operator, target)
    else:
        reference = read_amount(
            test.reference, window, _take_as_told(facts, test.reference, window), catalogue
        )
        target = read_amount(test.tolerance, window, facts, catalogue)
        distance = measure_distance(actual.value, reference.value, relative=test.relative)
        holds = (
            None
            if actual.precision is not Precision.EXACT
            else _compare_exact(distance, Operator.AT_MOST, target.value)
        )
    early = decide_early(actual, test.operator, target) if isinstance(test, Compare) else None
    from_ = test.partial_from if isinstance(test, Compare) else None
    floor = read_amount(from_, window, facts, catalogue) if from_ else None
    steps = test.steps if isinstance(test, Compare) else ()
    levels = tuple([read_amount(step.target, window, facts, catalogue) for step in steps])
    foretold = test.expected if isinstance(test, Compare) else None
    expected = read_amount(foretold, window, facts, catalogue) if foretold else None
    sides = [side for side in (actual, reference, target, floor, *levels) if side]
    waited_for = {owed for side in sides for owed in side.owed}
    due = [_make_due(plan, window, owed, facts, catalogue) for owed in waited_for]
    return Trace(
        actual,
        target,
        reference,
        distance,
        holds=early if any(side.running for side in sides) else holds,
        early=early,
        floor=floor,
        due=tuple(sorted(due, key=_rank_due)),
        levels=levels,
        expected=expected,
        as_expected=_compare_exact(actual.value, test.operator, expected.value) if expected else None,
    )


def _take_as_told(facts: Facts, reference: Quantity, window: Window) -> Facts:
    """Take what a value is held against as it was told: a budget is final before its year has ended."""
    keys = [key for key in find_series(reference, window.institution) if key in facts.series]
    told = {
        key: tuple([o._replace(provisional=False, early=False) if o.early else o for o in facts.series[key]])
        for key in keys
    }
    return replace(facts, series=told)


def _rank_due(due: DueItem) -> tuple[date, str, str, date, date]:
    """Rank by due day, then by series and period."""
    assert due.owed is not None
    return due.on, due.owed.institution, due.owed.indicator, due.owed.start, due.owed.end


def find_value_due(plan: Plan, start: date, end: date) -> date:
    """Find when a value for a span is due: with the report for it.

    A level on a day that the plan names is due that day, unless a report is made up at the end of it.
    """
    named = start == end and all(last != end for _, last in find_reported_quarters(plan))
    return end if named else find_report_due(plan, end)


def _make_due(plan: Plan, window: Window, owed: OwedValue, facts: Facts, catalogue: Catalogue) -> DueItem:
    on, awaited = move_due_day(_find_due(plan, window, owed), owed, facts, plan.id)
    giver = find_giver(plan, (owed.institution, owed.indicator), owed.end, catalogue)
    return DueItem(on, owed, awaited, giver.party, giver.source)


def _find_due(plan: Plan, window: Window, owed: OwedValue) -> date:
    """Find when an owed value is due; what is told only as provisional, with the year's last report."""
    if owed.provisional:
        several = plan.end > Window.of(plan).end
        return find_report_due(plan, max(owed.end, window.end if several else plan.end))
    return find_value_due(plan, owed.start, owed.end)


def _judge_measured(test: Compare | Within, trace: Trace) -> Outcome:
    if isinstance(test, Compare) and test.without_cases and _had_no_cases(trace.actual):
        return Outcome.settled(int(test.without_cases is Status.MET))
    if isinstance(test, Compare) and (trace.floor is not None or trace.levels):
        find_credit = _find_step_credit if trace.levels else _find_partial_credit
        credit = find_credit(test, trace) if trace.settled else None
        return Outcome.unknown() if credit is None else Outcome.settled(credit)
    if trace.holds is None:
        return Outcome.unknown()
    certain = trace.settled or trace.early is not None
    return Outcome.settled(int(trace.holds)) if certain else Outcome.unknown()


def _had_no_cases(actual: Amount | None) -> bool:
    """Whether all that was to be reported has been, and not a single case is among it."""
    if actual is None or actual.owed or actual.provisional or not actual.inputs:
        return False
    seen = [given.observation for given in actual.inputs]
    return all(o.numerator is not None and not o.whole for o in seen)


def _find_step_credit(test: Compare, trace: Trace) -> Fraction | None:
    """Find the most that a step at or below the value earns; None if a value is missing or too inexact to tell."""
    if trace.actual is None or trace.holds is None:
        return None
    reached = [
        _compare_amounts(trace.actual, step.operator or test.operator, level)
        for step, level in zip(test.steps, trace.levels, strict=True)
    ]
    if trace.holds or None in reached:
        return ONE if trace.holds else None
    return max(
        (Fraction(step.earns) for step, there in zip(test.steps, reached, strict=True) if there), default=ZERO
    )


def _find_partial_credit(test: Compare, trace: Trace) -> Fraction | None:
    """Interpolate the credit from 0 at the floor to 1 at the target; None if a value is missing or inexact.

    A floor at or beyond the target leaves no line between them: the credit is all or nothing.
    """
    sides = (trace.actual, trace.floor, trace.target)
    value, floor, target = (side.value if side else None for side in sides)
    if value is None or floor is None or target is None or trace.holds is None:
        return None
    if trace.holds or floor == target or _compare_exact(floor, test.operator, target):
        return ONE if trace.holds else ZERO
    if trace.actual and trace.actual.precision is not Precision.EXACT:
        return None
    return min(max((value - floor) / (target - floor), ZERO), ONE)


def decide_early(actual: Amount, operator: Operator, target: Amount) -> bool | None:
    """Decide a comparison by arithmetic before the year is over: certainly True, certainly False, or None."""
    limit, (least, most) = target.value, actual.reach
    if limit is None or not target.settled or target.precision is not Precision.EXACT:
        return None
    worst, best = (least, most) if operator.upward else (most, least)
    if operator is Operator.EQUAL:
        return False if (least is not None and least > limit) or (most is not None and most < limit) else None
    if worst is not None and operator.holds(worst, limit):
        return True
    return False if best is not None and not operator.holds(best, limit) else None


def _compare_amounts(left: Amount, operator: Operator, right: Amount) -> bool | None:
    """Compare two amounts; None if a value is missing or too inexact to tell."""
    if right.precision is not Precision.EXACT:
        return None
    if left.precision is Precision.EXACT or left.value is None or right.value is None:
        return _compare_exact(left.value, operator, right.value)
    return _compare_inexact(left.value, left.precision, operator, right.value)


def _compare_inexact(
    value: Fraction, precision: Precision, operator: Operator, limit: Fraction
) -> bool | None:
    """Infer what "more than 90" or "at most 90" says about a limit; None if nothing. "About 90" never tells."""
    if precision in _UPWARD and (value > limit or (value == limit and precision is Precision.ABOVE)):
        return operator.upward
    if precision in _DOWNWARD and (value < limit or (value == limit and precision is Precision.BELOW)):
        return operator.downward
    return _AT_THE_LIMIT.get((precision, operator)) if value == limit else None


_UPWARD = (Precision.ABOVE, Precision.AT_LEAST)
_DOWNWARD = (Precision.BELOW, Precision.AT_MOST)
_AT_THE_LIMIT = {
    (Precision.AT_LEAST, Operator.AT_LEAST): True,
    (Precision.AT_LEAST, Operator.BELOW): False,
    (Precision.AT_MOST, Operator.AT_MOST): True,
    (Precision.AT_MOST, Operator.ABOVE): False,
}
"""What a value at the limit that is "at least" or "at most" itself decides; nothing for the other operators."""


def _compare_exact(left: Fraction | None, operator: Operator, right: Fraction | None) -> bool | None:
    """Compare two exact values; None if one is missing."""
    return None if left is None or right is None else operator.holds(left, right)


def measure_distance(
    value: Fraction | None, reference: Fraction | None, *, relative: bool
) -> Fraction | None:
    """Measure the distance from value to reference; in percent of the reference if `relative`."""
    if value is None or reference is None or (relative and not reference):
        return None
    return abs(value - reference) / abs(reference) * 100 if relative else abs(value - reference)


def _judge_assessment(test: Assessment, said: Statement | None) -> Verdict:
    """Judge an assessment by its statement: met, not met, or a word on the plan's own scale."""
    if said is None or said.kind is EventKind.CLAIMED:
        return Outcome.unknown(), Trace(said=said, due=(DueItem(test.due, by=test.by),))
    if said.kind is EventKind.WORD:
        earned = test.earns(said.word or "")
        outcome = Outcome.unknown() if earned is None else Outcome.settled(Fraction(earned))
        return outcome, Trace(said=said)
    return Outcome.settled(int(said.kind is EventKind.MET)), Trace(said=said)


def _judge_milestone(number: str, test: Milestone, plan: Plan, facts: Facts) -> Verdict:
    """Judge a milestone: it must be confirmed as done by its due day, and so must everything it depends on."""
    said = facts.events.get((plan.id, number))
    earlier = {before: facts.events.get((plan.id, before)) for before in _list_prerequisites(test, plan)}
    waits_for = next((n for n, e in earlier.items() if not e or e.kind is not EventKind.MET), None)
    refused = [e for e in (said, *earlier.values()) if e and e.kind is EventKind.NOT_MET]
    if refused:
        return Outcome.settled(0), Trace(said=said, waits_for=waits_for)
    if said and said.kind is EventKind.MET and not waits_for:
        return Outcome.settled(int(said.on <= test.due)), Trace(said=said)
    asked = earlier[waits_for] if said and said.kind is EventKind.MET and waits_for else said
    by = Party.DEPARTMENT if asked and asked.kind is EventKind.CLAIMED else Party.INSTITUTION
    return Outcome.unknown(), Trace(said=said, waits_for=waits_for, due=(DueItem(test.due, by=by),))


def _list_prerequisites(test: Milestone, plan: Plan) -> list[str]:
    """List the milestones that one depends on, directly or indirectly, nearest first."""
    leaves = derive_structure(plan).leaves
    found: list[str] = []
    needs = test.depends_on
    while needs is not None and needs not in found:
        found.append(needs)
        before = leaves[needs].milestone if needs in leaves else None
        needs = before.depends_on if before else None
    return found
