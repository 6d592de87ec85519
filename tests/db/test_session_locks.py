"""What whoever has the application's password can do to the servers: they are not locked out, and copies are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from db import backup, session
from db.people import rights
from db.scope import EVERYTHING
from db.session import MACHINE, WRITE_LOCK, open_engine, open_reading, open_writing
from scripts.cluster import APPLICATION, OWNER, SUPERUSER, Cluster
from tests.fixtures.databases import as_role


@pytest.fixture
def url(cluster: Cluster, postgres_template: str) -> Iterator[str]:
    """A database with all tables, at the application's address; its role is put right in the end."""
    name = cluster.create(postgres_template)
    yield cluster.url(name, APPLICATION)
    for role in (APPLICATION, OWNER, SUPERUSER):
        open_engine(cluster.url(name, role)).dispose()
    cluster.execute(f"ALTER ROLE {APPLICATION} RESET ALL")
    cluster.drop(name)


def order(url: str, statement: str) -> None:
    with open_engine(url).begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("made", ["lo_creat(-1)", "lo_create(0)", r"lo_from_bytea(0, '\x41')"])
def test_the_application_makes_no_large_object(url: str, made: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied for function"):
        order(url, f"SELECT {made}")


def test_a_large_object_that_is_there_stops_no_copy(url: str, tmp_path: Path) -> None:
    order(as_role(SUPERUSER, url), r"SELECT lo_from_bytea(0, '\x41')")
    backup.make_backup(as_role(OWNER, url), tmp_path / "copy", MACHINE)
    assert (tmp_path / "copy").is_file()


@pytest.mark.parametrize(
    "setting",
    [
        "default_transaction_read_only = on",
        "default_transaction_isolation = 'serializable'",
        "statement_timeout = 1",
        "lock_timeout = 1",
        "search_path = pg_temp",
        "row_security = off",
    ],
)
def test_what_the_role_begins_with_stops_no_server(url: str, setting: str) -> None:
    order(url, f"ALTER ROLE {APPLICATION} SET {setting}")
    for engine in (open_engine(url), session._open_query_engine(url)):
        engine.dispose()
    with open_writing(url, MACHINE) as db:
        name, wanted = setting.split(" = ")
        assert db.scalar(text(f"SHOW {name}")) != wanted.strip("'")
        db.execute(text("SELECT pg_sleep(0.05)"))
    assert session.ask(url, lambda found: found.scalar(text("SELECT count(*) FROM plans"))) == 0


def test_the_options_of_an_address_count_still(url: str) -> None:
    own = f"{url}&options=-c%20statement_timeout%3D77s"
    with open_engine(own).connect() as connection:
        assert connection.scalar(text("SHOW statement_timeout")) == "77s"
    open_engine(own).dispose()


def test_whoever_holds_the_lock_of_writers_keeps_nobody_waiting_for_ever(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "WAIT", "200ms")
    with open_engine(url).connect() as held:
        held.execute(text("SELECT pg_advisory_lock(:key)"), {"key": WRITE_LOCK})
        with pytest.raises(OperationalError, match="lock timeout"), open_writing(url, MACHINE):
            pass
        with open_reading(url, sees=EVERYTHING) as db:
            assert rights.read_grants(db) == []
        held.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": WRITE_LOCK})
    with open_writing(url, MACHINE) as db:
        assert db.scalar(text("SHOW lock_timeout")) == "0"
