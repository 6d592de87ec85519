"""The page of the record: what it shows and to whom, its filters, its state and its files."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from db import session
from db.audit import chain, search
from db.audit.exports import Export
from db.audit.search import EntryFilter
from db.location import URL_VARIABLE
from db.people import rights
from db.scope import EVERYTHING
from export import audit_file as files
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from pages.ui import downloads, reader
from pages.ui.downloads import OfferedFile
from tests.db.audit.test_chain import tamper
from tests.pages.admin.conftest import named, plain
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


def test_filters_stand_in_the_address_and_narrow_what_is_shown(open_page: Open, database: str) -> None:
    note(database, "sign.in", "2026-11-21T08:00:00+00:00", "a@example.dk")
    note(database, "sign.in", "2026-11-21T09:00:00+00:00", "b@example.dk")
    at = open_page("audit", kind="sign", person="a@example.dk")
    assert len(numbers(at)) == 1
    named(at.selectbox, "Hvem").select("").run()
    assert len(numbers(at)) == 2
    assert "person" not in at.query_params
    named(at.selectbox, "Hvad").select("results").run()
    assert at.query_params["kind"] == "results"
    assert "Resultater indlæst" in plain(at)
    assert "Har logget på" not in plain(at)
    assert len(numbers(open_page("audit", **{"from": "2090-01-01"}))) == 0
    assert "Alle vises" in plain(open_page("audit", person="nobody@example.dk"))
    assert len(numbers(open_page("audit", person="-"))) > 1


def test_a_long_record_is_read_page_by_page(open_page: Open, database: str) -> None:
    for number in range(60):
        note(database, "export.workbook", f"p{number}")
    first, second = open_page("audit", kind="export"), open_page("audit", kind="export", turn="1")
    assert (len(numbers(first)), len(numbers(second))) == (50, 10)
    assert set(numbers(first)).isdisjoint(numbers(second))
    assert "/spor?kind=export&amp;turn=1" in text(first)
    assert 'href="/spor?kind=export"' in text(second)
    assert numbers(open_page("audit", kind="export", turn="99")) == numbers(second)
    for odd in ("-1", "9" * 5000, "x"):
        assert numbers(open_page("audit", kind="export", turn=odd)) == numbers(first)
    named(second.selectbox, "Hvad").select("").run()
    assert "turn" not in second.query_params


def test_whether_it_holds_is_told_and_where_not(open_page: Open, database: str) -> None:
    at = open_page("audit")
    assert "Sporet holder" in plain(at)
    tamper(database, "UPDATE audit_entries SET actor = 'x' WHERE id = 2")
    named(at.button, "Gennemgå sporet igen").click().run()
    assert "Sporet er brudt ét sted" in plain(at)
    assert "#2: Indførslen er ændret." in plain(at)


def test_an_auditor_of_one_institution_sees_what_is_about_it(
    open_page: Open, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(database, "sign.in", "2026-11-21T08:00:00+00:00", "secret@example.dk")
    own = Person("a@cpr.dk", (Grant(Role.AUDITOR, date(2020, 1, 1), institution="cpr"),))
    monkeypatch.setattr(reader, "find_reader", lambda: own)
    at = open_page("audit")
    assert "CPR-administrationen" in plain(at)
    assert "Ankenævnet" not in plain(at)
    assert "secret@example.dk" not in plain(at)
    assert named(at.selectbox, "Institution").options == ["Alle institutioner", "CPR-administrationen"]
    assert "secret@example.dk" not in named(at.selectbox, "Hvem").options


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
    assert "Sporet holder" in plain(open_page("audit"))
