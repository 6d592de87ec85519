"""The years of a contract, each by itself."""

from __future__ import annotations

from datetime import date

from metrics.score.contract_years import score_years, split_into_years
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
