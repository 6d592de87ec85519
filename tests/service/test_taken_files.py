"""A file is fetched by whoever took it; the oldest are forgotten. The whole way is in test_gate.py."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from db import session
from db.audit.exports import Export
from db.scope import EVERYTHING
from metrics.access import Grant, Person, Role
from service import taken_files
from service.taken_files import TakenFile

SOMEBODY = Person("a@example.dk", (Grant(Role.READER, date(2020, 1, 1)),))


def address(content: bytes) -> str:
    found = _calculate_file_id(content, "text/csv", "a.csv")
    return f"/media/{found}.csv"


def take(content: bytes) -> None:
    taken_files.note_taken(SOMEBODY, TakenFile(Export.WORKBOOK, ()), content, "text/csv", "a.csv")


def test_the_newest_files_are_kept_and_the_oldest_forgotten(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taken_files, "_taken", {})
    monkeypatch.setattr(taken_files, "MOST_FILES", 2)
    for content in (b"1", b"2", b"1", b"3"):  # the first is taken again
        take(content)
    with session.open_reading(sqlite_url, sees=EVERYTHING) as db:
        found = [taken_files.may_fetch(db, SOMEBODY, address(content)) for content in (b"1", b"2", b"3")]
        assert found == [True, False, True]
        assert not taken_files.may_fetch(db, Person("b@example.dk", SOMEBODY.grants), address(b"1"))
        assert not taken_files.may_fetch(db, SOMEBODY, "/media/")
        without = Person(SOMEBODY.key, (Grant(Role.ADMINISTRATOR, date(2020, 1, 1)),))
        assert not taken_files.may_fetch(db, without, address(b"1"))
