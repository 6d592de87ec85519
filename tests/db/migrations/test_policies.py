"""PostgreSQL itself keeps institutions apart: plain SQL as the application's role, whatever the code may forget."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from db import area_thresholds
from db.audit.table_kinds import WORKING
from db.models import Base, Erasure, Plan, PlanSignature, SentReminder
from db.people import calendar_keys, rights
from db.plans import definitions, indicator_commands, institution_commands, plan_commands, scenarios
from db.results import series_breaks
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.state import kept_areas
from metrics.access import Grant, Person, Role
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.institution_history import InstitutionChange
from metrics.plan.model import Closing
from metrics.whatif.scenario import ScenarioBasis, ScenarioDraft
from scripts.cluster import APPLICATION, OWNER, SUPERUSER, Cluster
from tests.db.migrations.policy_rows import ADDING, OF_REPORTS_AND_DRAFTS, OWNER_OF
from tests.fixtures.databases import as_role

TABLES = sorted(Base.metadata.tables)
OPEN = {"alembic_version": "which version the tables have; nothing of anybody's, and only read"}
OF_EVERYTHING = {"grants", "audit_entries", "calendar_keys", "sent_reminders", "erasures", "kept_areas"}
OWN, OTHER = "eksempel-ankenaevn", "cpr"


@pytest.fixture(scope="module")
def loaded(cluster: Cluster, postgres_filled: str) -> Iterator[str]:
    """The name of a database with the sources, the example and a grant: rows in every table."""
    name = cluster.create(postgres_filled)
    url = cluster.url(name, APPLICATION)
    with open_writing(url, MACHINE) as session:
        rights.grant_role(session, "chief@example.dk", Grant(Role.CHIEF, date(2020, 1, 1), institution=OWN))
        area = definitions.read_catalogue(session).institutions[OWN].ministry_area
        area_thresholds.set_threshold(session, area, "likely", Decimal(70), "x")
        calendar_keys.create_key(session, "chief@example.dk")
        for owner, plan in ((OWN, f"{OWN}-2026"), (OTHER, "cpr-2017")):
            series_breaks.record_break(session, (owner, "sygefravaer"), date(2017, 1, 1), "x")
            named = IndicatorChange(owner, "sygefravaer", date(2027, 1, 1), datetime.now(UTC), "x", name="x")
            indicator_commands.change_indicator(session, named)
            renamed = InstitutionChange(owner, date(2027, 1, 1), datetime.now(UTC), "x", name="x")
            institution_commands.change_institution(session, renamed)
            draft = ScenarioDraft("x", {"set": "1.1-met"})
            scenarios.save_scenario(session, plan, draft, ScenarioBasis(1, date(2026, 11, 1), {}))
            of_it = session.scalars(select(Plan.id).where(Plan.key == plan)).one()
            who = {"party": "department", "role": "head", "organisation": "x", "person": MACHINE.key}
            at = {"on": date(2026, 11, 1), "recorded_at": datetime.now(UTC)}
            session.add(PlanSignature(plan_id=of_it, number=1, **who, **at))
            for table in OF_REPORTS_AND_DRAFTS:
                session.execute(text(f"INSERT INTO {table} {ADDING[table]}"), {"key": owner})
        plan_commands.change_plan(session, "cpr-2017", closed=Closing(on=date(2018, 2, 1), reason="x"))
        on, now = date(2017, 4, 14), datetime.now(UTC)
        session.add(SentReminder(person="x@example.dk", deadline="x", due=on, step=7, sent_at=now))
        kept_areas.replace_kept(session, f"1 {'0' * 64}", {"x": "{}"})
    with open_writing(cluster.url(name), MACHINE) as session:
        session.add(Erasure(entry=1, name="plans", before="a", after="b"))
    for address in (url, cluster.url(name)):
        open_engine(address).dispose()
    yield name
    cluster.drop(name)


@pytest.fixture
def url(cluster: Cluster, loaded: str) -> Iterator[str]:
    """A copy of it, at the application's address."""
    cluster.disconnect(loaded)
    name = cluster.create(loaded)
    yield cluster.url(name, APPLICATION)
    cluster.drop(name)


@pytest.fixture
def application(cluster: Cluster, loaded: str) -> Iterator[Connection]:
    """A connection of the application's role that has declared nothing, undone in the end."""
    with open_engine(cluster.url(loaded, APPLICATION)).connect() as connection:
        yield connection


