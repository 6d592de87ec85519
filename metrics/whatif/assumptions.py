"""Assumed values and days, put among the known facts and judged by the plan's own tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from metrics.facts.facts import Facts, Observation, Statement
from metrics.facts.schema import EventKind
from metrics.facts.written_periods import write_period
from metrics.periods import Period, split_into_spans
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Reading, SeriesKey
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import LARGEST, NEVER_NEGATIVE, Over, Unit
from metrics.plan.window import Window, find_window
from metrics.score.tests import Verdict, judge_tests

_EXTREMES = frozenset({Over.MIN, Over.MAX})


@dataclass(frozen=True, slots=True)
class AssumedSeries:
    """What a criterion reads as its value: a series, over a window, combined in one way."""

    series: SeriesKey
    span: Window
    over: Over

    @property
    def whole(self) -> tuple[SeriesKey, date, date]:
        """The series and the days that an assumed value covers; criteria that share them must share the value."""
        return self.series, self.span.start, self.span.end


def find_assumed_series(leaf: Criterion, plan: Plan) -> AssumedSeries | None:
    """Find the series that a criterion's value is of; None if it does not read a single series as its value."""
    reading = leaf.quantities.get("value")
    if not isinstance(reading, Reading):
        return None
    window = derive_structure(plan).windows[leaf.number]
    return AssumedSeries(
        (reading.institution or plan.institution, reading.indicator),
        find_window(reading, window),
        reading.over,
    )


def find_allowed_range(of: AssumedSeries, facts: Facts, catalogue: Catalogue) -> tuple[Decimal, Decimal]:
    """Find the least and the greatest value a series can have."""
    unit = catalogue.indicators[of.series].unit
    if unit in NEVER_NEGATIVE:
        return Decimal(0), LARGEST
    # A percentage may be a growth rate; it is a share of cases if recorded as cases and never more than all of them.
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
    """Judge again the tests that an assumed value or day touches; keep the known verdicts of the others."""
    if not values and not days:
        return known
    leaves = derive_structure(plan).leaves
    assumed = {}
    for number, value in values.items():
        of = find_assumed_series(leaves[number], plan)
        if of:
            assumed[of.whole] = (of, value)
    after = judge_tests(plan, _assume_facts(plan, facts, catalogue, list(assumed.values()), days), catalogue)
    series = {of.series for of, _ in assumed.values()}
    touched = {
        number
        for number, leaf in leaves.items()
        if (days and leaf.milestone) or not series.isdisjoint(leaf.series(plan.institution))
    }
    return {number: after[number] if number in touched else verdict for number, verdict in known.items()}


def _assume_facts(
    plan: Plan,
    facts: Facts,
    catalogue: Catalogue,
    values: list[tuple[AssumedSeries, Decimal]],
    days: Mapping[str, date],
) -> Facts:
    """Put the values and days among the facts, as of when the last window of a value is over."""
    series = dict(facts.series)
    for of, value in values:
        known = series.get(of.series, ())
        new = [_make_observation(days, value, facts) for days in _find_spans(of, known, catalogue)]
        replaced = {(o.period.start, o.period.end) for o in new}
        kept = [o for o in known if (o.period.start, o.period.end) not in replaced]
        series[of.series] = tuple(sorted([*kept, *new], key=lambda o: o.period))
    events = {
        (plan.id, number): Statement(EventKind.MET, day, None, None, facts.known_at)
        for number, day in days.items()
    }
    over = max([facts.as_of, *(of.span.end for of, _ in values)])
    return replace(facts, as_of=over, series=series, events={**facts.events, **events})


def _find_spans(
    of: AssumedSeries, known: tuple[Observation, ...], catalogue: Catalogue
) -> list[tuple[date, date]]:
    """Find the spans to record a value for: the whole window, or each reading to come for a minimum or maximum."""
    if of.over not in _EXTREMES:
        return [(of.span.start, of.span.end)]
    final = {(o.period.start, o.period.end) for o in known if not o.provisional}
    expected = split_into_spans(of.span.start, of.span.end, catalogue.indicators[of.series].frequency)
    return [days for days in expected if days not in final]


def _make_observation(days: tuple[date, date], value: Decimal, facts: Facts) -> Observation:
    return Observation(
        Period(*days, write_period(*days)), value, None, None, False, None, None, facts.known_at
    )
