"""Definitions: read as given, compared key by key, and counted to the institutions they belong to."""

from __future__ import annotations

from datetime import date

from db.plans import indicator_commands
from db.plans.definitions import find_affected_institutions, read_catalogue, read_indicator_changes
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.plan.catalogue import Catalogue
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.institution_history import build_history
from metrics.plan.model import PlanFile
from tests.db.recorded import NOW, imported, source


def catalogue_of(plan: PlanFile) -> Catalogue:
    indicators = {(i.institution, i.id): i for i in plan.indicators}
    owners = {i.id: i for i in plan.institutions}
    return Catalogue(owners, indicators, {key: build_history(one) for key, one in owners.items()})


def test_the_catalogue_is_empty_and_then_what_the_plan_defines(database_url: str) -> None:
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert read_catalogue(session) == Catalogue({}, {})
    imported(database_url)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert read_catalogue(session) == catalogue_of(source())


def test_a_series_is_what_it_is_on_the_day_and_its_changes_are_read_in_order(database_url: str) -> None:
    imported(database_url)
    series = ("cpr", "klagesager-rettidigt")
    made = [
        IndicatorChange(*series, date(2019, 1, 1), NOW, "R", definition="Anew"),
        IndicatorChange(*series, date(2018, 1, 1), NOW, "R", name="New"),
    ]
    with open_writing(database_url, MACHINE) as session:
        for one in made:
            indicator_commands.change_indicator(session, one)
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert read_indicator_changes(session) == made
        days = [date(2017, 12, 31), date(2018, 1, 1), date(2019, 1, 1)]
        found = [read_catalogue(session, day).indicators[series] for day in days]
    first = {one.id: one for one in source().indicators}["klagesager-rettidigt"]
    assert [(one.name, one.definition) for one in found] == [
        (first.name, first.definition),
        ("New", first.definition),
        ("New", "Anew"),
    ]


def test_an_institution_is_affected_by_what_is_new_to_the_catalogue_and_by_its_values() -> None:
    plan = source()
    known = catalogue_of(plan)
    assert find_affected_institutions(plan, [], known) == set()
    assert find_affected_institutions(plan, plan.observations[:1], known) == {"cpr"}
    assert find_affected_institutions(plan, [], Catalogue(known.institutions, {})) == {"cpr"}
    assert find_affected_institutions(plan, [], Catalogue({}, known.indicators)) == {
        institution.id for institution in plan.institutions
    }
