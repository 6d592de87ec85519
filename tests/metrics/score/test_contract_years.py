"""The years of a contract, each by itself."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.score.contract_years import find_settled_year, score_years, split_into_years
from tests.factories import catalogue, compared, facts, goal, milestone, plan, result


def test_a_year_has_its_own_goals_and_those_of_every_year() -> None:
    contract = plan(
        goal("1", compared("1.1"), year=2017),
        goal("2", compared("2.1"), year=2018),
        goal("3", milestone("3.1", date(2018, 12, 1))),
        end=date(2018, 12, 31),
    )
    years = split_into_years(contract)
    assert {year: [g.number for g in part.goals] for year, part in years.items()} == {
        2017: ["1", "3"],
        2018: ["2", "3"],
    }
    assert (years[2018].start, years[2018].end) == (date(2018, 1, 1), date(2018, 12, 31))
    found = score_years(contract, facts(result("2017", 95), as_of=date(2018, 6, 1)), catalogue())
    assert [found[year].points.secured for year in (2017, 2018)] == [50, 0]
    assert split_into_years(plan()) == {}


@pytest.mark.parametrize(
    ("day", "asked", "year"),
    [
        (date(2017, 12, 31), None, 2017),  # none is over: the first
        (date(2018, 1, 1), None, 2017),
        (date(2018, 12, 31), None, 2017),
        (date(2019, 1, 1), None, 2018),
        (date(2019, 1, 1), 2017, 2017),
    ],
)
def test_the_year_that_is_settled_is_the_one_asked_for_or_the_last_that_is_over(
    day: date, asked: int | None, year: int
) -> None:
    goals = [goal("1", compared("1.1"), year=2017), goal("2", compared("2.1"), year=2018)]
    contract = plan(*goals, end=date(2018, 12, 31))
    assert find_settled_year(contract, day, asked) == year
    assert find_settled_year(plan(), day) is None
    with pytest.raises(KeyError):
        find_settled_year(contract, day, 2019)
