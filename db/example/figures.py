"""Figures of the fictional example: series with a level, a season and some noise, reproducible from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random

from metrics.periods import Period
from metrics.plan.model import Indicator

FIRST_YEAR, LAST_YEAR, LAST_QUARTER = 2022, 2026, 3
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a series: a number, or a numerator and a denominator."""

    period: Period
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None


Shape = Callable[[Random], Iterator[Figure]]
"""Draws the figures of a series, in order of time, from a random generator."""


@dataclass(frozen=True, slots=True)
class ExampleSeries:
    """An indicator of the example and the shape of its figures."""

    indicator: Indicator
    shape: Shape


def find_known_quarters(year: int) -> Sequence[int]:
    """Find the quarters of a year that are over. The last year has no fourth quarter yet."""
    return QUARTERS[:LAST_QUARTER] if year == LAST_YEAR else QUARTERS


def round_figure(value: float, decimals: int = 0) -> Decimal:
    """Round a number as it would be reported."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def make_shares(
    levels: Mapping[int, float], cases: int, season: Sequence[float], noise: float = 0.8, spread: float = 0.08
) -> Shape:
    """Make a share in percent: each complete year ends on its level, with the quarters around it.

    `cases` is the denominator of a year; `spread` is how much a quarter's may vary, as a share. `season` is each
    quarter's usual deviation from the level, and `noise` its largest random one, in percentage points.
    """

    def figures(rng: Random) -> Iterator[Figure]:
        for year, level in levels.items():
            quarters = find_known_quarters(year)
            sizes = [round(cases / 4 * rng.uniform(1 - spread, 1 + spread)) for _ in quarters]
            shares = [level + season[q - 1] + rng.uniform(-noise, noise) for q in quarters]
            numerators = [min(round(n * s / 100), n) for n, s in zip(sizes, shares, strict=True)]
            if len(quarters) == len(QUARTERS):
                numerators = _adjust_numerators(numerators, round(sum(sizes) * level / 100), sizes)
            for q, numerator, size in zip(quarters, numerators, sizes, strict=True):
                yield Figure(_quarter(year, q), numerator=numerator, denominator=size)

    return figures


def make_counts(totals: Mapping[int, int], season: Sequence[float]) -> Shape:
    """Make a count: the quarters of each complete year add up to its total. `season` is each quarter's usual share."""

    def figures(rng: Random) -> Iterator[Figure]:
        for year, total in totals.items():
            quarters = find_known_quarters(year)
            parts = [round(total * season[q - 1] * rng.uniform(0.95, 1.05)) for q in quarters]
            if len(quarters) == len(QUARTERS):
                parts[-1] = total - sum(parts[:-1])
            for q, part in zip(quarters, parts, strict=True):
                yield Figure(_quarter(year, q), Decimal(part))

    return figures


def make_means(levels: Mapping[int, float], season: Sequence[float], noise: float) -> Shape:
    """Make a quarterly mean with one decimal; the mean of a complete year's quarters is its level."""

    def figures(rng: Random) -> Iterator[Figure]:
        for year, level in levels.items():
            quarters = find_known_quarters(year)
            values = [round_figure(level + season[q - 1] + rng.uniform(-noise, noise), 1) for q in quarters]
            if len(quarters) == len(QUARTERS):
                values[-1] = 4 * round_figure(level, 1) - sum(values[:-1], Decimal(0))
            for q, value in zip(quarters, values, strict=True):
                yield Figure(_quarter(year, q), value)

    return figures


def make_rolling_means(ends: Mapping[int, float], noise: float) -> Shape:
    """Make a rolling mean of four quarters, with one decimal.

    `ends` holds the last value of each year, beginning with the year before the first.
    """

    def figures(rng: Random) -> Iterator[Figure]:
        for year, q, level in _interpolate(ends):
            value = level if q == len(QUARTERS) else level + rng.uniform(-noise, noise)
            yield Figure(_quarter(year, q), round_figure(value, 1))

    return figures


def make_stocks(ends: Mapping[int, int], season: Sequence[int], noise: float) -> Shape:
    """Make a stock on the last day of each quarter.

    `ends` holds the last stock of each year, beginning with the year before the first.
    """

    def figures(rng: Random) -> Iterator[Figure]:
        for year, q, level in _interpolate(ends):
            swing = 0.0 if q == len(QUARTERS) else season[q - 1] + rng.uniform(-noise, noise)
            last_day = _quarter(year, q).end.isoformat()
            yield Figure(Period.parse(last_day), round_figure(level + swing))

    return figures


def make_years(values: Mapping[int, str]) -> Shape:
    """Make one value a year, as written."""

    def figures(_rng: Random) -> Iterator[Figure]:
        for year, value in values.items():
            yield Figure(Period.parse(str(year)), Decimal(value))

    return figures


def _quarter(year: int, quarter: int) -> Period:
    return Period.parse(f"{year}Q{quarter}")


def _interpolate(ends: Mapping[int, float]) -> Iterator[tuple[int, int, float]]:
    """Interpolate linearly between the ends of the years: year, quarter and level."""
    for (_, before), (year, after) in pairwise(ends.items()):
        for q in find_known_quarters(year):
            yield year, q, before + (after - before) * q / len(QUARTERS)


def _adjust_numerators(numerators: list[int], total: int, sizes: Sequence[int]) -> list[int]:
    """Adjust numerators one by one, from the last quarter backwards, until they add up to the year's total."""
    moved = list(numerators)
    place = len(moved) - 1
    while (missing := total - sum(moved)) != 0:
        step = 1 if missing > 0 else -1
        if 0 <= moved[place] + step <= sizes[place]:
            moved[place] += step
        place = (place - 1) % len(moved)
    return moved
