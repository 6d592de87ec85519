"""One criterion across years and plans: the results, the targets, and whether each target was reached.

Every plan that reads the same series contributes its targets, so a revised target is kept beside the one that
replaced it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from metrics.facts.breaks import Break, find_breaks_between
from metrics.facts.facts import Facts, TakenBack
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion, Within
from metrics.plan.formula import Path, Quantity, Reading
from metrics.plan.model import Indicator, Plan
from metrics.plan.terms import Operator, Over, Reports
from metrics.plan.trend_axis import Axis, find_axis, find_limits, find_reading
from metrics.plan.window import Window, find_window
from metrics.score.chosen_parts import get_days
from metrics.score.quantities import Amount, AmountInput, read_amount
from metrics.score.tests import Trace, measure_test


@dataclass(frozen=True, slots=True)
class TargetPoint:
    """One plan's target for one year. `revised` means that a newer plan sets another target for that year.

    `limits` is where it stands among the results: a level, or both ends of a band; empty while it is not known.
    """

    plan: Plan
    criterion: Criterion
    year: int
    operator: Operator
    amount: Amount
    limits: tuple[Fraction, ...] = ()
    revised: bool = False


@dataclass(frozen=True, slots=True)
class ResultPoint:
    """A year's current result, and whether it reached that year's target (None if that cannot be told).

    `measured` and `against` are what a deviation is the difference of.
    """

    year: int
    amount: Amount
    target: TargetPoint | None
    holds: bool | None
    measured: Amount | None = None
    against: Amount | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """A series with its results and targets, oldest first. `readings` are the observations behind the results.

    `indicator` is the series as it is drawn, `reported` as its figures are given: they differ where what is drawn is
    the deviation from the series of `held_against`, in percent of them. `first_month` is where a year of sums begins.
    """

    indicator: Indicator
    reported: Indicator
    institution: str
    results: tuple[ResultPoint, ...]
    targets: tuple[TargetPoint, ...]
    readings: tuple[AmountInput, ...]
    over: Over = Over.LAST
    breaks: tuple[Break, ...] = ()
    """The changes of the series' definition, oldest first."""
    taken_back: tuple[TakenBack, ...] = ()
    """The values that stand taken back, in the order of their periods."""
    own: TargetPoint | None = None
    """The target of the plan that the trend was found for, in that plan's own year."""
    held_against: tuple[Indicator, ...] = ()
    axis: Axis | None = None
    held_at: Fraction | None = None
    """What a deviation is measured from in that year, where it is known."""
    first_month: int = 1

    @property
    def adds_up(self) -> bool:
        """Whether the figures within a year are, or become, sums of the year so far, and begin anew with it."""
        return self.indicator.reports is Reports.YEAR_TO_DATE or self.over is Over.SUM

    def foresee(self, quantiles: Sequence[float]) -> tuple[float, ...]:
        """Return where a forecast of that year stands among the results; nothing where that cannot be told."""
        return self.axis.foresee(quantiles, self.held_at) if self.axis else tuple(quantiles)

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
    axis, reading = find_axis(criterion, plan.institution), find_reading(criterion)
    if axis is None or reading is None:
        return None
    key, reported = axis.series, catalogue.indicators[axis.series]
    related = [(plan, criterion), *_find_related(plan, axis, plans)]
    targets = _mark_revised([point for p, c in related for point in _read_targets(p, c, facts, catalogue)])
    points = [
        _read_result(plan, criterion, year, targets, facts, catalogue)
        for year in _list_result_years(facts, key)
    ]
    results = tuple(point for point in points if point)
    # What gives way to other figures for the same days would be drawn twice.
    left_out = {get_days(o) for point in results for o in point.amount.left_out}
    observed = facts.series.get(key, ())
    ordered = tuple(sorted(targets, key=lambda t: (t.year, t.plan.start)))
    return Trend(
        axis.scale(reported),
        reported,
        key[0],
        results,
        ordered,
        tuple(AmountInput(key[0], reported, o) for o in observed if get_days(o) not in left_out),
        reading.over,
        facts.breaks.get(key, ()),
        facts.taken_back.get(key, ()),
        own=next((t for t in ordered if _is_own(t, plan, criterion)), None),
        held_against=tuple(catalogue.indicators[series] for series in axis.held_against),
        axis=axis,
        held_at=_read_reference(plan, criterion, plan.year, facts, catalogue),
        first_month=_find_first_month(plan, reading, reported),
    )


