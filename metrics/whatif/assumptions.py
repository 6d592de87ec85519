"""What the plan's own rule says of values and days that are supposed, put among what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from metrics.facts.facts import Facts, Observation, Statement
from metrics.facts.schema import EventKind
from metrics.periods import Period, split_into_spans
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Reading, SeriesKey
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import LARGEST, NEVER_NEGATIVE, Over, Unit
from metrics.plan.window import Window
from metrics.score.reads import find_window
from metrics.score.tests import Verdict, judge_tests

_EXTREMES = frozenset({Over.MIN, Over.MAX})


@dataclass(frozen=True, slots=True)
class AssumedSeries:
    """What a criterion reads as its value: the series, over which days, and how its readings become one."""

    series: SeriesKey
    span: Window
    over: Over

    @property
    def whole(self) -> tuple[SeriesKey, date, date]:
        """What a value for all of it stands for; criteria that read the same must suppose the same."""
        return self.series, self.span.start, self.span.end


def find_assumed_series(leaf: Criterion, plan: Plan) -> AssumedSeries | None:
    """What a value of a criterion would be of; None for one that does not read a single series as its value."""
    reading = leaf.quantities.get("value")
    if not isinstance(reading, Reading):
        return None
    window = derive_structure(plan).window
    return AssumedSeries(
        (reading.institution or plan.institution, reading.indicator),
        find_window(reading, window),
        reading.over,
    )


def find_allowed_range(of: AssumedSeries, facts: Facts, catalogue: Catalogue) -> tuple[Decimal, Decimal]:
    """The least and the most a series can be. What is counted is not negative; a share of cases is at most all of them.

    A series in percent counts as a share of cases once it is recorded as cases and has never been more than all.
    """
    unit = catalogue.indicators[of.series].unit
    if unit in NEVER_NEGATIVE:
        return Decimal(0), LARGEST
    seen = [o for o in facts.series.get(of.series, ()) if o.numerator is not None]
    if unit is Unit.PERCENT and seen and all(0 <= (o.numerator or 0) <= o.whole for o in seen):
        return Decimal(0), Decimal(100)
    return -LARGEST, LARGEST


def judge_assumptions(
    known: Mapping[str, Verdict],
    plan: Plan,
    facts: Facts,
    catalogue: Catalogue,
    values: Mapping[str, Decimal],
    days: Mapping[str, date],
) -> Mapping[str, Verdict]:
    """The verdicts with those renewed that a value or a day touches; whoever reads the same sees the same."""
    if not values and not days:
        return known
    leaves = derive_structure(plan).leaves
    of = {number: find_assumed_series(leaves[number], plan) for number in values}
    wanted = {one.whole: (one, values[number]) for number, one in of.items() if one}
    after = judge_tests(plan, _facts(plan, facts, catalogue, list(wanted.values()), days), catalogue)
    series = {one.series for one, _ in wanted.values()}
    touched = {
        number
        for number, leaf in leaves.items()
        if (days and leaf.milestone) or not series.isdisjoint(leaf.series(plan.institution))
    }
    return {number: after[number] if number in touched else verdict for number, verdict in known.items()}


def _facts(
    plan: Plan,
    facts: Facts,
    catalogue: Catalogue,
    values: list[tuple[AssumedSeries, Decimal]],
    days: Mapping[str, date],
) -> Facts:
    """The facts once the spans of the values are over."""
    series = dict(facts.series)
    for of, value in values:
        known = series.get(of.series, ())
        new = [_observed(span, value, facts) for span in _spans(of, known, catalogue)]
        replaced = {(o.period.start, o.period.end) for o in new}
        kept = [o for o in known if (o.period.start, o.period.end) not in replaced]
        series[of.series] = tuple(sorted([*kept, *new], key=lambda o: o.period))
    events = {
        (plan.id, number): Statement(EventKind.MET, day, None, None, facts.known_at)
        for number, day in days.items()
    }
    over = max([facts.as_of, *(of.span.end for of, _ in values)])
    return replace(facts, as_of=over, series=series, events={**facts.events, **events})


def _spans(
    of: AssumedSeries, known: tuple[Observation, ...], catalogue: Catalogue
) -> list[tuple[date, date]]:
    """What a value is recorded for: all of it, but of a highest or lowest reading each reading still to come."""
    if of.over not in _EXTREMES:
        return [(of.span.start, of.span.end)]
    final = {(o.period.start, o.period.end) for o in known if not o.provisional}
    expected = split_into_spans(of.span.start, of.span.end, catalogue.indicators[of.series].frequency)
    return [days for days in expected if days not in final]


def _observed(days: tuple[date, date], value: Decimal, facts: Facts) -> Observation:
    start, end = days
    year = (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31))
    text = f"{start.year}" if year else f"{start:%Y-%m}/{end:%Y-%m}"
    return Observation(Period(start, end, text), value, None, None, False, None, None, facts.known_at)
