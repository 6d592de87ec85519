"""A series laid out by the spans of a plan year: what is known of it, and what is still to come."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.breaks import Break
from metrics.facts.schema import Result
from metrics.foresight.history import Histories, History, pool_histories, read_history
from metrics.plan.terms import Precision
from metrics.plan.window import Window
from tests.factories import INDICATOR, OWNER, broken, catalogue, facts, indicator, quarterly, result

YEAR = Window(OWNER, date(2017, 1, 1), date(2017, 12, 31), 2017)
KEY = (OWNER, INDICATOR)
AFTER_Q3 = date(2017, 10, 15)


def history(*said: Result | Break, as_of: date = AFTER_Q3, key: str = INDICATOR) -> History:
    """A quarterly series as it is seen from 2017."""
    return read_history((OWNER, key), quarterly(key), YEAR, facts(*said, as_of=as_of))


def quarters(year: int, *given: int, key: str = INDICATOR) -> list[Result]:
    return [result(f"{year}Q{quarter}", value, key=key) for quarter, value in enumerate(given, 1)]


def places(found: History) -> list[float]:
    return [seen.at for seen in found.known]


def test_each_value_lies_by_its_span_and_what_has_none_is_ahead() -> None:
    found = history(*quarters(2015, 1, 2, 3, 4), result("2016", 50), *quarters(2017, 5, 6))
    assert places(found) == [-8, -7, -6, -5, -2.5, 0, 1]
    assert found.values.tolist() == [1, 2, 3, 4, 50, 5, 6]
    assert (found.ahead, found.years) == ((2, 3), 3)
    assert [seen.value for seen in found.this_year] == [5, 6]
    assert [seen.whole_year for seen in found.earlier] == [False] * 4 + [True]


def test_a_whole_year_gives_way_to_what_is_known_within_it() -> None:
    found = history(result("2016", 50), result("2016Q3", 7), result("2017", 50))
    assert (places(found), found.ahead) == ([-2], (0, 1, 2, 3))


def test_a_stock_on_the_last_day_of_a_quarter_is_the_value_of_the_quarter() -> None:
    assert places(history(result("2017-03-31", 1), result("2017-05-31", 2), result("2017-06-29", 3))) == [0]


def test_what_is_not_over_and_what_is_not_exact_is_not_known() -> None:
    about = result("2017Q1", 4, precision=Precision.ABOUT)
    found = history(about, result("2017Q2", 5), result("2017Q3", 6), as_of=date(2017, 8, 1))
    assert (places(found), found.ahead) == ([1], (0, 2, 3))


def test_values_from_long_ago_are_left_out() -> None:
    assert places(history(result("2008Q4", 1), result("2009Q1", 2))) == [-32]


def test_cases_are_kept_with_the_value() -> None:
    (seen,) = history(result("2017Q1", of=(9, 12), exempt=2)).known
    assert (seen.value, seen.top, seen.cases, seen.counted) == (90, 9, 10, True)
    assert history(result("2017Q1", of=(0, 0))).known == ()


@pytest.mark.parametrize(
    ("on", "known", "mixed"),
    [
        (date(2016, 1, 1), [-4, 0, 1], False),
        (date(2017, 1, 1), [0, 1], False),
        (date(2017, 4, 1), [1], True),
        (date(2017, 2, 1), [1], True),
        (date(2018, 1, 1), [-8, -4, 0, 1], False),
    ],
)
def test_nothing_counted_by_an_older_definition_is_known(on: date, known: list[float], mixed: bool) -> None:
    rows = [result("2015Q1", 1), result("2016Q1", 2), *quarters(2017, 3, 4)]
    found = history(*rows, broken(on))
    assert (places(found), found.mixed) == (known, mixed)
    assert found.since == (on if on.year < 2018 else None)


def test_some_of_the_known_values_can_be_left_out() -> None:
    found = history(*quarters(2017, 5, 6, 7)).where(lambda seen: seen.value != 6)
    assert (found.values.tolist(), found.at.tolist()) == ([5, 7], [0, 2])


def test_pooled_series_have_the_cases_of_all() -> None:
    """9 of 10 and 50 of 100 are 59 of 110; the second quarter is known of one alone."""
    first = history(result("2017Q1", of=(9, 10), key="a"), result("2017Q2", of=(1, 2), key="a"), key="a")
    second = history(result("2017Q1", of=(50, 100), key="b", provisional=True), key="b")
    pooled = pool_histories([first, second])
    assert pooled
    (seen,) = pooled.known
    assert (seen.at, seen.top, seen.cases) == (0, 59, 110)
    assert seen.value == pytest.approx(59 / 110)
    assert seen.observation.numerator == 59
    assert seen.observation.whole == 110
    assert seen.observation.provisional
    assert pooled.ahead == (1, 2, 3)


def test_series_of_different_rhythm_are_not_pooled() -> None:
    yearly = read_history(KEY, indicator(), YEAR, facts(result("2016", 1)))
    assert pool_histories([history(result("2016Q1", 1)), yearly]) is None


def test_a_series_is_laid_out_once_for_each_year_it_is_seen_from() -> None:
    histories = Histories(facts(*quarters(2017, 5)), catalogue(quarterly()))
    first = histories.get_history(KEY, YEAR)
    assert histories.get_history(KEY, YEAR) is first
    assert [seen.at for seen in histories.get_history(KEY, YEAR.at(2018)).known] == [-4]
