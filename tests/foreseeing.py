"""Quarterly figures up to the autumn of 2017, and what is foreseen of a plan by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from metrics.facts.schema import Event, Result
from metrics.foresight.forecast import Forecast, Foresight
from metrics.foresight.forecasting import foresee_plan
from metrics.plan.criteria import Criterion
from metrics.plan.model import Indicator, Plan
from metrics.plan.terms import Unit
from tests.factories import catalogue, facts, goal, plan, quarterly, result

AFTER_Q3 = date(2017, 10, 15)
YEARS = (2013, 2014, 2015, 2016)


def shares(year: int, *tops: int, of: int = 50, key: str = "share") -> list[Result]:
    """The timely cases of one quarter after the other."""
    return [result(f"{year}Q{quarter}", of=(top, of), key=key) for quarter, top in enumerate(tops, 1)]


def values(year: int, *given: float, key: str = "share") -> list[Result]:
    """The value of one quarter after the other."""
    return [result(f"{year}Q{quarter}", str(value), key=key) for quarter, value in enumerate(given, 1)]


def around_100(key: str = "share", *, last: tuple[float, ...] = (100, 100, 100)) -> list[Result]:
    """Quarters about 100 for four years, and these of 2017."""
    earlier = [(f"{year}Q{q}", 99 + (year + q) % 3) for year in YEARS for q in (1, 2, 3, 4)]
    return [
        result(period, str(value), key=key)
        for period, value in (*earlier, *zip(("2017Q1", "2017Q2", "2017Q3"), last, strict=False))
    ]


def days(key: str = "share") -> Indicator:
    """A number of days, read every quarter."""
    return quarterly(key, unit=Unit.DAYS)


STEADY = [row for year in (2014, 2015, 2016) for row in shares(year, 45, 44, 46, 45)]


def foreseen(
    said: Iterable[Result | Event],
    *leaves: Criterion,
    as_of: date = AFTER_Q3,
    indicators: tuple[Indicator, ...] = (quarterly(),),
    earlier: tuple[Plan, ...] = (),
    **changes: object,
) -> Foresight:
    """The forecasts of a plan with these tests, each in a goal of its own."""
    made = plan(*(goal(leaf.number.split(".")[0], leaf) for leaf in leaves), **changes)
    return foresee_plan(made, facts(*said, as_of=as_of), catalogue(*indicators), earlier)


def the_forecast(found: Foresight, leaf: str = "1.1") -> Forecast:
    """The forecast of a test that has one."""
    forecast = found.tests[leaf]
    assert isinstance(forecast, Forecast), forecast
    return forecast
