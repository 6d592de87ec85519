"""How a database is asked whether anything was written: by the look of its files, and by a question."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from db import queries, session
from db.file_state import SETTLED, is_unchanged, look_at_files
from db.people import rights
from db.scope import EVERYTHING
from db.upgrade import migrate
from metrics.access import Grant, Role
from scripts.cluster import Cluster


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'app.db'}"
    migrate(address)
    return address


def write(url: str, key: str) -> None:
    with session.open_writing(url, session.MACHINE) as db:
        row = {"key": key}
        db.execute(
            text("INSERT INTO institutions (key, name, ministry_area, fictional) VALUES (:key, '', '', 0)"),
            row,
        )


def test_a_write_changes_what_the_files_look_like_and_a_read_does_not(url: str) -> None:
    before = look_at_files(url)
    with session.open_reading(url, sees=EVERYTHING) as db:
        assert db.scalar(text("SELECT count(*) FROM institutions")) == 0
    assert look_at_files(url) == before
    write(url, "a")
    assert look_at_files(url) != before


def test_a_write_shows_while_another_connection_keeps_the_log(url: str) -> None:
    with session.open_engine(url).connect() as other:
        other.execute(text("SELECT count(*) FROM institutions"))
        before = look_at_files(url)
        write(url, "a")
        assert look_at_files(url) != before


def test_another_file_put_in_its_place_is_seen_though_its_times_are_older(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy2(tmp_path / "app.db", copy)
    before = look_at_files(url)
    copy.replace(tmp_path / "app.db")
    assert look_at_files(url) != before


def test_files_are_not_trusted_until_their_times_can_tell_two_writes_apart(url: str) -> None:
    looked = look_at_files(url)
    changed = max(time for _, time, _ in looked)
    assert not is_unchanged(looked, changed)
    assert not is_unchanged(looked, changed + SETTLED)
    assert is_unchanged(looked, changed + SETTLED + 1)


def test_where_there_is_no_file_nothing_is_taken_for_unchanged(tmp_path: Path) -> None:
    now = 10**30
    assert not is_unchanged(look_at_files(f"sqlite:///{tmp_path / 'none.db'}"), now)
    assert not is_unchanged(look_at_files("postgresql://nowhere/none"), now)


def test_a_question_is_answered_also_where_its_connection_has_gone(
    cluster: Cluster, postgres_template: str
) -> None:
    name = cluster.create(postgres_template)
    url = cluster.url(name)
    before = session.ask(url, queries.read_data_version)
    cluster.disconnect(name)
    assert session.ask(url, queries.read_data_version) == before
    cluster.drop(name)
    with pytest.raises(OperationalError):
        session.ask(url, queries.read_data_version)


def test_a_question_sees_what_was_written_since_the_last(database_url: str) -> None:
    before = session.ask(database_url, queries.read_data_version)
    with session.open_writing(database_url, session.MACHINE) as db:
        rights.grant_role(db, "reader@example.dk", Grant(Role.READER, date(2020, 1, 1)))
    assert session.ask(database_url, queries.read_data_version) != before


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
