"""Reading from a streaming replica: never behind what was written, and never in need of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select

from db import models as m
from db import session
from db.location import REPLICA_VARIABLE, URL_VARIABLE, find_replica_url
from db.people import rights
from db.scope import EVERYTHING
from db.state import replica
from metrics.access import Grant, Role
from metrics.errors import InvalidInput
from scripts.cluster import APPLICATION, Cluster, run_replica
from scripts.programs import find_postgres
from tests.fixtures.needs import need

PATIENCE = 30


@pytest.fixture(scope="module")
def copied(cluster: Cluster, postgres_template: str) -> Iterator[tuple[str, Cluster, str]]:
    """A database of the primary, its replica, and the address of the database there."""
    name = cluster.create(postgres_template)
    with run_replica(need(find_postgres(), "PostgreSQL 15 or newer"), cluster) as found:
        there = found.url(name, APPLICATION)
        yield cluster.url(name, APPLICATION), found, there
        for engine in (session.open_engine(there), session._open_query_engine(there)):
            engine.dispose()


@pytest.fixture
def url(copied: tuple[str, Cluster, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The database that pages know, whose replica they may read."""
    address, _, there = copied
    monkeypatch.setenv(URL_VARIABLE, address)
    monkeypatch.setenv(REPLICA_VARIABLE, there)
    monkeypatch.setattr(replica, "_away_until", {})
    return address


def grant(url: str) -> None:
    with session.open_writing(url, session.MACHINE) as db:
        rights.grant_role(db, "reader@example.dk", Grant(Role.READER, date(2020, 1, 1)))


def read(url: str) -> tuple[bool, int]:
    """Whether a replica was read, and how many rights stand there."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        return bool(db.scalar(select(func.pg_is_in_recovery()))), db.scalar(
            select(func.count(m.Grant.id))
        ) or 0


def read_caught_up(url: str) -> tuple[bool, int]:
    deadline = time.monotonic() + PATIENCE
    while not (found := read(url))[0]:
        assert time.monotonic() < deadline, "the replica did not catch up"
    return found


def test_the_replica_is_read_once_it_holds_what_was_written(url: str) -> None:
    before = read_caught_up(url)
    grant(url)
    assert read_caught_up(url) == (True, before[1] + 1)


def test_what_was_just_written_is_read_at_the_primary_while_the_replica_lags(
    url: str, copied: tuple[str, Cluster, str]
) -> None:
    _, before = read_caught_up(url)
    _, lagging, _ = copied
    lagging.execute("SELECT pg_wal_replay_pause()")
    try:
        grant(url)
        assert read(url) == (False, before + 1)
    finally:
        lagging.execute("SELECT pg_wal_replay_resume()")
    assert read_caught_up(url) == (True, before + 1)


def test_a_replica_that_does_not_answer_is_left_alone_for_a_while(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = url.replace("?host=", "?host=%2Fgone")
    monkeypatch.setenv(REPLICA_VARIABLE, gone)
    assert not read(url)[0]
    assert replica.is_away(gone)
    monkeypatch.setattr(session, "ask", None)  # neither is asked how far it has come
    assert not read(url)[0]


def test_a_server_that_is_no_replica_is_not_read_as_one(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    grant(url)
    monkeypatch.setenv(REPLICA_VARIABLE, f"{url}&application_name=promoted")
    assert not read(url)[0]


@pytest.mark.parametrize(
    ("primary", "other"),
    [
        ("sqlite:///a.db", "postgresql://h/b"),
        ("postgresql://h/a", "sqlite:///b.db"),
        ("postgresql://h/a", "b"),
    ],
)
def test_only_a_server_of_postgresql_has_one(
    monkeypatch: pytest.MonkeyPatch, primary: str, other: str
) -> None:
    monkeypatch.setenv(URL_VARIABLE, primary)
    monkeypatch.setenv(REPLICA_VARIABLE, other)
    with pytest.raises(InvalidInput) as wrong:
        find_replica_url(primary)
    assert [(one.code, one.place) for one in wrong.value.problems] == [("database_kind", REPLICA_VARIABLE)]


def test_only_the_database_of_the_application_has_a_replica(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_caught_up(url)
    monkeypatch.setenv(URL_VARIABLE, "postgresql://somewhere/else")
    assert not read(url)[0]