def declare(connection: Connection, name: str, value: object) -> None:
    connection.execute(
        text("SELECT set_config(:name, :value, true)"),
        {"name": f"maalstreg.{name}", "value": json.dumps(value)},
    )


def ids(connection: Connection, table: str) -> set[int]:
    return set(connection.scalars(text(f"SELECT id FROM {table}")))  # noqa: S608 - names of our own


def owned(cluster: Cluster, name: str, table: str, key: str) -> set[int]:
    """The rows of an institution, as somebody finds them whom no policy holds."""
    query = text(f"SELECT t.id FROM {table} t {OWNER_OF[table]} WHERE i.key = :key")  # noqa: S608
    with open_engine(cluster.url(name, SUPERUSER)).connect() as connection:
        return set(connection.scalars(query, {"key": key}))


# --- Every table ----------------------------------------------------------------------------------------------------


def test_every_table_is_held_by_policies_or_stands_in_the_list(application: Connection) -> None:
    """A new table without policies fails here: `db.migrations.policies.protect` gives them."""
    tables = text(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
        " WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = 'public'::regnamespace"
    )
    held = {name for name, on, forced in application.execute(tables) if on and forced}
    there = {row.relname for row in application.execute(tables)}
    assert there - held == set(OPEN)
    assert held == set(TABLES)
    policies = text("SELECT tablename, cmd FROM pg_policies ORDER BY tablename, cmd DESC")
    assert [tuple(row) for row in application.execute(policies)] == [
        (table, what) for table in TABLES for what in ("SELECT", "INSERT", *_removed(table))
    ]


def test_the_application_may_read_and_add_and_nothing_else(application: Connection) -> None:
    query = text(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee IN (current_user, 'PUBLIC') AND table_schema = 'public' ORDER BY 1, 2"
    )
    given = [(table, what) for table in TABLES for what in ("INSERT", "SELECT", *_removed(table))]
    assert [tuple(row) for row in application.execute(query)] == sorted([*given, (*OPEN, "SELECT")])
    role = text(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = :role"
    )
    assert tuple(application.execute(role, {"role": APPLICATION}).one()) == (False,) * 4


def _deletions(table: str) -> tuple[str, ...]:
    """Statements that need the right to delete rows, which nobody has on the audited tables."""
    return f"DELETE FROM {table}", f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"  # noqa: S608


def _removed(table: str) -> tuple[str, ...]:
    return ("DELETE",) if table in WORKING else ()


# --- Reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_nothing_declared_is_nothing_seen_though_there_is_something(
    application: Connection, cluster: Cluster, loaded: str, table: str
) -> None:
    with open_engine(cluster.url(loaded, SUPERUSER)).connect() as anybody:
        assert ids(anybody, table)
    assert ids(application, table) == set()


@pytest.mark.parametrize("table", TABLES)
def test_the_owner_of_the_tables_is_held_too(cluster: Cluster, loaded: str, table: str) -> None:
    with open_engine(cluster.url(loaded, OWNER)).connect() as owner:
        assert ids(owner, table) == set()


@pytest.mark.parametrize("table", TABLES)
def test_one_institution_sees_its_own_rows_and_no_other(
    application: Connection, cluster: Cluster, loaded: str, table: str
) -> None:
    for action in ("see", "prepare", "draft", "meet", "decide"):
        declare(application, action, [OWN])
    seen = set() if table in OF_EVERYTHING else owned(cluster, loaded, table, OWN)
    assert ids(application, table) == seen
    assert seen or table in OF_EVERYTHING


@pytest.mark.parametrize("table", TABLES)
def test_everything_is_seen_where_everything_was_declared(
    application: Connection, cluster: Cluster, loaded: str, table: str
) -> None:
    for action in ("see", "prepare", "draft", "meet"):
        declare(application, action, True)
    with open_engine(cluster.url(loaded, SUPERUSER)).connect() as anybody:
        assert ids(application, table) == ids(anybody, table)


@pytest.mark.parametrize(
    "name", ["*", "true", "", f'{OWN}","{OTHER}', f"{OWN},{OTHER}", "null", '"]', "everything"]
)
def test_no_name_of_an_institution_is_mistaken_for_more(cluster: Cluster, loaded: str, name: str) -> None:
    with open_reading(cluster.url(loaded, APPLICATION), sees={name}) as session:
        assert ids(session.connection(), "institutions") == set()


