"""Numbers that are expected: each is kept, counts from its day and its moment, and decides nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.facts.expected_numbers import read_expected_numbers, select_expected_numbers
from metrics.periods import find_day_start
from tests.factories import compared, event, event_frame, expected_number, facts, goal, over, plan, scored

APRIL, JULY, OCTOBER = date(2017, 4, 10), date(2017, 7, 10), date(2017, 10, 10)
ABOUT = ("plan-2017", "1.1")


def test_numbers_are_known_from_their_moment_and_of_their_day() -> None:
    said = event_frame(
        [expected_number("1.1", 80, APRIL), event("1.1", "in_doubt"), expected_number("1.1", 85, JULY)]
    )
    told = read_expected_numbers(said)
    assert [(about, one.value) for about, one in told] == [(ABOUT, Decimal(80)), (ABOUT, Decimal(85))]

    def known(as_of: date, at: date) -> list[Decimal]:
        return [one.value for one in select_expected_numbers(told, as_of, find_day_start(at)).get(ABOUT, ())]

    assert known(OCTOBER, OCTOBER) == [80, 85]
    assert known(OCTOBER, date(2017, 7, 9)) == [80]
    assert known(date(2017, 7, 9), OCTOBER) == [80]
    assert known(date(2017, 4, 9), OCTOBER) == []


def test_a_number_that_is_expected_is_no_figure_no_verdict_and_no_word() -> None:
    found = facts(expected_number("1.1", 95))
    assert (found.series, found.events, found.expectations) == ({}, {}, {})
    (leaf,) = (
        scored(plan(goal("1", compared("1.1", over("mean")))), expected_number("1.1", 95)).goals[0].leaves()
    )
    assert leaf.outcome.credit is None
    assert leaf.trace and leaf.trace.actual and leaf.trace.actual.value is None  # noqa: PT018
