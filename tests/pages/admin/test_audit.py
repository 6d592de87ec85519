"""The page of the record: what it shows and to whom, its filters, its state and its files."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from db import session
from db.audit import chain, search
from db.audit.search import EntryFilter
from db.people import rights
from db.scope import EVERYTHING
from export import audit_file as files
from metrics.access import Grant, Person, Role
from tests.pages.admin.conftest import plain
from tests.pages.conftest import Open, text
from words.audit_entry import KINDS, VERBS, RecordNames, describe_action
from words.language import Words

NOBODY = RecordNames({}, {})
AUDITOR = Person("auditor@example.dk", (Grant(Role.AUDITOR, date(2020, 1, 1)),))


def numbers(at: AppTest) -> list[int]:
    """The numbers of the entries on the page."""
    return [int(cell.split("<")[0]) for cell in text(at).split('data-label="Nummer">#')[1:]]


def note(url: str, action: str, subject: str, by: str = "x@example.dk") -> None:
    with session.open_writing(url, Person(by)) as db:
        chain.record_entry(db, action, subject)


def test_it_shows_who_did_what_newest_first_in_words(open_page: Open, database: str) -> None:
    with session.open_writing(database, session.MACHINE) as db:
        number = rights.grant_role(db, "chief@cpr.dk", Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"))
        rights.revoke_grant(db, number)
    note(database, "sign.in", "2026-11-21T08:00:00+00:00")
    note(database, "export.workbook", "cpr-2017")
    note(database, "refused.decide", "cpr, eksempel-ankenaevn")
    at = open_page("audit")
    shown = plain(at)
    found = numbers(at)
    assert found == sorted(found, reverse=True)
    for said in (
        "Målstreg selv Gav rollen institutionschef chief@cpr.dk",
        "Målstreg selv Tog rollen institutionschef tilbage chief@cpr.dk",
        "x@example.dk Har logget på",
        "x@example.dk Hentede regneark CPR-administrationen: Resultatplan 2017",
        "x@example.dk Blev afvist: beslutte CPR-administrationen, Ankenævnet for Borgersager",
    ):
        assert said in shown
    assert "2026-11-21T08" not in shown
    assert "Signed in" not in shown
    assert "Has signed in" in plain(open_page("audit", lang="en"))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_kind_of_entry_has_words(database: str, lang: str) -> None:
    with session.open_reading(database, sees=EVERYTHING) as db:
        every = chain.read_entries(db)
    assert every
    assert [entry.action for entry in every if describe_action(entry, Words(lang)) == entry.action] == []
    assert {kind.rstrip(".") for kinds in KINDS.values() for kind in kinds} == set(VERBS)


def test_its_files_hold_all_that_the_seals_cover(database: str) -> None:
    note(database, "sign.in", "2026-11-21T08:00:00+00:00", "=1+1@example.dk")
    with session.open_reading(database, sees=EVERYTHING) as db:
        entries = search.find_newest(db, EntryFilter())
    rows = list(
        csv.DictReader(io.StringIO(files.write_csv(entries, NOBODY, Words("en")).decode("utf-8-sig")))
    )
    assert [int(row["Number"]) for row in rows] == [entry.number for entry in entries]
    assert [row["Seal before"] for row in rows[:-1]] == [row["Seal"] for row in rows[1:]]
    assert rows[0]["Who"] == "'=1+1@example.dk"
    book = load_workbook(io.BytesIO(files.write_audit_workbook(entries, NOBODY, Words("da"))))
    sheet = book.active
    assert sheet is not None
    assert sheet.max_row == len(entries) + 1
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1@example.dk", "s")