def _read_reference(
    plan: Plan, criterion: Criterion, year: int, facts: Facts, catalogue: Catalogue
) -> Fraction | None:
    """Read what a year's value is held against; None where that is not known, or there is no such thing."""
    test = criterion.measured
    if not isinstance(test, Within):
        return None
    return read_amount(test.reference, Window.of(plan).at(year), facts, catalogue).value


def _list_result_years(facts: Facts, key: tuple[str, str]) -> list[int]:
    """List the years that a series may have results for."""
    # A plan year may begin in the calendar year before the one its readings begin in, or they may begin before it.
    spans = [observed.period for observed in facts.series.get(key, ())]
    return sorted({year for span in spans for year in (span.start.year - 1, span.start.year, span.end.year)})


def _is_own(point: TargetPoint, plan: Plan, criterion: Criterion) -> bool:
    own = point.plan.id == plan.id and point.criterion.number == criterion.number
    return own and point.year == plan.year


def _find_first_month(plan: Plan, reading: Reading, indicator: Indicator) -> int:
    """Find the month in which a year of sums begins: the plan's, or the calendar's for figures of the year so far."""
    if indicator.reports is Reports.YEAR_TO_DATE:
        return 1
    return find_window(reading, Window.of(plan)).start.month


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


def _names_period(criterion: Criterion) -> bool:
    """Whether a criterion reads a named year or period, and thus the same value in every year."""
    reading = find_reading(criterion)
    return reading is not None and (reading.period is not None or reading.year is not None)


def _find_related(plan: Plan, axis: Axis, plans: Iterable[Plan]) -> Iterator[tuple[Plan, Criterion]]:
    for other in plans:
        if other.id == plan.id or other.institution != plan.institution:
            continue
        for leaf in other.leaves():
            reading = find_reading(leaf)
            # Few tests of a plan read the series, and only of these the axis tells more.
            if reading is None or reading.find_key(other.institution) != axis.series:
                continue
            if find_axis(leaf, other.institution) == axis:
                yield other, leaf


def _read_targets(
    plan: Plan, criterion: Criterion, facts: Facts, catalogue: Catalogue
) -> Iterator[TargetPoint]:
    test, axis = criterion.measured, find_axis(criterion, plan.institution)
    if test is None or axis is None:
        return
    for year in _list_years(test.limit, plan.year):
        window = Window.of(plan).at(year)
        found = read_amount(test.limit, window, facts, catalogue)
        held = (
            read_amount(test.reference, window, facts, catalogue).value if isinstance(test, Within) else None
        )
        yield TargetPoint(
            plan, criterion, year, test.operator, found, find_limits(test, found.value, held, axis)
        )


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
    known = bool(one.limits) and one.limits == other.limits
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
    axis = find_axis(criterion, plan.institution)
    drawn = _place_result(traces[0], axis) if axis else None
    if axis is None or drawn is None or drawn.value is None:
        return None
    verdicts = {trace.holds for trace in traces} if aims else {None}
    verdict = verdicts.pop() if len(verdicts) == 1 else None
    of = (traces[0].actual, traces[0].reference) if axis.reference else (None, None)
    return ResultPoint(year, drawn, aims[0] if aims else None, verdict, *of)


def _place_result(trace: Trace, axis: Axis) -> Amount | None:
    """Return what a test measured as it stands on the axis; None where that cannot be told."""
    actual, reference = trace.actual, trace.reference
    if actual is None or actual.value is None or axis.reference is None:
        return actual
    value = axis.place(actual.value, reference.value if reference else None)
    settled = actual.settled and reference is not None and reference.settled
    return None if value is None else actual._replace(value=value, settled=settled)


def _measure_criterion(
    plan: Plan, criterion: Criterion, year: int, facts: Facts, catalogue: Catalogue
) -> Trace:
    test = criterion.measured
    assert test is not None
    return measure_test(test, plan, Window.of(plan).at(year), facts, catalogue)
