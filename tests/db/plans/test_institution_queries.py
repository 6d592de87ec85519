"""Institutions read from the database: what they were to begin with, their changes, and what permissions hang on."""

from __future__ import annotations

from datetime import date

from alembic import command
from sqlalchemy import event

from db.audit import chain
from db.plans import institution_commands, institution_queries, plan_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from db.upgrade import migrate
from metrics.access import PastArea, Resource
from metrics.plan.institution_history import InstitutionChange, InstitutionTerm
from metrics.plan.model import Closing, Institution
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from tests.db.migrations.test_migrations import alembic
from tests.db.recorded import NOW, imported

AREA = "Social- og Indenrigsministeriet"
D2018, D2019 = date(2018, 1, 1), date(2019, 1, 1)


def test_an_institution_is_read_with_its_changes_in_the_order_recorded(database_url: str) -> None:
    imported(database_url)
    made = [
        InstitutionChange("cpr", D2019, NOW, "R", ministry_area="Two"),
        InstitutionChange("cpr", D2018, NOW, "R", name="New"),
    ]
    with open_writing(database_url, MACHINE) as session:
        for one in made:
            institution_commands.change_institution(session, one)
    with open_reading(database_url, sees=EVERYTHING) as session:
        first, _ = institution_queries.read_institutions(session)
        assert first == {"cpr": Institution(id="cpr", name="CPR-administrationen", ministry_area=AREA)}
        assert institution_queries.read_changes(session) == made
        history = institution_queries.read_histories(session)["cpr"]
        assert [(term.since, term.name, term.ministry_area) for term in history.terms] == [
            (FIRST_DAY, "CPR-administrationen", AREA),
            (D2018, "New", AREA),
            (D2019, "New", "Two"),
        ]
        left = PastArea(AREA, ((FIRST_DAY, date(2017, 12, 31)), (D2018, date(2018, 12, 31))))
        assert institution_queries.read_resources(session, D2018) == [Resource("cpr", AREA)]
        assert institution_queries.read_resources(session, D2019) == [Resource("cpr", "Two", (left,))]


def test_a_successor_is_read_by_its_key(filled_database_url: str) -> None:
    with open_writing(filled_database_url, MACHINE) as session:
        merged = InstitutionChange("cpr", D2018, NOW, "R", successor="eksempel-tilsyn")
        institution_commands.change_institution(session, merged)
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        assert institution_queries.read_changes(session) == [merged]
        found = {one.institution: one for one in institution_queries.read_resources(session, D2019)}
    assert found["cpr"].successors == ("eksempel-tilsyn",)
    assert found["cpr"].area == found["eksempel-tilsyn"].area


def test_a_database_from_before_the_changes_has_one_term_for_each_and_its_plans_close(
    blank_database_url: str,
) -> None:
    migrate(blank_database_url)
    imported(blank_database_url)
    with alembic(blank_database_url) as config:
        command.downgrade(config, "0015")
    migrate(blank_database_url)
    with open_reading(blank_database_url, sees=EVERYTHING) as session:
        histories = institution_queries.read_histories(session)
        assert {key: history.terms for key, history in histories.items()} == {
            "cpr": (InstitutionTerm(FIRST_DAY, LAST_DAY, "CPR-administrationen", AREA),)
        }
        assert chain.find_chain_problems(session) == []
    with open_writing(blank_database_url, MACHINE) as session:
        assert plan_commands.change_plan(
            session, "cpr-2017", NOW, closed=Closing(on=date(2018, 2, 1), reason="R")
        )
        renamed = InstitutionChange("cpr", D2018, NOW, "R", name="New")
        assert institution_commands.change_institution(session, renamed)
    with open_reading(blank_database_url, sees=EVERYTHING) as session:
        assert chain.find_chain_problems(session) == []


def test_a_session_reads_histories_once_and_again_after_it_has_changed_one(database_url: str) -> None:
    imported(database_url)
    asked: list[str] = []
    with open_writing(database_url, MACHINE) as session:
        event.listen(session.get_bind(), "before_cursor_execute", lambda *given: asked.append(given[2]))
        first = institution_queries.read_histories(session)
        asked.clear()
        assert institution_queries.read_histories(session) == first
        assert asked == []
        changed = InstitutionChange("cpr", D2018, NOW, "R", name="New")
        institution_commands.record_changes(session, [changed])
        assert institution_queries.read_histories(session)["cpr"].on(D2018).name == "New"
