"""What is typed in the editor on both databases: kept as it is left, for those who draft, and never lost unseen."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from db.plans import plan_commands, plan_queries
from db.scope import EVERYTHING, NOTHING, Scope
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.state import newest_rows
from db.typed import typed_fields
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput, Problem
from metrics.plan.drafting.typed_text import TypedChange, TypedField
from metrics.plan.terms import Stage
from tests.db.recorded import imported
from tests.fixtures.databases import DatabaseOf

PLAN, FORM = "cpr-2022", "goal 1.1"
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def hold(role: Role, name: str, institution: str = "cpr") -> Person:
    return Person(f"{name}@example.dk", (Grant(role, date(2016, 1, 1), None, institution),))


ANNA, BO = hold(Role.CHIEF, "anna"), hold(Role.CONTROLLER, "bo")
REPORTER, STRANGER = hold(Role.REPORTER, "reporter"), hold(Role.CHIEF, "stranger", "other")


def write_first(url: str) -> None:
    imported(url, now=NOW)
    with open_writing(url, MACHINE) as session:
        signed = plan_queries.read_plan_file(session, "cpr-2017")
        changes = {"id": PLAN, "stage": Stage.DRAFT, "signatures": (), "observations": ()}
        plan_commands.import_plan(session, signed.model_copy(update=changes))


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(write_first)


def save(
    url: str, by: Person, text: str, base: str = "Titel", read: int = 0, plan: str | None = PLAN
) -> None:
    with open_writing(url, by) as session:
        typed_fields.save_typed(session, plan, FORM, [TypedChange("title", text, base, read)], NOW)


def look(url: str, by: Person, plan: str | None = PLAN, drafts: Scope = NOTHING) -> TypedField | None:
    with open_reading(url, sees=EVERYTHING, drafts=drafts or {"cpr"}, own=by.key) as session:
        return typed_fields.read_typed(session, plan, by).get(FORM, {}).get("title")


def refused(url: str, by: Person, text: str, read: int = 0, plan: str | None = PLAN) -> list[Problem]:
    with pytest.raises(InvalidInput) as wrong:
        save(url, by, text, read=read, plan=plan)
    return list(wrong.value.problems)


def test_what_is_typed_is_kept_as_it_is_left_and_is_no_part_of_the_data(url: str) -> None:
    with open_engine(url).connect() as connection:
        before = newest_rows.read_data_version(connection)
    save(url, ANNA, "halvt skrev")
    assert look(url, BO) == TypedField("title", "halvt skrev", "Titel", ANNA.key, NOW, 1)
    with open_engine(url).connect() as connection:
        assert newest_rows.read_data_version(connection) == before


def test_of_two_people_the_second_is_told_whose_text_stands_there(url: str) -> None:
    save(url, ANNA, "Annas")
    (problem,) = refused(url, BO, "Bos")
    assert problem.code == "field_changed_since"
    assert problem.params == {"by": ANNA.key, "text": "Annas", "version": 1}
    save(url, BO, "Bos", read=1)
    (problem,) = refused(url, ANNA, "Annas igen", read=1)
    assert problem.params["by"] == BO.key


def test_what_is_typed_back_to_what_the_plan_says_is_let_go(url: str) -> None:
    save(url, ANNA, "Andet")
    save(url, ANNA, "Titel", read=1)
    assert look(url, ANNA) is None


def test_only_those_who_draft_the_plan_read_or_write_it(url: str) -> None:
    save(url, ANNA, "Annas")
    assert look(url, REPORTER) is None
    assert look(url, STRANGER) is None
    for somebody in (REPORTER, STRANGER):
        assert [p.code for p in refused(url, somebody, "x")] == ["not_permitted"]
    assert [p.code for p in refused(url, ANNA, "x", plan="cpr-2017")] == ["plan_is_signed"]


def test_what_is_typed_of_a_plan_still_to_be_made_is_its_person_s_alone(url: str) -> None:
    for somebody in (ANNA, STRANGER):
        save(url, somebody, somebody.key, plan=None)
        found = look(url, somebody, plan=None)
        assert found
        assert found.text == somebody.key
    assert [p.code for p in refused(url, REPORTER, "x", plan=None)] == ["not_permitted"]
    with open_writing(url, ANNA) as session:
        typed_fields.forget_typed(session, None, FORM)
    assert look(url, ANNA, plan=None) is None
    assert look(url, STRANGER, plan=None) is not None


@pytest.mark.parametrize("typed", ["x" * 20_001, "\x00"])
def test_what_cannot_be_kept_is_refused(url: str, typed: str) -> None:
    assert [p.code for p in refused(url, ANNA, typed)] in (["text_too_long"], ["not_understood"])


@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
def test_nobody_else_sees_what_is_typed_by_sql_either(url: str) -> None:
    save(url, ANNA, "Annas")
    save(url, ANNA, "Annas nye plan", plan=None)
    count = text("SELECT count(*) FROM typed_fields")
    for drafts, own, seen in (
        (NOTHING, BO.key, 0),
        (frozenset({"other"}), STRANGER.key, 0),
        (frozenset({"cpr"}), BO.key, 1),
        (frozenset({"cpr"}), ANNA.key, 2),
        (EVERYTHING, "", 2),
    ):
        with open_reading(url, sees=EVERYTHING, drafts=drafts, own=own) as session:
            assert session.scalar(count) == seen, (drafts, own)
    with open_writing(url, STRANGER) as session:
        session.execute(text("DELETE FROM typed_fields"))
    assert look(url, ANNA) is not None
