"""How the points of a chart are joined into lines and steps."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from metrics.score.quantities import AmountInput
from metrics.score.trend import ResultPoint, TargetPoint, Trend

Reached = tuple[AmountInput, Fraction]
"""A reading with its value, or with the sum so far."""


def add_within_years(pairs: Sequence[Reached]) -> list[Reached]:
    """Return the sum so far within each year."""
    # A part of the year beside the whole year's target would look safe when it is not.
    total: dict[int, Fraction] = {}
    found = []
    for given, value in pairs:
        year = given.observation.period.end.year
        total[year] = total.get(year, Fraction(0)) + value
        found.append((given, total[year]))
    return found


def split_at_breaks(pairs: Sequence[Reached], data: Trend) -> list[list[Reached]]:
    """Split readings into runs that are counted in the same way."""
    runs: list[list[Reached]] = []
    for pair in pairs:
        if runs and not data.is_parted([runs[-1][-1][0]], [pair[0]]):
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
        return same and certain and a.revised == b.revised and a.year + 1 == b.year

    runs: list[list[TargetPoint]] = []
    for point in (p for p in points if p.amount.value is not None):
        run = next((run for run in runs if alike(run[-1], point)), None)
        if run is None:
            runs.append([point])
        else:
            run.append(point)
    return runs
