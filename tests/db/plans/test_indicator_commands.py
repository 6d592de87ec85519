"""A series renamed and defined anew: recorded once, in the audit, and free to correct while only drafts use it."""

from __future__ import annotations

from datetime import date

import pytest

from db.audit import chain
from db.plans import definitions, indicator_commands, plan_commands
from db.results import result_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.model import Closing, PlanFile
from metrics.plan.terms import SeriesOwner
from tests.db.recorded import NOW, counts, exported, imported, record, refusal, source

SERIES = ("cpr", "klagesager-rettidigt")
D2018 = date(2018, 1, 1)


def changed(url: str, made: IndicatorChange, by: Person = MACHINE, *, breaks: bool = False) -> bool:
    with open_writing(url, by) as session:
        return indicator_commands.change_indicator(session, made, breaks=breaks)


def renaming(name: str = "New", since: date = D2018, reason: str = "R") -> IndicatorChange:
    return IndicatorChange(*SERIES, since, NOW, reason, name=name)


def actions(url: str) -> list[tuple[str, str]]:
    with open_reading(url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
        return [(entry.action, entry.subject) for entry in chain.read_entries(session)]


def test_a_change_is_recorded_once_and_in_the_audit(database_url: str) -> None:
    imported(database_url)
    assert changed(database_url, renaming(" New "))
    assert not changed(database_url, renaming())
    anew = IndicatorChange(*SERIES, D2018, NOW, "Ny metode", definition="Anew")
    assert changed(database_url, anew, breaks=True)
    assert actions(database_url)[1:] == [
        ("indicator.rename", "cpr, klagesager-rettidigt"),
        ("indicator.define", "cpr, klagesager-rettidigt"),
        ("break.add", "cpr, klagesager-rettidigt 2018-01-01"),
    ]
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert [(one.on, one.note) for one in result_queries.read_breaks(session)] == [(D2018, "Ny metode")]


def test_every_problem_is_told_and_nothing_is_written(database_url: str) -> None:
    imported(database_url)
    before = counts(database_url)
    with pytest.raises(InvalidInput) as refused:
        changed(database_url, renaming(" ", reason=""))
    assert [p.place for p in refused.value.problems] == ["reason", "name"]
    assert counts(database_url) == before


@pytest.mark.parametrize("role", Role)
def test_it_takes_the_right_to_draft_plans(database_url: str, role: Role) -> None:
    imported(database_url)
    person = Person("a@cpr.dk", (Grant(role, date(2020, 1, 1), institution="cpr"),))
    if role in {Role.CHIEF, Role.CONTROLLER}:
        assert changed(database_url, renaming(), person)
        return
    with pytest.raises(InvalidInput) as refused:
        changed(database_url, renaming(), person)
    assert [p.code for p in refused.value.problems] == ["not_permitted"]


@pytest.mark.parametrize("role", Role)
def test_who_gives_the_figures_is_the_department_s_to_say_and_in_the_audit(
    database_url: str, role: Role
) -> None:
    imported(database_url)
    person = Person("a@cpr.dk", (Grant(role, date(2020, 1, 1), institution="cpr"),))
    central = IndicatorChange(*SERIES, D2018, NOW, "R", owner="central", source=" ISOLA ")
    if role is not Role.CONTROLLER:
        with pytest.raises(InvalidInput) as refused:
            changed(database_url, central, person)
        assert [p.code for p in refused.value.problems] == ["not_permitted"]
        return
    assert changed(database_url, central, person)
    assert actions(database_url)[-1] == ("indicator.own", "cpr, klagesager-rettidigt")
    with open_reading(database_url, sees=EVERYTHING) as session:
        known = definitions.read_catalogue(session, D2018).indicators[SERIES]
    assert (known.owner, known.source) == (SeriesOwner.CENTRAL, "ISOLA")


def test_a_plan_keeps_the_name_of_its_first_day_in_its_file_and_closes(database_url: str) -> None:
    imported(database_url)
    before = exported(database_url)
    changed(database_url, renaming())
    assert exported(database_url) == before
    assert imported(database_url, source()) == [False]
    with open_writing(database_url, MACHINE) as session:
        assert plan_commands.change_plan(
            session, "cpr-2017", NOW, closed=Closing(on=date(2018, 2, 1), reason="R")
        )
    found = refusal(database_url, source(2021))
    assert "indicator_named_otherwise" in {p.code for p in found}


def test_a_draft_is_corrected_freely_until_there_are_figures(database_url: str) -> None:
    draft = source().model_copy(update={"stage": "draft", "signatures": (), "observations": ()})

    def defining(decimals: int) -> PlanFile:
        every = tuple(
            one.model_copy(update={"decimals": decimals}) if one.id == SERIES[1] else one
            for one in draft.indicators
        )
        return draft.model_copy(update={"indicators": every})

    assert imported(database_url, draft, defining(3), defining(3)) == [True, True, False]
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert definitions.read_catalogue(session).indicators[SERIES].decimals == 3
    assert actions(database_url) == [
        ("plan.draft", "cpr-2017"),
        ("indicator.correct", "cpr, klagesager-rettidigt"),
    ]
    record(database_url, {})
    assert [p.code for p in refusal(database_url, defining(4))] == ["definition_differs"]
