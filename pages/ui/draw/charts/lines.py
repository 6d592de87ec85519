"""How the points of a chart are joined into lines and steps."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from metrics.plan.terms import Over, Reports
from metrics.score.quantities import AmountInput
from metrics.score.trend import ResultPoint, TargetPoint, Trend

_SHORT = 300  # days; a period longer than this is a year's result, not a reading within it

Reached = tuple[AmountInput, Fraction]
"""A reading with its value, or with the sum so far."""


def find_readings(data: Trend) -> list[Reached]:
    """Find the readings within years that have a place on the axis, summed up where the years are."""
    if data.held_against:
        return []
    within = [given for given in data.readings if _count_days(given) < _SHORT]
    pairs = [(g, value) for g in within if (value := g.observation.amount(data.indicator)) is not None]
    adds = data.over is Over.SUM and data.indicator.reports is Reports.EACH
    return add_within_years(pairs, data.first_month) if adds else pairs


def add_within_years(pairs: Sequence[Reached], first_month: int = 1) -> list[Reached]:
    """Return the sum so far within each year; a year begins with its first month."""
    # A part of the year beside the whole year's target would look safe when it is not.
    total: dict[int, Fraction] = {}
    found = []
    for given, value in pairs:
        year = find_year(given, first_month)
        total[year] = total.get(year, Fraction(0)) + value
        found.append((given, total[year]))
    return found


def find_year(given: AmountInput, first_month: int) -> int:
    """Find the year of sums that a reading belongs to, by the calendar year in which it begins."""
    end = given.observation.period.end
    return end.year if end.month >= first_month else end.year - 1


def split_at_breaks(pairs: Sequence[Reached], data: Trend) -> list[list[Reached]]:
    """Split readings into runs that are counted in the same way, and sums into years: a new sum has not fallen."""

    def is_one(before: AmountInput, after: AmountInput) -> bool:
        years = {find_year(given, data.first_month) for given in (before, after)}
        return not data.is_parted([before], [after]) and not (data.adds_up and len(years) > 1)

    runs: list[list[Reached]] = []
    for pair in pairs:
        if runs and is_one(runs[-1][-1][0], pair[0]):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def is_joined(before: ResultPoint, after: ResultPoint, data: Trend) -> bool:
    """Tell whether a line joins two results: they are a year apart and counted in the same way."""
    following = before.year + 1 == after.year
    return following and not data.is_parted(before.amount.inputs, after.amount.inputs)


def group_steps(points: Sequence[TargetPoint]) -> list[list[TargetPoint]]:
    """Group targets into steps: consecutive years, drawn alike, and within a plan the same criterion."""

    def alike(a: TargetPoint, b: TargetPoint) -> bool:
        same = a.criterion.number == b.criterion.number if a.plan.id == b.plan.id else not a.revised
        certain = a.amount.provisional_target == b.amount.provisional_target
        same = same and len(a.limits) == len(b.limits)
        return same and certain and a.revised == b.revised and a.year + 1 == b.year

    runs: list[list[TargetPoint]] = []
    for point in (p for p in points if p.limits):
        run = next((run for run in runs if alike(run[-1], point)), None)
        if run is None:
            runs.append([point])
        else:
            run.append(point)
    return runs


def _count_days(given: AmountInput) -> int:
    return (given.observation.period.end - given.observation.period.start).days
