"""Where an explanation is asked for, and the numbers it begins from."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from metrics.facts.schema import Result
from metrics.periods import Period
from metrics.report.explanations import ExplanationReason, LineFacts, is_jump
from tests.factories import compared, goal, milestone, over, plan, result
from tests.reporting import checked, on

LINE = "figure:share:2017Q2"
PLAN = plan(goal("1", compared("1.1", over("pooled"))))


def find(value: str, *told: Result) -> LineFacts:
    return checked(PLAN, {LINE: {"numerator": value, "denominator": "100"}}, *told).facts[LINE]


def of(period: str, top: int) -> Result:
    return result(period, of=(top, 100))


def test_a_target_that_is_missed_to_date_asks_for_a_cause() -> None:
    found = find("85", of("2017Q1", 94))
    # (94 + 85) of 200 is 89.5 percent; at least 90 were wanted.
    assert found.reasons == (ExplanationReason.MISSED,)
    (effect,) = found.effects
    assert effect.after.trace
    assert effect.after.trace.actual
    assert effect.after.trace.actual.value == Fraction("89.5")
    assert effect.before.trace
    assert effect.before.trace.actual
    assert effect.before.trace.actual.value == 94
    assert find("86", of("2017Q1", 94)).reasons == ()


def test_an_earlier_figure_that_is_corrected_asks_for_a_cause() -> None:
    assert find("95", of("2017Q2", 96)).reasons == (ExplanationReason.CORRECTED,)
    assert find("96", of("2017Q2", 96)).reasons == ()
    provisional = result("2017Q2", of=(96, 100), provisional=True)
    assert find("95", provisional).reasons == ()


@pytest.mark.parametrize(
    ("value", "earlier", "jumps"),
    [
        (97, [90, 92, 91, 93], False),
        (98, [90, 92, 91, 93], True),
        (89, [90, 92, 91, 93], False),
        (88, [90, 92, 91, 93], True),
        (50, [90, 92, 91], False),
        (50, [90, 90, 90, 90], False),
        # A slip of the decimal sign, however far the series has moved before.
        (1, [1248, 400, 140, 121], True),
        (1, [140], False),
        (1400, [140], True),
        (12, [9, 1400, 121], False),
        (5, [0, 0], False),
        (0, [140], False),
    ],
)
def test_a_jump_is_a_slip_of_magnitude_or_more_than_twice_the_largest_step_before(
    value: int, earlier: list[int], jumps: bool
) -> None:
    assert is_jump(Fraction(value), [Fraction(one) for one in earlier]) is jumps


def test_the_figure_is_seen_beside_the_last_one_and_the_year_before() -> None:
    found = find("95", of("2016Q2", 92), of("2017Q1", 94))
    assert [found.value, found.told, found.last, found.year_before] == [95, None, 94, 92]


def test_what_is_not_out_yet_has_no_value_and_needs_no_explanation() -> None:
    found = checked(PLAN, {LINE: {"awaited": "2017-09-01"}}, of("2017Q1", 10)).facts[LINE]
    assert (found.value, found.reasons) == (None, ())


def settles(value: str, *told: Result, **typed: str) -> bool:
    """Whether the figure of the last quarter settles its goal, on 4 January."""
    line = {"numerator": value, "denominator": "100", **typed}
    at = datetime(2018, 1, 4, 10, tzinfo=UTC)
    found = checked(PLAN, {FOURTH: line}, *told, period=Period.parse("2017Q4"), now=at)
    return found.facts[FOURTH].settles


FOURTH = "figure:share:2017Q4"
THREE = (of("2017Q1", 94), of("2017Q2", 94), of("2017Q3", 94))


def test_a_figure_settles_a_goal_where_it_is_the_last_that_was_missing_and_final() -> None:
    assert settles("95", *THREE)
    assert not settles("95", *THREE[:2])
    assert not settles("95", *THREE, provisional="ja")
    assert not find("95", of("2017Q1", 94)).settles


def test_a_correction_of_what_settled_a_goal_settles_it_again() -> None:
    assert settles("92", *THREE, of("2017Q4", 95))


def test_a_figure_settles_nothing_while_its_goal_waits_for_another_test() -> None:
    both = plan(goal("1", compared("1.1", over("pooled")), milestone("1.2", on("2017-12-31"))))
    line = {FOURTH: {"numerator": "95", "denominator": "100"}}
    at = datetime(2018, 1, 4, 10, tzinfo=UTC)
    found = checked(both, line, *THREE, period=Period.parse("2017Q4"), now=at)
    assert not found.facts[FOURTH].settles
