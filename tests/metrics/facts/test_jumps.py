"""Slips of magnitude beside a series' own history, or its target where it has none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.facts.jumps import MOST_COMPARED, Jump, JumpFinder
from metrics.facts.known_rows import KnownRows
from metrics.facts.schema import Result
from metrics.plan.model import Plan
from tests.factories import (
    catalogue,
    compared,
    event_frame,
    goal,
    indicator,
    observation_frame,
    over,
    path,
    plan,
    reads,
    result,
)

KNOWN = catalogue(indicator())


def find(recorded: list[Result], *told: Result, plans: tuple[Plan, ...] = ()) -> dict[int, Jump]:
    known = KnownRows(observation_frame(recorded), event_frame([]))
    return dict(JumpFinder(known, plans, KNOWN).find(told))


def times(history: str, value: str) -> Fraction | None:
    found = find([result("2016", history)], result("2017", value)).get(0)
    return found.times if found else None


@pytest.mark.parametrize(
    ("history", "value", "expected"),
    [
        *(("29", "290", 10), ("29", "2900", 100), ("29", "29000", 1000), ("29", "290000", None)),
        *(("29", "2.9", Fraction(1, 10)), ("-29", "-290", 10), ("29", "-290", 10)),
        *(("10", "80", 10), ("10", "79.9", None), ("10", "125", 10), ("10", "125.1", None)),
        *(("29", "35", None), ("29", "0", None), ("0", "290", None)),
    ],
)
def test_a_figure_about_a_power_of_ten_of_the_latest_is_a_jump(
    history: str, value: str, expected: Fraction | None
) -> None:
    assert times(history, value) == expected


def test_a_jump_names_the_latest_figure_of_the_same_length() -> None:
    recorded = [result("2015", 30), result("2016", 29), result("2016Q4", 290), result("2018", 3)]
    (found,) = find(recorded, result("2017", 290)).values()
    assert found.period
    assert (found.other, found.period.start.year, found.times) == (Fraction(29), 2016, Fraction(10))


def test_a_series_that_has_been_there_before_may_go_there_again() -> None:
    recorded = [result("2014", 300), result("2015", 30), result("2016", 29)]
    assert find(recorded, result("2017", 290)) == {}
    assert list(find(recorded, result("2017", 301))) == [0]


def test_a_correction_is_not_held_against_what_it_corrects() -> None:
    assert find([result("2017", 310)], result("2017", 31)) == {}


def test_figures_of_one_file_are_held_against_each_other_in_the_order_of_their_periods() -> None:
    assert list(find([], result("2017", 290), result("2016", 29))) == [0]


def test_a_share_is_compared_in_percent() -> None:
    (found,) = find([result("2016", of=(19, 20))], result("2017", "0.95")).values()
    assert (found.times, found.other) == (Fraction(1, 100), Fraction(95))
    assert find([result("2016", of=(0, 0))], result("2017", "0.95")) == {}


def test_a_share_of_as_many_cases_is_a_good_or_a_bad_year_and_no_slip() -> None:
    before = result("2016", of=(1, 10))
    assert find([before], result("2017", of=(10, 10))) == {}
    assert list(find([result("2016", of=(95, 100))], result("2017", of=(95, 1000)))) == [0]
    aims = plan(goal("1", compared(target=path(y2017="90"))))
    assert find([], result("2017", of=(1, 10)), plans=(aims,)) == {}


def test_a_first_figure_is_held_against_its_target_unless_that_is_of_a_sum() -> None:
    first = plan(goal("1", compared(target=path(y2017="90"))))
    (found,) = find([], result("2017", "0.9"), plans=(first,)).values()
    assert (found.times, found.other, found.period) == (Fraction(1, 100), Fraction(90), None)
    assert find([], result("2016", "0.9"), plans=(first,)) == {}
    summed = plan(goal("1", compared(value=over("sum"))))
    assert find([], result("2017Q1", "9"), plans=(summed,)) == {}
    scaled = plan(goal("1", compared(value=reads(factor=Decimal(2)))))
    assert find([], result("2017", "9"), plans=(scaled,)) == {}


def test_only_the_latest_figures_are_compared_with() -> None:
    years = [result(str(year), 30) for year in range(2016 - MOST_COMPARED, 2017)]
    assert find([result("1950", 300), *years], result("2017", 290)) != {}