def test_a_reading_sees_what_it_was_opened_for_also_after_a_commit(cluster: Cluster, loaded: str) -> None:
    with open_reading(cluster.url(loaded, APPLICATION), sees={OWN}) as session:
        for _ in range(2):
            assert ids(session.connection(), "plans") == owned(cluster, loaded, "plans", OWN)
            session.commit()
        with session.begin_nested():
            assert ids(session.connection(), "plans") == owned(cluster, loaded, "plans", OWN)


def test_what_one_transaction_declared_is_gone_in_the_next_on_the_same_connection(
    cluster: Cluster, loaded: str
) -> None:
    address = cluster.url(loaded, APPLICATION)
    open_engine(address).dispose()
    backend = text("SELECT pg_backend_pid()")
    for ending in ("commit", "rollback"):
        with open_reading(address, sees=EVERYTHING) as session:
            first = session.scalar(backend)
            assert ids(session.connection(), "plans")
            getattr(session, ending)()
        with open_engine(address).connect() as connection:
            assert connection.scalar(backend) == first
            assert ids(connection, "plans") == set()
    with open_writing(address, MACHINE) as session:
        first = session.scalar(backend)
    with open_engine(address).connect() as connection:
        assert connection.scalar(backend) == first
        refused(connection, f"INSERT INTO events {ADDING['events']}", key=OWN)


# --- Writing --------------------------------------------------------------------------------------------------------


def refused(connection: Connection, statement: str, **parameters: str) -> None:
    with pytest.raises(ProgrammingError, match=r"row-level security|permission denied|must be owner"):
        connection.execute(text(statement), parameters)
    connection.rollback()


def chief(institution: str | None) -> Person:
    """Somebody who may do to an institution, or to all, whatever anybody may."""
    every = tuple(Grant(role, date.min, institution=institution) for role in Role)
    return Person("x@example.dk", every, acts_for_both=True)


# A threshold is its area's, and a change of an institution takes the right to say who sees what:
# tests/pages/test_on_postgresql.py asks who may.
@pytest.mark.parametrize("table", sorted({*ADDING} - {"thresholds", "institution_changes"}))
def test_a_row_is_taken_for_ones_own_institution_and_for_no_other(url: str, table: str) -> None:
    statement = text(f"INSERT INTO {table} {ADDING[table]}")
    for key in (OTHER, OWN):
        with open_writing(url, MACHINE) as session:
            undo = session.begin_nested()
            session.execute(statement, {"key": key})
            undo.rollback()
    with open_writing(url, chief(OWN)) as session:
        session.execute(statement, {"key": OWN})
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        open_writing(url, chief(OWN)) as session,
    ):
        session.execute(statement, {"key": OTHER})
    with open_reading(url, sees=EVERYTHING) as session:
        refused(session.connection(), f"INSERT INTO {table} {ADDING[table]}", key=OWN)


def test_an_institution_or_a_right_is_added_by_those_who_may_for_all(url: str) -> None:
    institution = (
        "INSERT INTO institutions (key, name, ministry_area, fictional) VALUES ('new', 'x', 'x', false)"
    )
    right = (
        "INSERT INTO grants (person, role, start, recorded_at) VALUES ('y@example.dk', 'chief', now(), now())"
    )
    for statement in (institution, right):
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            open_writing(url, chief(OWN)) as session,
        ):
            session.execute(text(statement))
        with open_writing(url, chief(None)) as session:
            session.execute(text(statement))


def test_a_reminder_noted_is_taken_out_by_those_who_may_for_all_and_by_nobody_else(url: str) -> None:
    delete = text("DELETE FROM sent_reminders")
    with open_writing(url, chief(OWN)) as session:
        session.execute(delete)
    with open_reading(url, sees=EVERYTHING) as session:
        assert ids(session.connection(), "sent_reminders")
    with open_writing(url, MACHINE) as session:
        session.execute(delete)
    with open_reading(url, sees=EVERYTHING) as session:
        assert not ids(session.connection(), "sent_reminders")


