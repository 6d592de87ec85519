"""What of the audit a reader may see: filtered, page by page, and checked."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.pages.admin.conftest import named, plain
from tests.pages.admin.test_audit import note, numbers
from tests.pages.conftest import Open, text


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


def test_what_is_said_of_a_development_plan_is_told_by_the_plan_s_name(open_page: Open) -> None:
    said = plain(open_page("audit", kind="plan"))
    assert "Udviklingsplan: indsats indberettet" in said
    assert "Ankenævnet for Borgersager: Udviklingsplan 2025-2027" in said
    assert "CPR-administrationen: Udviklingsplan 2023-2025" in said
