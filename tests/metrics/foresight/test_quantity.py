"""Forecasts of what is composed: growth, peers, several series, weights, partial credit, a series that is shared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.algebra.tree import Rule
from metrics.facts.schema import Result
from metrics.foresight.forecast import Forecast, Foresight, SilenceReason
from metrics.foresight.forecasting import foresee_plan
from metrics.plan.criteria import Compare, Criterion
from metrics.plan.formula import Growth, Median, Pooled
from metrics.plan.model import Indicator
from metrics.plan.terms import Operator, Over, Unit
from metrics.score.scoring import score_plan
from tests.factories import (
    catalogue,
    compared,
    facts,
    goal,
    number,
    over,
    plan,
    quarterly,
    reads,
    result,
    within,
)

AFTER_Q3 = date(2017, 10, 15)
YEARS = (2013, 2014, 2015, 2016)


def values(key: str = "share", *, last: tuple[float, ...] = (100, 100, 100)) -> list[Result]:
    """Quarters about 100 for four years, and these of 2017."""
    earlier = [(f"{year}Q{q}", 99 + (year + q) % 3) for year in YEARS for q in (1, 2, 3, 4)]
    return [
        result(p, str(v), key=key)
        for p, v in (*earlier, *zip(("2017Q1", "2017Q2", "2017Q3"), last, strict=False))
    ]


def foreseen(rows: list[Result], *leaves: Criterion, indicators: tuple[Indicator, ...] = ()) -> Foresight:
    made = plan(*(goal(leaf.number[0], leaf) for leaf in leaves))
    return foresee_plan(made, facts(*rows, as_of=AFTER_Q3), catalogue(*(indicators or (days(),))))


def days(key: str = "share") -> Indicator:
    return quarterly(key, unit=Unit.DAYS)


def the_forecast(found: Foresight, leaf: str = "1.1") -> Forecast:
    forecast = found.tests[leaf]
    assert isinstance(forecast, Forecast), forecast
    return forecast


@pytest.mark.parametrize(("rate", "likely"), [("-5", True), ("5", False)])
def test_growth_is_from_what_the_baseline_came_to(rate: str, likely: bool) -> None:
    target = Growth(baseline=reads(over=Over.SUM), rate=Decimal(rate), since=2016)
    p = the_forecast(foreseen(values(), compared("1.1", over("sum"), target=target))).p_met
    assert p > 0.95 if likely else p < 0.05


def test_a_target_that_is_itself_open_makes_the_test_unsure() -> None:
    """Both stand at 100: as likely to be above as below."""
    rows = [*values(), *values("state")]
    leaf = compared("1.1", over("mean"), target=reads("state", over=Over.MEAN))
    assert the_forecast(foreseen(rows, leaf, indicators=(days(), days("state")))).p_met == pytest.approx(
        0.5, abs=0.05
    )


def test_the_median_of_open_peers_has_no_method() -> None:
    leaf = compared("1.1", over("mean"), target=Median(median_of=(reads("state", over=Over.MEAN),)))
    found = foreseen([*values(), *values("state")], leaf, indicators=(days(), days("state")))
    assert found.silences["1.1"].reason is SilenceReason.NO_METHOD


def test_several_series_make_one_share_of_their_cases() -> None:
    """9 of 10 and 50 of 100 in every quarter: 59 of 110."""
    quarters = [*(f"{year}Q{q}" for year in YEARS for q in (1, 2, 3, 4)), "2017Q1", "2017Q2", "2017Q3"]
    rows = [result(p, of=of, key=key) for p in quarters for key, of in (("a", (9, 10)), ("b", (50, 100)))]
    value = Pooled(pooled=(reads("a", over=Over.POOLED), reads("b", over=Over.POOLED)))
    found = the_forecast(foreseen(rows, compared("1.1", value), indicators=(quarterly("a"), quarterly("b"))))
    assert found.quantiles[2] == pytest.approx(100 * 59 / 110, abs=1)
    assert found.volume == pytest.approx(110)


def test_what_is_known_only_as_a_value_cannot_be_added_to_cases() -> None:
    quarters = [f"{year}Q{q}" for year in YEARS for q in (1, 2, 3, 4)]
    rows = [row for p in quarters for row in (result(p, of=(9, 10), key="a"), result(p, 50, key="b"))]
    value = Pooled(pooled=(reads("a", over=Over.POOLED), reads("b", over=Over.POOLED)))
    found = foreseen(rows, compared("1.1", value), indicators=(quarterly("a"), quarterly("b")))
    assert (found.silences["1.1"].have, found.silences["1.1"].need) == (0, 4)


def test_a_weighted_mean_takes_the_weights_of_the_year_before() -> None:
    """The fourth quarter weighs as much as the three others together, and usually is 200 against 100."""
    earlier = [(f"{year}Q{q}", 200 if q == 4 else 100) for year in YEARS for q in (1, 2, 3, 4)]
    rows = [result(p, v) for p, v in (*earlier, ("2017Q1", 100), ("2017Q2", 100), ("2017Q3", 100))]
    weights = [result(p, 3 if p.endswith("4") else 1, key="cases") for p, _ in earlier]
    weights += [result(f"2017Q{q}", 1, key="cases") for q in (1, 2, 3)]
    value = reads(over=Over.WEIGHTED, weight="cases")
    found = the_forecast(
        foreseen([*rows, *weights], compared("1.1", value), indicators=(days(), days("cases")))
    )
    assert found.quantiles[2] == pytest.approx(150, abs=5)


def test_partial_credit_is_foreseen_in_steps() -> None:
    """From 95 to 105, and about 100: half the credit, and hardly all of it."""
    test = Compare(
        value=over("last"), operator=Operator.AT_LEAST, target=number(105), partial_from=number(95)
    )
    found = the_forecast(foreseen(values(), Criterion(number="1.1", title="Grad", compare=test)))
    assert sum(float(credit) * p for credit, p in found.chances) == pytest.approx(0.5, abs=0.05)
    assert found.p_met < 0.05
    assert {credit * 20 % 1 for credit, _ in found.chances} == {Fraction(0)}


def test_a_distance_from_nothing_has_no_method() -> None:
    leaf = within("1.1", "2", "0", relative=True)
    assert foreseen(values(), leaf).silences["1.1"].reason is SilenceReason.NO_METHOD


def test_at_least_and_at_most_of_one_series_are_never_both_missed() -> None:
    """One of two is enough, and one of them always holds: taken as independent a quarter of the goal would be lost."""
    leaves = compared("1.1", over("sum"), ">=", number(400)), compared("1.2", over("sum"), "<=", number(400))
    made = plan(goal("1", *leaves, rule=Rule.ANY))
    known, definitions = facts(*values(), as_of=AFTER_Q3), catalogue(days())
    found = foresee_plan(made, known, definitions)
    assert all(0.2 < the_forecast(found, leaf.number).p_met < 0.8 for leaf in leaves)
    total = score_plan(made, known, definitions, beliefs=found.beliefs).outcome
    assert total.expected == pytest.approx(1, abs=0.02)


def test_readings_of_one_series_move_together_whatever_they_add_up() -> None:
    """The last quarter and the mean of all are high in the same worlds."""
    leaves = (
        compared("1.1", over("last"), target=number(100)),
        compared("2.1", over("mean"), target=number(100)),
    )
    made = plan(goal("1", leaves[0]), goal("2", leaves[1]))
    known, definitions = facts(*values(), as_of=AFTER_Q3), catalogue(days())
    found = foresee_plan(made, known, definitions)
    chances = [the_forecast(found, leaf.number).p_met for leaf in leaves]
    total = score_plan(made, known, definitions, beliefs=found.beliefs).outcome
    assert total.chance_of(total.most) == pytest.approx(min(chances), abs=0.02)
    assert all(0.3 < p < 0.8 for p in chances)
