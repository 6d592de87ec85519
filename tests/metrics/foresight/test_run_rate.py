"""What the rest of the year needs, what was ever done, and from when it cannot be done."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.schema import Result
from metrics.foresight.forecast import RunRate
from metrics.foresight.forecasting import foresee_plan
from metrics.foresight.run_rate import find_day_lost
from metrics.periods import Frequency
from metrics.plan.formula import Quantity
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Unit
from metrics.score.scoring import score_plan
from tests.factories import (
    broken,
    catalogue,
    compared,
    facts,
    goal,
    indicator,
    number,
    over,
    plan,
    quarterly,
    reads,
    result,
)

COUNTED = quarterly(unit=Unit.COUNT)


def needed(
    rows: list[Result],
    value: Quantity,
    operator: str,
    target: str,
    *,
    as_of: date = date(2017, 10, 15),
    of: Indicator | None = None,
) -> RunRate | None:
    """What is needed of the rest of 2017."""
    known = facts(*rows, as_of=as_of)
    leaf = compared("1.1", value, operator, number(target))
    found = foresee_plan(plan(goal("1", leaf)), known, catalogue(of or quarterly(unit=Unit.COUNT))).tests
    return found["1.1"].needed if "1.1" in found else None


def months(year: int, *counts: int) -> list[Result]:
    return [result(f"{year}-{month:02d}", count) for month, count in enumerate(counts, 1)]


def quarters(year: int, *counts: int) -> list[Result]:
    return [result(f"{year}Q{quarter}", count) for quarter, count in enumerate(counts, 1)]


def test_a_sum_names_what_each_month_must_give_and_the_best_ever() -> None:
    """1,260 visits a year; 834 by the end of September: 142 a month. Best so late in a year 100, best ever 118."""
    earlier = [*months(2016, *[105] * 6, 118, 118, 118, 100, 100, 100), *months(2015, *[90] * 12)]
    rows = [*earlier, *months(2017, *[93] * 6, 92, 92, 92)]
    found = needed(rows, over("sum"), ">=", "1260", of=indicator(unit=Unit.COUNT, frequency=Frequency.MONTH))
    assert found == RunRate(142, 3, upward=True, season=100, ever=118, indicator=COUNTED)
    assert found.beyond(found.season)
    assert found.beyond(found.ever)


def test_the_best_in_a_row_does_not_reach_over_a_month_that_is_missing() -> None:
    earlier = [*months(2016, 90, 90, 90, 200), *months(2016, *[90] * 5, 200, *[90] * 6)[5:]]
    rows = [*earlier, *months(2017, *[90] * 9)]
    found = needed(rows, over("sum"), ">=", "1260", of=indicator(unit=Unit.COUNT, frequency=Frequency.MONTH))
    assert found is not None
    assert (found.spans, found.season) == (3, 90)
    assert found.ever == pytest.approx((90 + 90 + 200) / 3)


def test_a_limit_names_what_each_quarter_may_give_at_most() -> None:
    found = needed([*quarters(2016, 3, 4, 2, 5), *quarters(2017, 4, 3, 5)], over("sum"), "<=", "16")
    assert found == RunRate(4, 1, upward=False, season=5, ever=2, indicator=COUNTED)
    assert found.beyond(found.season)
    assert not found.beyond(found.ever)


def test_a_mean_asks_for_what_is_missing_of_all_its_quarters() -> None:
    found = needed(quarters(2017, 90, 92), over("mean"), ">=", "95", as_of=date(2017, 7, 15))
    assert found == RunRate(99, 2, upward=True, ever=91, indicator=COUNTED)


def test_a_share_names_the_share_of_the_cases_that_are_expected() -> None:
    """180 of 200 so far, 100 more expected, 93 pct. asked for: 99 of the 100."""
    rows = [
        result(f"{year}Q{q}", of=of)
        for year in (2015, 2016)
        for q, of in enumerate([(90, 100), (90, 100), (45, 50), (48, 50)], 1)
    ]
    rows += [result("2017Q1", of=(90, 100)), result("2017Q2", of=(90, 100))]
    found = needed(rows, over("pooled"), ">=", "93", as_of=date(2017, 7, 15), of=quarterly())
    assert found
    assert found.needed == pytest.approx(99)
    assert (found.volume, found.spans) == (100, 2)
    assert (found.season, found.ever) == (93, 93)
    assert found.impossible_since is None


AFTER_Q2 = date(2017, 7, 15)


def lost(
    rows: list[Result],
    value: Quantity,
    operator: str,
    target: str,
    *,
    as_of: date = date(2017, 10, 15),
    of: Indicator = COUNTED,
) -> date | None:
    """From when the target of 2017 could not be met."""
    known, series = facts(*rows, as_of=as_of), catalogue(of)
    p = plan(goal("1", compared("1.1", value, operator, number(target))))
    (leaf,) = score_plan(p, known, series).goals[0].leaves()
    return find_day_lost(p, leaf, known, series)


def test_a_sum_over_its_limit_is_lost_from_the_day_it_went_over() -> None:
    assert lost(quarters(2017, 8, 9, 1), over("sum"), "<=", "16") == date(2017, 6, 30)


@pytest.mark.parametrize(("operator", "since"), [("<=", None), ("<", date(2017, 6, 30))])
def test_a_sum_exactly_on_its_limit_is_lost_only_if_it_must_stay_under(
    operator: str, since: date | None
) -> None:
    assert lost(quarters(2017, 8, 8), over("sum"), operator, "16", as_of=AFTER_Q2) == since


def test_money_over_its_limit_may_still_come_back() -> None:
    money = quarterly(unit=Unit.MIO_DKK)
    assert lost(quarters(2017, 8, 9, 1), over("sum"), "<=", "16", of=money) is None


def test_a_provisional_value_rules_nothing_out_and_does_not_hide_what_final_ones_rule_out() -> None:
    rows = [*quarters(2017, 8), result("2017Q2", 9, provisional=True)]
    assert lost(rows, over("sum"), "<=", "16", as_of=AFTER_Q2) is None
    assert lost([*rows, result("2017Q3", 9)], over("sum"), "<=", "16") == date(2017, 9, 30)


def test_a_mean_of_shares_is_lost_when_all_cases_of_the_rest_would_not_do() -> None:
    rows = [result(f"2017Q{q}", of=of) for q, of in enumerate([(80, 100), (70, 100)], 1)]
    found = lost(rows, over("mean"), ">=", "90", as_of=AFTER_Q2, of=quarterly())
    assert found == date(2017, 6, 30)


def test_a_share_of_all_cases_is_lost_with_the_first_that_was_missed() -> None:
    rows = [result(f"2017Q{q}", of=of) for q, of in enumerate([(10, 10), (9, 10), (10, 10)], 1)]
    assert lost(rows, over("pooled"), ">=", "100", of=quarterly()) == date(2017, 6, 30)


def test_the_highest_of_the_year_is_lost_from_the_first_that_was_too_high() -> None:
    assert lost(quarters(2017, 8, 17, 18), over("max"), "<=", "16") == date(2017, 6, 30)


def test_a_factor_is_taken_out_of_what_is_asked_for() -> None:
    value = reads(over=Over.SUM, factor=2)
    assert needed(quarters(2017, 10, 10, 10), value, ">=", "100") == RunRate(
        20, 1, upward=True, ever=10, indicator=COUNTED
    )


@pytest.mark.parametrize("name", ["last", "max", "min"])
def test_what_adds_nothing_up_has_no_rate(name: str) -> None:
    assert needed(quarters(2017, 10, 10, 10), over(name), ">=", "10") is None


def test_a_year_that_is_over_needs_nothing_more() -> None:
    assert needed(quarters(2017, 10, 10, 10, 10), over("sum"), ">=", "100", as_of=date(2018, 2, 1)) is None


@pytest.mark.parametrize(("day", "told"), [(date(2017, 1, 1), True), (date(2017, 4, 1), False)])
def test_nothing_is_needed_of_a_year_that_is_counted_in_two_ways(day: date, told: bool) -> None:
    rows = [*quarters(2016, 10, 10, 10, 10), *quarters(2017, 10, 10, 10)]
    of = plan(goal("1", compared(value=over("sum"), target=number(50))))
    known = facts(*rows, broken(day), as_of=date(2017, 10, 15))
    found = foresee_plan(of, known, catalogue(quarterly(unit=Unit.COUNT))).tests["1.1"].needed
    assert (found is not None) is told
