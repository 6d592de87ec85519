"""Files are given as often as a person asks, and not as often as a program does."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import OperationalError

from db import session
from db.audit import chain
from db.audit.exports import Export
from db.location import URL_VARIABLE
from db.scope import EVERYTHING
from export import audit_file as files
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from pages.ui import downloads
from pages.ui.downloads import OfferedFile
from service.limits import Limit
from tests.pages.admin.conftest import plain
from tests.pages.conftest import Open

AUDITOR = Person("auditor@example.dk", (Grant(Role.AUDITOR, date(2020, 1, 1)),))


def ask(limit: Limit, times: int) -> list[bytes]:
    return [downloads.give_within(limit, lambda: b"file") for _ in range(times)]


def test_a_session_that_asks_too_often_waits_and_others_do_not() -> None:
    first, other = (Limit(downloads.MOST, downloads.SECONDS) for _ in range(2))
    assert ask(first, downloads.MOST) == [b"file"] * downloads.MOST
    with pytest.raises(InvalidInput) as refused:
        ask(first, 1)
    assert [p.code for p in refused.value.problems] == ["too_often"]
    assert ask(other, 1) == [b"file"]


def test_nothing_is_made_for_whoever_has_to_wait() -> None:
    made = []

    def make() -> bytes:
        made.append("file")
        return b""

    with pytest.raises(InvalidInput):
        downloads.give_within(Limit(0, downloads.SECONDS), make)
    assert made == []


def test_a_file_is_given_once_it_is_on_record(database: str) -> None:
    file = OfferedFile(Export.AUDIT, "", (), "spor.csv", files.CSV_TYPE)
    assert downloads.hand_out(AUDITOR, file, lambda: b"x") == b"x"
    with session.open_reading(database, sees=EVERYTHING) as db:
        last = chain.read_entries(db)[-1]
    assert (last.actor, last.action) == (AUDITOR.key, "export.record")


def test_a_file_is_refused_where_it_cannot_be_recorded(
    database: str, monkeypatch: pytest.MonkeyPatch, open_page: Open
) -> None:
    file = OfferedFile(Export.AUDIT, "", (), "spor.csv", files.CSV_TYPE)
    with pytest.raises(InvalidInput, match="signed_out"):
        downloads.hand_out(None, file, lambda: b"x")
    with pytest.raises(InvalidInput, match="not_permitted"):
        downloads.hand_out(Person("x@example.dk"), file, lambda: b"x")
    path = database.removeprefix("sqlite:///")
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(OperationalError, match="readonly"):
        downloads.hand_out(AUDITOR, file, lambda: b"x")
    assert "Revisionssporet holder" in plain(open_page("audit"))
