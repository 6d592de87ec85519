"""Simulated indicators of Danish institutions, with targets set before the year, to judge forecasts on.

Nothing in `metrics` knows how they are made. docs/forecasts.md describes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from metrics.periods import MONTHS, Frequency, Period, split_into_spans
from metrics.plan.criteria import Compare, Criterion, Within
from metrics.plan.formula import Constant, Growth, Quantity, Reading
from metrics.plan.model import Goal, Indicator, Plan
from metrics.plan.terms import Better, Operator, Over, Unit

YEAR = 2025
USUAL_DAYS, LATE_DAYS = (6, 14), (20, 45)
LATE, PROVISIONAL = 0.10, 0.10
"""The shares of values that come later than the report they were due with, and that are corrected afterwards."""

Row = tuple[str, str, str, date, date, Decimal | None, Decimal | None, Decimal | None, bool, datetime]
"""Institution, indicator, period, first and last day, value, numerator, denominator, provisional, recorded."""
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Family:
    """A kind of indicator. `ambition` is how far targets lie from the usual level, in usual yearly changes."""

    name: str
    over: Over
    frequency: Frequency
    unit: Unit
    decimals: int
    ambition: float


@dataclass(frozen=True)
class Case:
    """One indicator of one institution over some years, with the plan for the last of them."""

    family: Family
    plan: Plan
    indicators: tuple[Indicator, ...]
    rows: tuple[Row, ...]


SHARE = Family("share", Over.POOLED, Frequency.QUARTER, Unit.PERCENT, 1, -0.3)
MEAN = Family("mean of quarters", Over.MEAN, Frequency.QUARTER, Unit.DAYS, 1, -0.3)
PERCENT = Family("percent without cases", Over.MEAN, Frequency.MONTH, Unit.PERCENT, 1, -0.3)
STOCK = Family("stock on a date", Over.LAST, Frequency.QUARTER, Unit.COUNT, 0, -0.3)
SUM = Family("sum of months", Over.SUM, Frequency.MONTH, Unit.COUNT, 0, -0.3)
GROWTH = Family("sum against a baseline", Over.SUM, Frequency.QUARTER, Unit.COUNT, 0, -0.3)
WORST = Family("highest of the year", Over.MAX, Frequency.MONTH, Unit.HOURS, 1, -0.3)
BUDGET = Family("budget", Over.LAST, Frequency.QUARTER, Unit.MIO_DKK, 1, 0.0)
FAMILIES = (SHARE, MEAN, PERCENT, STOCK, SUM, GROWTH, WORST, BUDGET)


def simulate_cases(count: int, start: int) -> Iterator[Case]:
    """Simulate cases of each family, reproducibly for the same `start`."""
    for place, family in enumerate(FAMILIES):
        rng = np.random.default_rng([start, place])
        for number in range(count):
            yield _simulate_case(family, f"{family.name.replace(' ', '-')}-{number}", rng)


def simulate_course(rng: Generator, years: int, a_year: int) -> Values:
    """Simulate a series in units of its noise: a wandering level, seasons, a trend, level shifts and shocks."""
    count = (years + 1) * a_year
    steps = rng.normal(0, rng.uniform(0, 0.8) / np.sqrt(a_year), count)
    shifts = rng.normal(0, 2.0, count) * (rng.random(count) < 0.08 / a_year)
    shocks = rng.normal(0, 3.0, count) * (rng.random(count) < 0.03)
    season = np.tile(rng.normal(0, rng.uniform(0, 1.5), a_year), years + 1)
    trend = rng.normal(0, 0.3) * np.arange(count) / a_year
    noise = rng.standard_t(6, count) / np.sqrt(6 / 4)
    return np.asarray(np.cumsum(steps + shifts) + shocks + season + trend + noise)


def _simulate_case(family: Family, owner: str, rng: Generator) -> Case:
    years = int(rng.integers(5, 9))
    if family is BUDGET:
        return _simulate_budget(family, owner, rng, years)
    a_year = 12 // MONTHS[family.frequency]
    moved = simulate_course(rng, years, a_year)
    higher = bool(rng.random() < 0.5) and family is not WORST
    better = Better.HIGHER if family in {SHARE, PERCENT, GROWTH} or higher else Better.LOWER
    tops, wholes = _make_figures(family, moved, rng, a_year)
    yearly = _sum_up_years(family, tops, wholes, a_year)
    target = _set_target(family, yearly, better, rng)
    key = "maaling"
    indicator = _make_indicator(family, owner, key, better)
    rows = tuple(_make_rows(owner, indicator, tops, wholes, years, rng))
    if family is STOCK:
        rows = tuple(_count_on_last_day(row) for row in rows)
    operator = Operator.AT_LEAST if better is Better.HIGHER else Operator.AT_MOST
    value = Reading(indicator=key, over=family.over)
    test = Compare(value=value, operator=operator, target=target)
    return Case(
        family, _make_plan(owner, Criterion(number="1.1", title="Måling", compare=test)), (indicator,), rows
    )


def _make_figures(family: Family, moved: Values, rng: Generator, a_year: int) -> tuple[Values, Values | None]:
    """Turn the series into figures of the family: numerators and denominators for a share, else values alone."""
    if family is SHARE:
        volume = np.exp(rng.uniform(np.log(50), np.log(5_000))) / a_year
        busy = simulate_course(rng, len(moved) // a_year - 1, a_year)
        wholes = np.maximum(rng.poisson(np.maximum(volume * (1 + 0.1 * busy), 1)), 1)
        level = np.log(1 / rng.uniform(0.04, 0.4) - 1)
        chance = 1 / (1 + np.exp(-(level + rng.uniform(0.03, 0.2) * moved)))
        return rng.binomial(wholes, chance).astype(float), wholes.astype(float)
    if family is PERCENT:
        level = np.log(1 / rng.uniform(0.04, 0.4) - 1)
        return np.round(100 / (1 + np.exp(-(level + rng.uniform(0.03, 0.2) * moved))), 1), None
    wide = rng.uniform(0.03, 0.15)
    level = {
        Unit.COUNT: np.exp(rng.uniform(np.log(50), np.log(5_000))) / a_year,
        Unit.DAYS: 9.0,
        Unit.HOURS: 30.0,
    }[family.unit]
    if family is STOCK:
        level *= a_year / 4
        moved = moved + 0.6 * np.cumsum(rng.normal(0, 1, len(moved)))
    means = np.maximum(level * (1 + wide * moved), 0.02 * level)
    if family in {SUM, GROWTH}:
        return rng.poisson(means).astype(float), None
    return np.round(means, family.decimals), None


def _sum_up_years(family: Family, tops: Values, wholes: Values | None, a_year: int) -> Values:
    """Combine the figures of each year."""
    years = tops.reshape(-1, a_year)
    if wholes is not None:
        return np.asarray(100 * years.sum(axis=1) / wholes.reshape(-1, a_year).sum(axis=1))
    made: dict[Over, Callable[[Values], Values]] = {
        Over.SUM: lambda v: v.sum(axis=1),
        Over.MEAN: lambda v: v.mean(axis=1),
        Over.LAST: lambda v: v[:, -1],
        Over.MAX: lambda v: v.max(axis=1),
    }
    return np.asarray(made[family.over](years))


def _set_target(family: Family, yearly: Values, better: Better, rng: Generator) -> Quantity:
    """Set the target from the years before: around the last two, more or less ambitious."""
    before = yearly[:-1]
    usual = 0.6 * before[-1] + 0.4 * before[-2]
    change = max(float(np.std(np.diff(before), ddof=1)), 10.0**-family.decimals)
    sign = 1 if better is Better.HIGHER else -1
    aimed = usual + sign * change * rng.normal(family.ambition, 0.7)
    if family is GROWTH:
        rate = round(float(100 * (aimed / max(before[-1], 1.0) - 1)), 1)
        return Growth(
            baseline=Reading(indicator="maaling", over=Over.SUM), rate=Decimal(str(rate)), since=YEAR - 1
        )
    if family.unit is Unit.PERCENT:
        aimed = min(aimed, 99.5)
    return Constant(number=Decimal(str(round(float(max(aimed, 0.0)), family.decimals))))


def _simulate_budget(family: Family, owner: str, rng: Generator, years: int) -> Case:
    """Simulate a budget for each year and the expected spending in each quarter; the fourth is the accounts.

    Expectations approach the accounts over the year, and some institutions are always too cautious.
    """
    size, bias, wide = np.exp(rng.uniform(np.log(20), np.log(800))), rng.normal(0, 0.6), rng.uniform(0.6, 2.5)
    budgets, said = [], []
    for year in range(years + 1):
        planned = size * 1.02**year * (1 + rng.normal(0, 0.03))
        away = (bias + rng.standard_t(6, 1)[0]) * wide
        seen = [
            0.35 * away + 0.75 * wide * rng.normal(),
            0.6 * away + 0.5 * wide * rng.normal(),
            0.85 * away + 0.3 * wide * rng.normal(),
            away,
        ]
        budgets.append(planned)
        said += [planned * (1 + one / 100) for one in seen]
    spent = _make_indicator(family, owner, "regnskab", Better.NEAR)
    planned_for = spent.model_copy(update={"id": "budget", "frequency": Frequency.YEAR})
    rows = [*_make_rows(owner, spent, np.round(said, 1), None, years, rng)]
    for year, planned in zip(range(YEAR - years, YEAR + 1), budgets, strict=True):
        first = date(year, 1, 1)
        noted = datetime(year - 1, 12, 20, tzinfo=UTC)
        amount = Decimal(str(round(planned, 1)))
        rows.append((owner, "budget", str(year), first, date(year, 12, 31), amount, None, None, False, noted))
    most = Constant(number=Decimal(str(round(float(rng.uniform(0.7, 1.9) * wide), 1))))
    test = Within(
        value=Reading(indicator="regnskab"),
        reference=Reading(indicator="budget"),
        tolerance=most,
        relative=True,
    )
    plan = _make_plan(owner, Criterion(number="1.1", title="Budget", within=test))
    return Case(family, plan, (spent, planned_for), tuple(rows))


def _make_plan(owner: str, leaf: Criterion) -> Plan:
    return Plan(
        id=owner,
        title="Plan",
        institution=owner,
        department="Ministeriet",
        start=date(YEAR, 1, 1),
        end=date(YEAR, 12, 31),
        document_date=date(YEAR - 1, 12, 15),
        source="Simuleret",
        goals=(Goal(number="1", title="Mål", criteria=(leaf,)),),
    )


def _make_indicator(family: Family, owner: str, key: str, better: Better) -> Indicator:
    return Indicator(
        id=key,
        institution=owner,
        name=key,
        unit=family.unit,
        decimals=family.decimals,
        better=better,
        frequency=family.frequency,
    )


def _make_rows(
    owner: str, indicator: Indicator, tops: Values, wholes: Values | None, years: int, rng: Generator
) -> Iterator[Row]:
    """Record the values: most with their report, some late, some provisional and corrected later."""
    dates = [
        days
        for year in range(YEAR - years, YEAR + 1)
        for days in split_into_spans(date(year, 1, 1), date(year, 12, 31), indicator.frequency)
    ]
    for place, (start, end) in enumerate(dates):
        text = (
            f"{start:%Y-%m}"
            if indicator.frequency is Frequency.MONTH
            else f"{start.year}Q{(start.month + 2) // 3}"
        )
        head = (owner, indicator.id, Period.parse(text).text, start, end)
        came = end + timedelta(days=int(rng.integers(*(LATE_DAYS if rng.random() < LATE else USUAL_DAYS))))
        top = float(tops[place])
        if rng.random() < PROVISIONAL:
            first = top * (1 + 0.02 * rng.normal())
            if wholes is not None:
                first = min(round(first), wholes[place])
            yield (*head, *_make_amounts(first, wholes, place, indicator.decimals), True, _make_moment(came))
            came = came + timedelta(days=int(rng.integers(30, 90)))
        yield (*head, *_make_amounts(top, wholes, place, indicator.decimals), False, _make_moment(came))


def _count_on_last_day(row: Row) -> Row:
    """Make a row of what there was on the last day of its period."""
    end = row[4]
    return (*row[:2], str(end), end, *row[4:])


def _make_amounts(
    top: float, wholes: Values | None, place: int, decimals: int
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if wholes is None:
        return Decimal(str(round(top, decimals))), None, None
    return None, Decimal(round(top)), Decimal(round(float(wholes[place])))


def _make_moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def make_observations(of: Sequence[Case]) -> list[tuple[object, ...]]:
    """The rows of the contract `metrics.facts.schema.OBSERVATIONS`."""
    rows = [row for case in of for row in case.rows]
    return [
        (number, *row[:8], None, "exact", False, row[8], None, None, False, None, None, row[9], False)
        for number, row in enumerate(rows, 1)
    ]
