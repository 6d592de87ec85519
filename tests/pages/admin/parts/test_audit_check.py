"""Whether the audit holds: all of it when asked and once a day, and in between what has come since."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.people import rights
from db.session import MACHINE, open_writing
from metrics.access import Grant, Role
from pages.admin.parts import audit_check
from tests.counting import counted
from tests.db.audit.test_chain import tamper
from tests.db.recorded import NOW
from tests.pages.admin.conftest import named, plain
from tests.pages.admin.test_audit import note
from tests.pages.conftest import Open


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No check of another test is held."""
    audit_check.forget_check()
    yield
    audit_check.forget_check()


def check(url: str) -> list[tuple[str, str]]:
    """Check as a page does some minutes later."""
    audit_check._check.clear()
    return [(problem.code, problem.place) for problem in audit_check._check(url).problems]


def test_whether_it_holds_is_told_and_where_not(open_page: Open, database: str) -> None:
    at = open_page("audit")
    assert "Revisionssporet holder" in plain(at)
    tamper(database, "UPDATE audit_entries SET actor = 'x' WHERE id = 2")
    named(at.button, "Gennemgå revisionssporet igen").click().run()
    assert "Revisionssporet er brudt ét sted" in plain(at)
    assert "#2: Indførslen er ændret." in plain(at)


def test_what_has_come_since_is_gone_through_and_all_of_it_where_that_is_broken(database: str) -> None:
    assert check(database) == []
    with open_writing(database, MACHINE) as db:
        rights.grant_role(db, "chief@cpr.dk", Grant(Role.CHIEF, NOW.date(), institution="cpr"))
    assert check(database) == []
    tamper(database, "UPDATE grants SET person = 'x' WHERE id = (SELECT max(id) FROM grants)")
    ((code, place),) = check(database)
    assert (code, place.split()[1]) == ("audit_rows", "grants")
    tamper(database, "UPDATE audit_entries SET actor = 'x' WHERE id = 1")
    assert check(database) == [("audit_altered", "#1"), (code, place)]


def test_an_entry_that_is_gone_is_found_without_going_through_all(database: str) -> None:
    note(database, "sign.in", "2026-11-21T08:00:00+00:00")
    note(database, "sign.in", "2026-11-21T09:00:00+00:00")
    assert check(database) == []
    tamper(database, "DELETE FROM audit_entries WHERE id = 1")
    assert check(database) == [("audit_gap", "#2")]


def test_what_was_broken_is_gone_through_again_until_it_holds(database: str) -> None:
    tamper(database, "UPDATE audit_entries SET actor = 'x' || actor WHERE id = 1")
    assert check(database) == check(database) == [("audit_altered", "#1")]
    tamper(database, "UPDATE audit_entries SET actor = substr(actor, 2) WHERE id = 1")
    assert check(database) == []


def test_a_chain_that_is_sealed_anew_is_not_what_it_was(database: str) -> None:
    note(database, "sign.in", "2026-11-21T08:00:00+00:00")
    assert check(database) == []
    tamper(database, "UPDATE audit_entries SET seal = 'x' WHERE id = (SELECT max(id) FROM audit_entries)")
    assert [code for code, _ in check(database)] == ["audit_altered"]


def test_a_check_reads_what_has_come_since_however_much_there_was_before(database: str) -> None:
    read = []
    note(database, "export.workbook", "p")
    for _ in range(2):
        audit_check.forget_check()
        check(database)
        note(database, "sign.in", "2026-11-21T08:00:00+00:00")
        with counted() as sent:
            assert check(database) == []
        read.append([rows for statement, rows in sent])
        for number in range(30):
            note(database, "export.workbook", f"p{number}")
    assert read[0] == read[1]