def test_an_entry_of_the_record_is_taken_in_ones_own_name_only(url: str) -> None:
    entry = text(
        "INSERT INTO audit_entries (at, actor, action, subject, rows, previous, seal)"
        " VALUES (now(), :actor, 'x', 'x', '{}', '', 'x' || gen_random_uuid())"
    )
    for by, actor in ((chief(OWN), "another"), (chief(OWN), ""), (MACHINE, "x@example.dk")):
        with pytest.raises(ProgrammingError, match="row-level security"), open_writing(url, by) as session:
            session.execute(entry, {"actor": actor})
    for by in (Person("nobody@example.dk"), MACHINE):
        with open_writing(url, by) as session:
            session.execute(entry, {"actor": by.key})
    with (
        open_reading(url, sees=EVERYTHING) as session,
        pytest.raises(ProgrammingError, match="row-level security"),
    ):
        session.execute(entry, {"actor": ""})


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_changed_removed_or_unlocked(application: Connection, table: str) -> None:
    for statement in (
        f"UPDATE {table} SET id = id",  # noqa: S608
        *(() if table in WORKING else _deletions(table)),
        f"TRUNCATE {table} CASCADE",
        f"DROP TABLE {table} CASCADE",
        f"ALTER TABLE {table} ADD COLUMN more text",
        f"ALTER TABLE {table} OWNER TO {APPLICATION}",
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"DROP POLICY see_{table} ON {table}",
        f"ALTER POLICY see_{table} ON {table} USING (true)",
        f"CREATE POLICY mine ON {table} USING (true)",
        f"CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION maalstreg_keep()",
        f"GRANT UPDATE ON {table} TO PUBLIC",
    ):
        declare(application, "see", True)
        if statement.startswith("GRANT"):  # refused with a warning, not an error
            application.execute(text(statement))
            assert not application.scalar(text(f"SELECT has_table_privilege('{table}', 'UPDATE')"))
            application.rollback()
        else:
            refused(application, statement)


@pytest.mark.parametrize(
    "statement",
    [
        f"SET ROLE {OWNER}",
        f"SET ROLE {SUPERUSER}",
        f"SET SESSION AUTHORIZATION {OWNER}",
        "SET session_replication_role = replica",
        f"ALTER ROLE {APPLICATION} BYPASSRLS",
        f"ALTER ROLE {APPLICATION} SET maalstreg.see = 'true'",
        f"ALTER ROLE {APPLICATION} SUPERUSER",
        f"GRANT {OWNER} TO {APPLICATION}",
        "CREATE ROLE mine",
        "CREATE TABLE mine (id int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE OR REPLACE FUNCTION maalstreg_keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DROP FUNCTION maalstreg_next_version() CASCADE",
        "UPDATE alembic_version SET version_num = 'x'",
        "SELECT setval(pg_get_serial_sequence('audit_entries', 'id'), 1)",
        "COPY plans TO '/tmp/plans'",
        "COPY plans TO PROGRAM 'cat'",
        "CREATE EXTENSION hstore",
        "DROP SCHEMA public CASCADE",
    ],
)
def test_the_application_becomes_nobody_else_and_makes_nothing(
    application: Connection, statement: str
) -> None:
    with pytest.raises(DBAPIError, match=r"permission denied|must (be|have)|not available|could not open"):
        application.execute(text(statement))


@pytest.mark.parametrize("table", TABLES)
def test_policies_are_not_turned_off_by_asking(application: Connection, table: str) -> None:
    application.execute(text("SET LOCAL row_security = off"))
    refused(application, f"SELECT * FROM {table}")  # noqa: S608


def test_no_temporary_table_stands_in_for_the_one_a_trigger_asks(url: str) -> None:
    """Else a changed plan would be taken, and a part of a settlement of a plan that is not closed."""
    shadow = text(
        "CREATE TEMPORARY TABLE plan_versions AS SELECT id AS plan_id, 1 AS number, 'closed' AS stage"
        " FROM plans WHERE key = 'cpr-2021'"
    )
    version = text(
        "INSERT INTO public.plan_versions (plan_id, number, stage, document, recorded_at, entered_at)"
        " VALUES (:plan, 2, 'signed', '{}', now(), now())"
    )
    part = text(f"INSERT INTO settled_parts {ADDING['settled_parts']}")
    with open_writing(url, MACHINE) as session:
        plan = session.scalars(select(Plan.id).where(Plan.key == "cpr-2021")).one()
        session.execute(shadow)
        with pytest.raises(DBAPIError, match="signed plan"), session.begin_nested():
            session.execute(version, {"plan": plan})
        with pytest.raises(DBAPIError, match="settled by its newest version"), session.begin_nested():
            session.execute(part, {"key": OTHER})


def test_the_addresses_of_the_three_roles_are_those_of_one_database(url: str) -> None:
    names = []
    for role in (SUPERUSER, OWNER, APPLICATION):
        with open_engine(as_role(role, url)).connect() as connection:
            names.append(tuple(connection.execute(text("SELECT current_database(), current_user")).one()))
    assert len({database for database, _ in names}) == 1
    assert [user for _, user in names] == [SUPERUSER, OWNER, APPLICATION]
