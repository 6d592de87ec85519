"""The state of a SQLite database's files tells whether anything was written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from db import session
from db.file_state import ABSENT, SETTLED, is_unchanged, look_at_file, look_at_files
from db.scope import EVERYTHING
from db.upgrade import migrate


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


def test_an_empty_log_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "full").write_bytes(b"x")
    assert look_at_file(str(tmp_path / "empty")) == ABSENT == look_at_file(str(tmp_path / "none"))
    assert look_at_file(str(tmp_path / "full"))[2] == 1
