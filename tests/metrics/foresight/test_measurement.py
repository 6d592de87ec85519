"""A measured test with its sides foreseen: its chances, partial credit, and what has no method."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.foresight.forecast import Silence, SilenceReason
from metrics.foresight.history import Histories
from metrics.foresight.measurement import MeasurementForecast as MeasuredForecast
from metrics.foresight.measurement import forecast_test
from metrics.plan.criteria import Compare, Criterion, Level
from metrics.plan.formula import Quantity
from metrics.plan.terms import Operator, Over, Unit
from metrics.plan.window import Window
from metrics.score.tests import measure_test
from tests.factories import (
    INDICATOR,
    OWNER,
    catalogue,
    compared,
    facts,
    number,
    over,
    path,
    plan,
    quarterly,
    reads,
    result,
    within,
)
from tests.foreseeing import around_100, days, foreseen, the_forecast


def test_a_target_that_is_itself_open_makes_the_test_unsure() -> None:
    """Both stand at 100: as likely to be above as below."""
    rows = [*around_100(), *around_100("state")]
    leaf = compared("1.1", over("mean"), target=reads("state", over=Over.MEAN))
    assert the_forecast(foreseen(rows, leaf, indicators=(days(), days("state")))).p_met == pytest.approx(
        0.5, abs=0.05
    )


def test_partial_credit_is_foreseen_in_steps() -> None:
    """From 95 to 105, and about 100: half the credit, and hardly all of it."""
    test = Compare(
        value=over("last"), operator=Operator.AT_LEAST, target=number(105), partial_from=number(95)
    )
    leaf = Criterion(number="1.1", title="Grad", compare=test)
    found = the_forecast(foreseen(around_100(), leaf, indicators=(days(),)))
    assert sum(float(credit) * p for credit, p in found.chances) == pytest.approx(0.5, abs=0.05)
    assert found.p_met < 0.05
    assert {credit * 20 % 1 for credit, _ in found.chances} == {Fraction(0)}


def test_steps_are_foreseen_where_the_value_may_reach_them() -> None:
    """About 100: never below 50, hardly 105; from 50 on a quarter is earned, from 95 on a half."""
    steps = tuple(Level(target=number(at), earns=Decimal(earns)) for at, earns in ((50, "0.25"), (95, "0.5")))
    test = Compare(value=over("last"), operator=Operator.AT_LEAST, target=number(120), steps=steps)
    leaf = Criterion(number="1.1", title="Trin", compare=test)
    found = the_forecast(foreseen(around_100(), leaf, indicators=(days(),)))
    chances = dict(found.chances)
    assert set(chances) <= {Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)}
    assert chances[Fraction(1, 2)] > 0.9


def test_a_distance_from_nothing_has_no_method() -> None:
    leaf = within("1.1", "2", "0", relative=True)
    assert (
        foreseen(around_100(), leaf, indicators=(days(),)).silences["1.1"].reason is SilenceReason.NO_METHOD
    )


def foreseen_against(target: Quantity) -> MeasuredForecast | Silence:
    """A mean that was 99, 100 or 101 in every quarter, held against a target."""
    rows = [result(f"{y}Q{q}", 99 + (y + q) % 3) for y in range(2013, 2017) for q in (1, 2, 3, 4)]
    known, series = facts(*rows, as_of=date(2017, 3, 1)), catalogue(quarterly(unit=Unit.DAYS))
    test = Compare(value=reads(over=Over.MEAN), operator=Operator.AT_LEAST, target=target)
    made = plan()
    window = Window.of(made)
    return forecast_test(
        test, window, measure_test(test, made, window, known, series), Histories(known, series)
    )


@pytest.mark.parametrize(("target", "least", "most"), [(95, 0.95, 1), (105, 0, 0.05)])
def test_the_chances_of_a_test_are_those_of_its_series_beyond_the_target(
    target: int, least: float, most: float
) -> None:
    found = foreseen_against(number(target))
    assert isinstance(found, MeasuredForecast)
    assert least <= found.forecast.p_met <= most
    assert found.credits == (Fraction(0), Fraction(1))
    ((key, (chances, table)),) = found.follows.items()
    assert key == (OWNER, INDICATOR)
    assert chances @ table == pytest.approx([1 - found.forecast.p_met, found.forecast.p_met])


def test_a_series_held_against_itself_is_always_level() -> None:
    found = foreseen_against(reads(over=Over.MEAN))
    assert isinstance(found, MeasuredForecast)
    assert found.forecast.p_met == pytest.approx(1)


def test_a_year_without_a_target_is_silent() -> None:
    assert foreseen_against(path(y2018="90")) == Silence(SilenceReason.NO_TARGET)
