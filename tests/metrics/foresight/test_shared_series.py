"""Tests of one series are judged in the same worlds of it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from metrics.algebra.tree import Rule
from metrics.foresight.forecast import Forecast, Method
from metrics.foresight.forecasting import foresee_plan
from metrics.foresight.measurement import MeasurementForecast as MeasuredForecast
from metrics.foresight.shared_series import MOST_WORLDS, build_shared_worlds
from metrics.plan.formula import SeriesKey
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
)
from tests.foreseeing import AFTER_Q3, STEADY, around_100, days, shares, the_forecast


def test_tests_of_one_series_share_their_worlds() -> None:
    """What misses 88 misses 92: the chance of both is that of the harder, and never the product."""
    rows = [*STEADY, *shares(2017, 45, 45, 45)]
    tests = (
        compared("1.1", over("pooled"), target=number(89)),
        compared("2.1", over("pooled"), target=number(91)),
    )
    made = plan(*(goal(leaf.number[0], leaf) for leaf in tests))
    known = facts(*rows, as_of=AFTER_Q3)
    found = foresee_plan(made, known, catalogue(quarterly()))
    easy, hard = (the_forecast(found, leaf).p_met for leaf in ("1.1", "2.1"))
    total = score_plan(made, known, catalogue(quarterly()), beliefs=found.beliefs).outcome
    assert total.chance_of(total.most) == pytest.approx(hard)
    assert total.expected == pytest.approx((easy + hard) / 2)
    assert 0.05 < hard < easy < 0.95


def test_at_least_and_at_most_of_one_series_are_never_both_missed() -> None:
    """One of two is enough, and one of them always holds: taken as independent a quarter of the goal would be lost."""
    leaves = compared("1.1", over("sum"), ">=", number(400)), compared("1.2", over("sum"), "<=", number(400))
    made = plan(goal("1", *leaves, rule=Rule.ANY))
    known, definitions = facts(*around_100(), as_of=AFTER_Q3), catalogue(days())
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
    known, definitions = facts(*around_100(), as_of=AFTER_Q3), catalogue(days())
    found = foresee_plan(made, known, definitions)
    chances = [the_forecast(found, leaf.number).p_met for leaf in leaves]
    total = score_plan(made, known, definitions, beliefs=found.beliefs).outcome
    assert total.chance_of(total.most) == pytest.approx(min(chances), abs=0.02)
    assert all(0.3 < p < 0.8 for p in chances)


SERIES, OTHER = ("inst", "share"), ("inst", "other")
CREDITS = (Fraction(0), Fraction(1))


def met_above(place: float, *keys: SeriesKey) -> MeasuredForecast:
    """A test that is met where a series ends above a place of its quantiles."""
    follows = (np.array([place, 1 - place]), np.array([[1.0, 0.0], [0.0, 1.0]]))
    told = Forecast(Method.SUM, (), 1 - place, (), 8, 2)
    return MeasuredForecast(told, CREDITS, dict.fromkeys(keys or (SERIES,), follows))


def test_a_world_is_a_stretch_in_which_no_credit_changes() -> None:
    (worlds,) = build_shared_worlds({"easy": met_above(0.2), "hard": met_above(0.5)})
    assert [world.probability for world in worlds] == pytest.approx([0.2, 0.3, 0.5])
    assert [[world.leaves[name].chance_of(CREDITS[1]) for name in ("easy", "hard")] for world in worlds] == [
        [0, 0],
        [1, 0],
        [1, 1],
    ]


def test_a_test_alone_on_its_series_shares_nothing() -> None:
    assert build_shared_worlds({"1.1": met_above(0.2), "2.1": met_above(0.5, OTHER)}) == []


def test_a_test_of_two_series_is_in_the_worlds_of_the_one_that_most_read() -> None:
    both = met_above(0.4, OTHER, SERIES)
    (worlds,) = build_shared_worlds(
        {"1": both, "2": met_above(0.2), "3": met_above(0.3), "4": met_above(0.5, OTHER)}
    )
    assert worlds[0].leaves.keys() == {"1", "2", "3"}


def test_where_the_worlds_are_too_many_each_test_keeps_its_own_chances() -> None:
    tests = {str(n): met_above(n / 31) for n in range(1, 31)}
    (worlds,) = build_shared_worlds(tests)
    assert len(worlds) == MOST_WORLDS
    for name, test in tests.items():
        met = sum(world.probability * (world.leaves[name].chance_of(CREDITS[1]) or 0.0) for world in worlds)
        assert met == pytest.approx(test.forecast.p_met)
