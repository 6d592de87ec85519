"""An institution renamed, moved and merged: recorded once, in the audit, and by those who say who sees what."""

from __future__ import annotations

from datetime import date

import pytest

from db.audit import chain
from db.plans import definitions, institution_commands, institution_queries, plan_commands, plan_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.plan.institution_history import InstitutionChange
from metrics.plan.model import Closing
from tests.db.recorded import NOW, counts, exported, imported, refusal, source

AREA, NEW_AREA = "Social- og Indenrigsministeriet", "Ministeriet for Registre"
D2018 = date(2018, 1, 1)


def change(
    since: date = D2018,
    name: str | None = None,
    area: str | None = None,
    *,
    into: str | None = None,
    reason: str = "R",
) -> InstitutionChange:
    return InstitutionChange("cpr", since, NOW, reason, name, area, into)


def changed(url: str, made: InstitutionChange, by: Person = MACHINE) -> bool:
    with open_writing(url, by) as session:
        return institution_commands.change_institution(session, made)


def names(url: str, *days: date) -> list[tuple[str, str]]:
    with open_reading(url, sees=EVERYTHING) as session:
        history = institution_queries.read_histories(session)["cpr"]
    return [(history.on(day).name, history.on(day).ministry_area) for day in days]


def entries(url: str) -> list[tuple[str, str]]:
    with open_reading(url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []
        return [(entry.action, entry.subject) for entry in chain.read_entries(session)]


def test_a_change_is_recorded_once_and_in_the_audit(database_url: str) -> None:
    imported(database_url)
    before = date(2017, 12, 31)
    assert changed(database_url, change(name=" Registret ", reason=" Lov nr. 1 "))
    assert not changed(database_url, change(name="Registret"))
    assert changed(database_url, change(date(2019, 1, 1), area=NEW_AREA))
    assert names(database_url, before, D2018, date(2019, 1, 1)) == [
        ("CPR-administrationen", AREA),
        ("Registret", AREA),
        ("Registret", NEW_AREA),
    ]
    assert entries(database_url)[1:] == [("institution.rename", "cpr"), ("institution.move", "cpr")]
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert [one.reason for one in institution_queries.read_changes(session)] == ["Lov nr. 1", "R"]


def test_the_catalogue_has_what_is_so_on_the_day(database_url: str) -> None:
    imported(database_url)
    changed(database_url, change(name="Registret"))
    with open_reading(database_url, sees=EVERYTHING) as session:
        found = [definitions.read_catalogue(session, day) for day in (date(2017, 12, 31), D2018)]
    assert [known.institutions["cpr"].name for known in found] == ["CPR-administrationen", "Registret"]


def test_a_merger_and_its_end_are_recorded(filled_database_url: str) -> None:
    assert changed(filled_database_url, change(into="eksempel-tilsyn"))
    assert not changed(filled_database_url, change(into="eksempel-tilsyn"))
    assert changed(filled_database_url, change(date(2020, 1, 1), into="cpr"))
    assert entries(filled_database_url)[-2:] == [
        ("institution.merge", "cpr, eksempel-tilsyn"),
        ("institution.split", "cpr"),
    ]


def test_every_problem_is_told_and_nothing_is_written(database_url: str) -> None:
    imported(database_url)
    before = counts(database_url)
    with pytest.raises(InvalidInput) as refused:
        changed(database_url, change(name=" ", into="none", reason=""))
    assert [(p.code, p.place) for p in refused.value.problems] == [
        ("text_empty", "reason"),
        ("text_empty", "name"),
        ("institution_unknown", "into"),
    ]
    assert counts(database_url) == before


@pytest.mark.parametrize("role", Role)
def test_it_takes_the_right_to_say_who_sees_what(database_url: str, role: Role) -> None:
    imported(database_url)
    over_all = Person("a@example.dk", (Grant(role, date(2020, 1, 1)),))
    over_it = Person("b@example.dk", (Grant(role, date(2020, 1, 1), institution="cpr"),))
    for person, may in ((over_all, role is Role.ADMINISTRATOR), (over_it, False)):
        if may:
            assert changed(database_url, change(name="Registret"), person)
            continue
        with pytest.raises(InvalidInput) as refused:
            changed(database_url, change(name="Registret"), person)
        assert [p.code for p in refused.value.problems] == ["not_permitted"]


# --- What a plan's file says ----------------------------------------------------------------------------------------


def test_a_second_plan_under_another_area_is_taken_with_the_day_of_the_change(database_url: str) -> None:
    imported(database_url, source(2017))
    moved = source(2021, (f'ministry_area = "{AREA}"', f'ministry_area = "{NEW_AREA}"'))
    assert imported(database_url, moved, moved) == [True, False]
    assert names(database_url, date(2020, 12, 31), date(2021, 1, 1)) == [
        ("CPR-administrationen", AREA),
        ("CPR-administrationen", NEW_AREA),
    ]
    assert entries(database_url)[1:] == [("institution.move", "cpr"), ("plan.signed", "cpr-2021")]
    with open_writing(database_url, MACHINE) as session:
        assert plan_commands.change_plan(
            session, "cpr-2017", NOW, closed=Closing(on=date(2018, 2, 1), reason="R")
        )
    assert entries(database_url)[-1] == ("plan.closed", "cpr-2017")


def test_an_export_has_the_names_of_the_plan_s_time_and_comes_back_unchanged(database_url: str) -> None:
    imported(database_url)
    before = exported(database_url)
    changed(database_url, change(name="Registret", area=NEW_AREA))
    assert exported(database_url) == before
    assert imported(database_url, source()) == [False]
    changed(database_url, change(date(2017, 1, 1), name="Registret"))
    assert 'name = "Registret"' in exported(database_url)


def test_a_stale_name_is_refused_with_the_command_that_would_change_it(database_url: str) -> None:
    imported(database_url)
    changed(database_url, change(name="Registret"))
    found = refusal(database_url, source(2021))
    assert [(p.code, p.params["recorded"], p.params["given"]) for p in found] == [
        ("institution_named_otherwise", "Registret", "CPR-administrationen")
    ]


def test_one_who_may_sign_but_not_say_who_sees_what_moves_nothing(database_url: str) -> None:
    imported(database_url)
    chief = Person("c@cpr.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"),))
    own = (source().institutions[0].model_copy(update={"name": "Registret"}),)
    year = {"start": D2018, "end": date(2018, 12, 31), "observations": (), "stage": "draft", "signatures": ()}
    plan = source().model_copy(update={"id": "cpr-2018", "institutions": own, **year})
    with pytest.raises(InvalidInput) as refused, open_writing(database_url, chief) as session:
        plan_commands.import_plan(session, plan, NOW)
    assert [p.code for p in refused.value.problems] == ["institution_named_otherwise"]


def test_a_draft_is_corrected_freely(database_url: str) -> None:
    draft = source().model_copy(update={"stage": "draft", "signatures": (), "observations": ()})
    wrong = draft.model_copy(
        update={"institutions": (draft.institutions[0].model_copy(update={"name": "CRP"}),)}
    )
    assert imported(database_url, wrong, draft, draft) == [True, True, False]
    assert names(database_url, date(1990, 1, 1)) == [("CPR-administrationen", AREA)]
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert len(plan_queries.read_versions_of(session, "cpr-2017")) == 1
    assert entries(database_url) == [("plan.draft", "cpr-2017"), ("institution.rename", "cpr")]
