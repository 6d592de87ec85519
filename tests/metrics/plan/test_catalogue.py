"""The institutions and indicators that plans refer to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.plan.catalogue import Catalogue, Giver, find_areas, find_giver
from metrics.plan.indicator_history import IndicatorChange, IndicatorHistory
from metrics.plan.institution_history import InstitutionChange, build_history
from metrics.plan.model import Institution
from metrics.plan.terms import Party, SeriesOwner
from tests.factories import catalogue, indicator, owned, plan

DAY, MOMENT = date(2017, 6, 1), datetime(2020, 1, 1, tzinfo=UTC)


def institution(key: str, area: str, *, fictional: bool = False) -> Institution:
    return Institution(id=key, name=key, ministry_area=area, fictional=fictional)


def test_the_areas_of_plans_come_once_by_name_and_the_fictional_last() -> None:
    owners = [
        institution("a", "Zoo"),
        institution("b", "Anders", fictional=True),
        institution("c", "Baggers"),
        institution("without-plans", "Empty"),
    ]
    known = Catalogue({owner.id: owner for owner in owners}, {})
    plans = [plan(id=f"plan-{place}", institution=key) for place, key in enumerate("bcaab")]
    assert find_areas(known, plans, DAY) == ["Baggers", "Zoo", "Anders"]
    assert find_areas(known, [], DAY) == []


def renamed_and_moved() -> Catalogue:
    """An institution that was renamed at the turn of the year and moved on 1 July 2017."""
    first = institution("a", "One")
    changes = [
        InstitutionChange("a", date(2017, 1, 1), MOMENT, "r", name="New"),
        InstitutionChange("a", date(2017, 7, 1), MOMENT, "r", ministry_area="Two"),
    ]
    return Catalogue({"a": institution("a", "Two")}, {}, {"a": build_history(first, changes)})


def test_a_plan_has_the_names_of_its_time() -> None:
    known = renamed_and_moved()
    before = plan(institution="a", start=date(2016, 1, 1), end=date(2016, 12, 31))
    during = plan(institution="a")
    after = plan(institution="a", start=date(2018, 1, 1), end=date(2018, 12, 31))
    found = [known.find_owner(one) for one in (before, during, after)]
    assert [(one.name, one.ministry_area) for one in found] == [("a", "One"), ("New", "One"), ("New", "Two")]


def test_a_plan_is_in_the_area_of_its_day_nearest_to_the_day_asked() -> None:
    known, during = renamed_and_moved(), plan(institution="a")
    before = plan(institution="a", start=date(2016, 1, 1), end=date(2016, 12, 31))
    days = [date(2016, 5, 1), date(2017, 6, 30), date(2017, 7, 1), date(2020, 1, 1)]
    assert [known.find_area(during, day) for day in days] == ["One", "One", "Two", "Two"]
    assert {known.find_area(before, day) for day in days} == {"One"}
    assert find_areas(known, [before, during], days[-1]) == ["One", "Two"]
    assert [known.find_area_on("a", day) for day in days] == ["One", "One", "Two", "Two"]


def test_an_institution_without_a_history_has_always_been_what_it_is() -> None:
    known = Catalogue({"a": institution("a", "One")}, {})
    assert known.find_institution("a", DAY) == institution("a", "One")
    assert known.find_area_on("a", DAY) == "One"


END = date(2017, 6, 30)
SERIES = ("inst", "share")


@pytest.mark.parametrize(
    ("owner", "source", "giver"),
    [
        (SeriesOwner.INSTITUTION, "ESDH", Giver(Party.INSTITUTION)),
        (SeriesOwner.DEPARTMENT, None, Giver(Party.DEPARTMENT)),
        (SeriesOwner.CENTRAL, "ISOLA", Giver(Party.DEPARTMENT, "ISOLA")),
    ],
)
def test_a_figure_is_given_by_the_owner_of_its_series_and_a_central_one_is_fetched_by_the_department(
    owner: SeriesOwner, source: str | None, giver: Giver
) -> None:
    known = catalogue(owned(owner, source))
    assert find_giver(plan(), SERIES, END, known) == giver


def test_what_another_institution_measures_is_the_department_s_whoever_owns_it_there() -> None:
    known = catalogue(indicator(owner="state"))
    assert find_giver(plan(), ("state", "share"), END, known) == Giver(Party.DEPARTMENT)


def test_where_no_department_stands_above_it_the_institution_fetches_what_is_given_centrally() -> None:
    known = catalogue(owned(SeriesOwner.CENTRAL, "ISOLA"))
    alone = plan(department=None)
    assert find_giver(alone, SERIES, END, known) == Giver(Party.INSTITUTION, "ISOLA")


def test_a_new_owner_gives_the_figures_of_periods_that_end_from_its_first_day_on() -> None:
    first = indicator()
    change = IndicatorChange(*SERIES, date(2017, 7, 1), MOMENT, "R", owner="central", source="ISOLA")
    history = IndicatorHistory(first, (change,))
    known = Catalogue(catalogue().institutions, {SERIES: history.on(date(2018, 1, 1))}, {}, {SERIES: history})
    assert find_giver(plan(), SERIES, END, known) == Giver(Party.INSTITUTION)
    assert find_giver(plan(), SERIES, date(2017, 9, 30), known) == Giver(Party.DEPARTMENT, "ISOLA")
