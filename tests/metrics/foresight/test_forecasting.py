"""Forecasts of open tests: which of them have one, and when."""

from __future__ import annotations

from datetime import date

from metrics.foresight.forecast import Silence, SilenceReason
from metrics.plan.terms import Over
from tests.factories import (
    assessed,
    compared,
    over,
    quarterly,
    reads,
)
from tests.foreseeing import STEADY, foreseen, shares, the_forecast


def test_a_judgement_and_a_missing_target_give_no_probability() -> None:
    found = foreseen(
        STEADY,
        assessed("1.1"),
        compared("2.1", over("pooled"), target=reads("other", over=Over.SUM)),
        indicators=(quarterly(), quarterly("other")),
    )
    assert [silence.reason for silence in found.silences.values()] == [
        SilenceReason.JUDGED,
        SilenceReason.TOO_FEW_VALUES,
    ]


def test_what_is_settled_needs_no_forecast() -> None:
    rows = [*STEADY, *shares(2017, 45, 45, 45, 45)]
    found = foreseen(rows, compared("1.1", over("pooled")), as_of=date(2018, 1, 20))
    assert found.tests == {}


def test_until_the_last_day_of_the_plan_a_year_is_foreseen_and_from_the_next_nothing_is() -> None:
    rows = [*STEADY, *shares(2017, 45, 45, 45)]
    leaf = compared("1.1", over("pooled"))
    assert the_forecast(foreseen(rows, leaf, as_of=date(2017, 12, 31))).points == 15
    found = foreseen(rows, leaf, as_of=date(2018, 1, 1))
    assert found.silences == {"1.1": Silence(SilenceReason.YEAR_OVER)}
    assert not found.beliefs.leaves
