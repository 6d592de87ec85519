"""Sessions see one moment, writers wait for each other, and single queries survive a lost connection."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from db import session
from db.people import rights
from db.scope import EVERYTHING
from db.state import newest_rows
from db.upgrade import migrate
from metrics.access import Grant, Person, Role
from scripts.cluster import APPLICATION, Cluster


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'app.db'}"
    migrate(address)
    return address


def test_a_question_is_answered_also_where_its_connection_has_gone(
    cluster: Cluster, postgres_template: str
) -> None:
    name = cluster.create(postgres_template)
    url = cluster.url(name, APPLICATION)
    before = session.ask(url, newest_rows.read_data_version)
    cluster.disconnect(name)
    assert session.ask(url, newest_rows.read_data_version) == before
    cluster.drop(name)
    with pytest.raises(OperationalError):
        session.ask(url, newest_rows.read_data_version)


def test_a_transaction_begins_also_where_its_connection_has_gone(
    cluster: Cluster, postgres_template: str
) -> None:
    name = cluster.create(postgres_template)
    url = cluster.url(name, APPLICATION)
    for _ in range(2):
        with session.open_reading(url, sees=EVERYTHING) as db:
            assert db.scalar(text("SELECT count(*) FROM grants")) == 0
        cluster.disconnect(name)
    with session.open_writing(url, session.MACHINE):
        pass
    cluster.disconnect(name)
    with session.open_writing(url, session.MACHINE) as db:
        rights.grant_role(db, "reader@example.dk", Grant(Role.READER, date(2020, 1, 1)))
    with session.open_reading(url, sees=EVERYTHING) as db:
        assert db.scalar(text("SELECT count(*) FROM grants")) == 1
    cluster.drop(name)
    with pytest.raises(OperationalError), session.open_reading(url, sees=EVERYTHING):
        pass


def test_what_a_transaction_asks_is_not_asked_again_where_its_connection_goes_meanwhile(
    cluster: Cluster, postgres_template: str
) -> None:
    name = cluster.create(postgres_template)
    url = cluster.url(name, APPLICATION)

    def lose() -> None:
        with session.open_reading(url, sees=EVERYTHING) as db:
            db.scalar(text("SELECT count(*) FROM grants"))
            cluster.disconnect(name)
            db.scalar(text("SELECT count(*) FROM grants"))

    with pytest.raises(OperationalError):
        lose()


def test_a_transaction_that_reads_and_one_that_writes_are_isolated_as_each_must_be(
    cluster: Cluster, postgres_template: str
) -> None:
    """They take turns on the same connections."""
    url = cluster.url(cluster.create(postgres_template), APPLICATION)
    asked = text("SHOW transaction_isolation")
    found = []
    for _ in range(2):
        with session.open_reading(url, sees=EVERYTHING) as db:
            found.append((db.scalar(asked), session.open_engine(url).pool.checkedout()))  # type: ignore[attr-defined]
        with session.open_writing(url, session.MACHINE) as db:
            found.append((db.scalar(asked), session.open_engine(url).pool.checkedout()))  # type: ignore[attr-defined]
    assert found == [("repeatable read", 1), ("read committed", 1)] * 2


def test_a_question_sees_what_was_written_since_the_last(database_url: str) -> None:
    before = session.ask(database_url, newest_rows.read_data_version)
    with session.open_writing(database_url, session.MACHINE) as db:
        rights.grant_role(db, "reader@example.dk", Grant(Role.READER, date(2020, 1, 1)))
    assert session.ask(database_url, newest_rows.read_data_version) != before


def test_all_that_is_read_is_of_one_moment(database_url: str) -> None:
    count = text("SELECT count(*) FROM institutions")
    insert = text(
        "INSERT INTO institutions (key, name, ministry_area, fictional) VALUES ('a', '', '', CAST(0 AS BOOLEAN))"
    )
    with session.open_reading(database_url, sees=EVERYTHING) as db:
        assert db.scalar(count) == 0
        with session.open_writing(database_url, session.MACHINE) as other:
            other.execute(insert)
        assert db.scalar(count) == 0
    with session.open_reading(database_url, sees=EVERYTHING) as db:
        assert db.scalar(count) == 1


def test_what_is_kept_is_on_the_disk_when_it_is_acknowledged(url: str) -> None:
    """SQLite's FULL; with NORMAL the last changes are gone after a power cut."""
    with session.open_engine(url).connect() as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 2


def test_a_writer_waits_for_the_one_before(database_url: str) -> None:
    """Otherwise both would check against the same data and add what only one of them may."""
    with ThreadPoolExecutor() as others:
        with session.open_writing(database_url, session.MACHINE) as first:
            other = others.submit(read_grants_as_writer, database_url)
            assert not wait([other], timeout=0.3).done
            rights.grant_role(first, "reader@example.dk", Grant(Role.READER, date(2020, 1, 1)))
        assert other.result(timeout=30) == ["reader@example.dk"]


def read_grants_as_writer(url: str) -> list[str]:
    with session.open_writing(url, session.MACHINE) as db:
        return [person for person, _ in rights.read_grants(db)]


def test_what_fails_halfway_is_not_kept(database_url: str) -> None:
    def fail(db: Session) -> None:
        rights.grant_role(db, "reader@example.dk", Grant(Role.READER, date(2020, 1, 1)))
        raise KeyError

    with pytest.raises(KeyError), session.open_writing(database_url, session.MACHINE) as db:
        fail(db)
    assert read_grants_as_writer(database_url) == []


def test_the_writer_is_known_and_without_one_it_is_the_machine(database_url: str) -> None:
    with session.open_writing(database_url, Person("chief@cpr.dk")) as db:
        assert session.find_writer(db).key == "chief@cpr.dk"
    with session.open_reading(database_url, sees=EVERYTHING) as db:
        assert session.find_writer(db) is session.MACHINE


def test_an_address_has_one_engine(sqlite_url: str, tmp_path: Path) -> None:
    assert session.open_engine(sqlite_url) is session.open_engine(sqlite_url)
    assert session.open_engine(f"sqlite:///{tmp_path / 'new' / 'other.db'}") is not session.open_engine(
        sqlite_url
    )
    assert (tmp_path / "new").is_dir()


def test_questions_of_a_block_that_share_a_connection_see_what_was_written_between_them(
    database_url: str,
) -> None:
    with session.keep_open():
        before = session.ask(database_url, newest_rows.read_data_version)
        with session.open_writing(database_url, session.MACHINE) as db:
            rights.grant_role(db, "reader@example.dk", Grant(Role.READER, date(2020, 1, 1)))
        assert session.ask(database_url, newest_rows.read_data_version) != before


def test_a_block_asks_a_file_over_one_connection_and_leaves_none_open(url: str) -> None:
    opened: list[object] = []
    closed: list[object] = []
    engine = session.open_engine(url)
    event.listen(engine, "connect", lambda connection, _: opened.append(connection))
    event.listen(engine, "close", lambda connection, _: closed.append(connection))
    with session.keep_open():
        for _ in range(3):
            session.ask(url, newest_rows.read_data_version)
        assert (len(opened), closed) == (1, [])
    assert opened == closed
    session.ask(url, newest_rows.read_data_version)
    assert len(opened) == len(closed) == 2
