"""Databases lent one after the other: each borrower finds what the first found."""

from __future__ import annotations

import psycopg
import pytest

from db.models import Base
from scripts.cluster import APPLICATION, Cluster
from scripts.loans import Loans

EVERYTHING = (
    *(f"SELECT * FROM {table} ORDER BY id" for table in Base.metadata.tables),  # noqa: S608
    "SELECT * FROM alembic_version",
    "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2",
    "SELECT relname, relkind, relowner, relacl::text, relrowsecurity, relforcerowsecurity FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
    "SELECT attrelid::regclass, attname, atttypid, attnotnull, attacl::text FROM pg_attribute"
    " WHERE attrelid::regclass::text IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public')"
    " AND NOT attisdropped ORDER BY 1, 2",
    "SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger ORDER BY tgrelid::regclass::text, 2",
    "SELECT * FROM pg_policies ORDER BY tablename, policyname",
    "SELECT proname, prosrc, proacl::text FROM pg_proc ORDER BY proname, prosrc, proacl::text",
    "SELECT nspname, nspacl::text FROM pg_namespace WHERE nspname IN ('public', 'pg_catalog') ORDER BY 1",
    "SELECT defaclobjtype, defaclacl::text FROM pg_default_acl",
    "SELECT oid FROM pg_largeobject_metadata",
    "SELECT setrole, setconfig FROM pg_db_role_setting WHERE setdatabase ="
    " (SELECT oid FROM pg_database WHERE datname = current_database())",
    "SELECT datacl::text, datdba, datconnlimit FROM pg_database WHERE datname = current_database()",
)
UNGUARDED = "SET session_replication_role = replica"


@pytest.fixture(scope="module")
def loans(cluster: Cluster, postgres_filled: str) -> Loans:
    return Loans(cluster, lambda: cluster.create(postgres_filled))


def look(cluster: Cluster, name: str) -> list[object]:
    with cluster.connect(name) as connection:
        return [connection.execute(query.encode()).fetchall() for query in EVERYTHING]


def find_number(cluster: Cluster, name: str) -> object:
    """The number PostgreSQL gave a database when it was created; it keeps it under another name."""
    with cluster.connect(name) as connection:
        return connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()


def change(cluster: Cluster, name: str, *statements: str) -> None:
    with cluster.connect(name) as connection:
        for statement in statements:
            connection.execute(statement.format(name=name, role=APPLICATION).encode())


@pytest.mark.parametrize(
    "statements",
    [
        (
            UNGUARDED,
            'INSERT INTO institutions SELECT (jsonb_populate_record(i, \'{{"id": 9999, "key": "x"}}\')).*'
            " FROM institutions i LIMIT 1",
        ),
        ("SELECT nextval('institutions_id_seq')",),
        ("SELECT 1",),
    ],
    ids=["a row", "a number", "nothing"],
)
def test_what_is_only_added_is_taken_out_again(
    cluster: Cluster, loans: Loans, statements: tuple[str, ...]
) -> None:
    first = loans.borrow()
    before, number = look(cluster, first), find_number(cluster, first)
    change(cluster, first, *statements)
    assert (look(cluster, first) == before) is (statements == ("SELECT 1",))
    loans.give_back(first)
    second = loans.borrow()
    assert second != first
    assert look(cluster, second) == before
    assert find_number(cluster, second) == number
    loans.give_back(second)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE institutions SET key = key || 'x' WHERE id = 1",
        "UPDATE institutions SET id = id + 1000 WHERE id = 1",
        "DELETE FROM institutions WHERE id = 1",
        "TRUNCATE institutions CASCADE",
        "UPDATE alembic_version SET version_num = 'x'",
        "DELETE FROM alembic_version",
        "DROP TRIGGER keep_plans_rows ON plans",
        "ALTER TABLE plans DISABLE TRIGGER keep_plans_rows",
        "DROP POLICY see_plans ON plans",
        "ALTER POLICY see_plans ON plans USING (true)",
        "CREATE POLICY another ON plans USING (true)",
        "ALTER TABLE plans NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE plans OWNER TO {role}",
        "GRANT UPDATE ON plans TO {role}",
        "REVOKE SELECT ON plans FROM {role}",
        "ALTER TABLE plans ADD COLUMN x integer",
        "ALTER TABLE plans DROP COLUMN key CASCADE",
        "DROP TABLE grants CASCADE",
        "CREATE TABLE x (id integer)",
        "CREATE FUNCTION x() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "GRANT EXECUTE ON FUNCTION lo_create(oid) TO {role}",
        "SELECT lo_create(0)",
        "ALTER DEFAULT PRIVILEGES GRANT UPDATE ON TABLES TO {role}",
        "GRANT CREATE ON SCHEMA public TO {role}",
        "ALTER DATABASE {name} SET statement_timeout = '1h'",
        "ALTER ROLE {role} IN DATABASE {name} SET statement_timeout = '1h'",
        "ALTER DATABASE {name} OWNER TO {role}",
        "REVOKE CONNECT ON DATABASE {name} FROM PUBLIC",
    ],
)
def test_whatever_was_changed_is_not_what_the_next_borrower_finds(
    cluster: Cluster, loans: Loans, statement: str
) -> None:
    first = loans.borrow()
    before = look(cluster, first)
    change(cluster, first, UNGUARDED, statement)
    loans.give_back(first)
    second = loans.borrow()
    assert look(cluster, second) == before
    loans.give_back(second)


def test_who_is_still_connected_is_so_no_more_and_what_they_had_begun_is_undone(
    cluster: Cluster, loans: Loans
) -> None:
    name = loans.borrow()
    before = look(cluster, name)
    late = cluster.connect(name)
    late.execute("BEGIN")
    late.execute("LOCK TABLE institutions")
    late.execute("SELECT nextval('institutions_id_seq')")
    loans.give_back(name)
    with pytest.raises(psycopg.OperationalError):
        late.execute("COMMIT")
    again = loans.borrow()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        cluster.connect(name)
    assert look(cluster, again) == before
    loans.give_back(again)


def test_two_borrowers_at_once_have_a_database_each(cluster: Cluster, loans: Loans) -> None:
    first, second = loans.borrow(), loans.borrow()
    assert find_number(cluster, first) != find_number(cluster, second)
    assert look(cluster, first) == look(cluster, second)
    for name in (first, second):
        loans.give_back(name)
