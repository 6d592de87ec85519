"""A database, or a copy of one, without its triggers, policies and functions is told apart from one that has them."""

from __future__ import annotations

from contextlib import ExitStack
from threading import Event, Thread

import pytest
from sqlalchemy import Connection, text

from db import guards
from db.session import open_engine
from db.upgrade import migrate
from scripts.cluster import OWNER, SUPERUSER
from tests.fixtures.databases import as_role

NEUTRAL = (
    "CREATE OR REPLACE FUNCTION maalstreg_keep() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RETURN coalesce(NEW, OLD); END $$"
)
ON_POSTGRESQL = {
    NEUTRAL: ("guard_changed", "function maalstreg_keep()"),
    "DROP TRIGGER keep_decisions_rows ON decisions": ("guard_missing", "trigger keep_decisions_rows"),
    "ALTER TABLE events DISABLE TRIGGER keep_events_rows": ("guard_changed", "trigger keep_events_rows"),
    "DROP POLICY add_grants ON grants": ("guard_missing", "policy add_grants"),
    "ALTER POLICY see_plans ON plans USING (true)": ("guard_changed", "policy see_plans"),
    "CREATE POLICY more ON plans FOR UPDATE USING (true)": ("guard_unknown", "policy more"),
    "ALTER TABLE plans DISABLE ROW LEVEL SECURITY": ("guard_changed", "rules of plans"),
    "ALTER TABLE events NO FORCE ROW LEVEL SECURITY": ("guard_changed", "rules of events"),
    "CREATE RULE none AS ON INSERT TO grants DO INSTEAD NOTHING": ("guard_changed", "rules of grants"),
}
ON_SQLITE = {
    "DROP TRIGGER keep_decisions_update": ("guard_missing", "trigger keep_decisions_update"),
    "CREATE TRIGGER more AFTER INSERT ON plans BEGIN SELECT 1; END": ("guard_unknown", "trigger more"),
}


def problems(url: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in guards.find_guard_problems(url)]


def order(url: str, statement: str) -> None:
    with open_engine(as_role(SUPERUSER, url)).begin() as connection:
        connection.execute(text(statement))


def test_a_database_as_the_migrations_make_it_has_all_its_guards(blank_database_url: str) -> None:
    migrate(blank_database_url)
    assert problems(blank_database_url) == []
    assert problems(blank_database_url) == []
    with open_engine(blank_database_url).connect() as connection:
        assert len(guards.read_guards(connection)) > 30


def test_whatever_is_missing_or_changed_is_named(blank_database_url: str) -> None:
    url = blank_database_url
    migrate(url)
    for statement, told in (ON_SQLITE if url.startswith("sqlite") else ON_POSTGRESQL).items():
        before = problems(url)
        order(url, statement)
        assert told in problems(url), statement
        assert told not in before, statement


@pytest.mark.parametrize("role", ["application", "owner"])
def test_only_who_may_make_a_database_compares(database_url: str, role: str) -> None:
    url = as_role(OWNER, database_url) if role == "owner" else database_url
    assert guards.may_compare(url) is (role == "owner" or url.startswith("sqlite"))


def leave_once_it_is_dropped(connection: Connection, given_up: Event) -> None:
    name = connection.engine.url.database
    dropped = text("SELECT count(*) FROM pg_stat_activity WHERE query = :drop AND state = 'active'")
    while not connection.scalar(dropped, {"drop": f'DROP DATABASE "{name}"'}) and not given_up.is_set():
        connection.rollback()
    connection.close()
    connection.engine.dispose()


@pytest.mark.parametrize("blank_database_url", ["postgresql"], indirect=True)
def test_a_temporary_database_is_dropped_once_the_server_itself_is_done_there(
    blank_database_url: str,
) -> None:
    given_up = Event()
    with ExitStack() as stack:
        scratch = stack.enter_context(guards.open_scratch(blank_database_url))
        there = open_engine(as_role(SUPERUSER, scratch)).connect()
        leaving = Thread(target=leave_once_it_is_dropped, args=(there, given_up))
        leaving.start()
        try:
            stack.close()
        finally:
            given_up.set()
            leaving.join()
