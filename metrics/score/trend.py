"""One criterion across years and plans: the results, the targets, and whether each target was reached.

Every plan that reads the same series contributes its targets, so a revised target is kept beside the one that
replaced it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.facts.breaks import Break, find_breaks_between
from metrics.facts.facts import Facts, TakenBack
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion, Within
from metrics.plan.formula import Constant, Path, Quantity, Reading
from metrics.plan.model import Indicator, Plan
from metrics.plan.terms import Operator, Over
from metrics.plan.window import Window
from metrics.score.chosen_parts import get_days
from metrics.score.quantities import Amount, AmountInput, read_amount
from metrics.score.tests import Trace, measure_test


@dataclass(frozen=True, slots=True)
class TargetPoint:
    """One plan's target for one year. `revised` means that a newer plan sets another target for that year."""

    plan: Plan
    criterion: Criterion
    year: int
    operator: Operator
    amount: Amount
    revised: bool = False


@dataclass(frozen=True, slots=True)
class ResultPoint:
    """A year's current result, and whether it reached that year's target (None if that cannot be told)."""

    year: int
    amount: Amount
    target: TargetPoint | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A series with its results and targets, oldest first. `readings` are the observations behind the results."""

    indicator: Indicator
    institution: str
    results: tuple[ResultPoint, ...]
    targets: tuple[TargetPoint, ...]
    readings: tuple[AmountInput, ...]
    over: Over = Over.LAST
    breaks: tuple[Break, ...] = ()
    """The changes of the series' definition, oldest first."""
    taken_back: tuple[TakenBack, ...] = ()
    """The values that stand taken back, in the order of their periods."""

    def is_parted(self, before: Sequence[AmountInput], after: Sequence[AmountInput]) -> bool:
        """Whether the definition changed between two values, or within the period of either."""
        first = min(given.observation.period.start for given in before)
        last = max(given.observation.period.end for given in after)
        return bool(find_breaks_between(self.breaks, first, last))


def find_trend(
    plan: Plan, criterion: Criterion, plans: Iterable[Plan], facts: Facts, catalogue: Catalogue
) -> Trend | None:
    """Find the trend of a measured criterion of `plan`; None for milestones and assessments.

    `plans` are all plans known at the moment; those of the same institution that read the same series contribute
    their targets.
    """
    reading = _find_reading(criterion)
    if reading is None:
        return None
    key = (reading.institution or plan.institution, reading.indicator)
    related = [(plan, criterion), *_find_related(plan, key, plans)]
    targets = _mark_revised([point for p, c in related for point in _read_targets(p, c, facts, catalogue)])
    observed = facts.series.get(key, ())
    # A plan year may begin in the calendar year before the one its readings begin in, or they may begin before it.
    years = sorted(
        {year for o in observed for year in (o.period.start.year - 1, o.period.start.year, o.period.end.year)}
    )
    points = [_read_result(plan, criterion, year, targets, facts, catalogue) for year in years]
    results = tuple(point for point in points if point)
    indicator = catalogue.indicators[key]
    # What gives way to other figures for the same days would be drawn twice.
    left_out = {get_days(o) for point in results for o in point.amount.left_out}
    inputs = tuple(AmountInput(key[0], indicator, o) for o in observed if get_days(o) not in left_out)
    ordered = tuple(sorted(targets, key=lambda t: (t.year, t.plan.start)))
    breaks, gone = facts.breaks.get(key, ()), facts.taken_back.get(key, ())
    return Trend(indicator, key[0], results, ordered, inputs, reading.over, breaks, gone)


def find_ruling_target(targets: Sequence[TargetPoint], year: int) -> TargetPoint | None:
    """Find the target a year is judged by: its own plan's, or else one that no newer plan has revised."""
    return next(iter(_find_ruling_targets(targets, year)), None)


def _find_ruling_targets(targets: Sequence[TargetPoint], year: int) -> list[TargetPoint]:
    """Find the targets that take precedence for a year; several if one plan has several tests of the series."""

    def rank(point: TargetPoint) -> tuple[bool, bool, date]:
        return (point.plan.year == year, not point.revised, point.plan.start)

    own = [t for t in targets if t.year == year]
    best = max((rank(t) for t in own), default=None)
    return [t for t in own if rank(t) == best]


def _find_reading(criterion: Criterion) -> Reading | None:
    """Find the reading of a criterion; None for a deviation from a reference, which has another axis than the value."""
    test = criterion.measured
    if isinstance(test, Within) and not (isinstance(test.reference, Constant) and not test.reference.number):
        return None
    return test.value if test and isinstance(test.value, Reading) else None


def _names_period(criterion: Criterion) -> bool:
    """Whether a criterion reads a named year or period, and thus the same value in every year."""
    reading = _find_reading(criterion)
    return reading is not None and (reading.period is not None or reading.year is not None)


def _find_related(
    plan: Plan, key: tuple[str, str], plans: Iterable[Plan]
) -> Iterator[tuple[Plan, Criterion]]:
    for other in plans:
        if other.id == plan.id or other.institution != plan.institution:
            continue
        for leaf in other.leaves():
            reading = _find_reading(leaf)
            if reading and (reading.institution or other.institution, reading.indicator) == key:
                yield other, leaf


def _read_targets(
    plan: Plan, criterion: Criterion, facts: Facts, catalogue: Catalogue
) -> Iterator[TargetPoint]:
    test = criterion.measured
    if test is None:
        return
    for year in _list_years(test.limit, plan.year):
        found = read_amount(test.limit, Window.of(plan).at(year), facts, catalogue)
        yield TargetPoint(plan, criterion, year, test.operator, found)


def _list_years(quantity: Quantity, year: int) -> list[int]:
    return [step.year for step in quantity.by_year] if isinstance(quantity, Path) else [year]


def _mark_revised(points: Sequence[TargetPoint]) -> list[TargetPoint]:
    """Mark targets that a newer plan revised, and drop those that a newer plan merely repeats."""
    kept = []
    for point in points:
        own = point.plan.year == point.year
        newer = [p for p in points if p.year == point.year and p.plan.counts_from > point.plan.counts_from]
        if own or not any(_is_same_target(point, other) for other in newer):
            kept.append(replace(point, revised=bool(newer) and not own))
    return kept


def _is_same_target(one: TargetPoint, other: TargetPoint) -> bool:
    known = one.amount.value is not None and one.amount.value == other.amount.value
    return known and one.operator is other.operator


def _read_result(
    plan: Plan,
    criterion: Criterion,
    year: int,
    targets: Sequence[TargetPoint],
    facts: Facts,
    catalogue: Catalogue,
) -> ResultPoint | None:
    """Read a year's result and whether it reached its target; no verdict if its targets disagree."""
    aims = _find_ruling_targets(targets, year)
    judges = [(aim.plan, aim.criterion) for aim in aims] or [(plan, criterion)]
    if any(source.year != year and _names_period(rule) for source, rule in judges):
        return None
    traces = [_measure_criterion(source, rule, year, facts, catalogue) for source, rule in judges]
    actual = traces[0].actual
    if actual is None or actual.value is None:
        return None
    verdicts = {trace.holds for trace in traces} if aims else {None}
    verdict = verdicts.pop() if len(verdicts) == 1 else None
    return ResultPoint(year, actual, aims[0] if aims else None, verdict)


def _measure_criterion(
    plan: Plan, criterion: Criterion, year: int, facts: Facts, catalogue: Catalogue
) -> Trace:
    test = criterion.measured
    assert test is not None
    return measure_test(test, plan, Window.of(plan).at(year), facts, catalogue)
