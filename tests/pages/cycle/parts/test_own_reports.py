"""The reports that the reader's own institutions owe."""

from __future__ import annotations

import re

import pytest

from tests.pages.conftest import Open, text
from tests.pages.cycle.filling import STOCK, write_as_colleague
from tests.pages.drawing import rows


def test_what_is_begun_stands_with_what_is_owed_and_the_rest_is_folded(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_as_colleague(STOCK, "value", "133")
    monkeypatch.setenv("MAALSTREG_CLOCK", "2026-11-29")
    html = text(open_page("report", role="reporter"))
    assert "plan=eksempel-ankenaevn-2026&amp;quarter=2026-11-29" in html
    first, _, folded = html.partition("Øvrige indberetninger")
    assert "Ankenævnet for Borgersager, 4. kvartal 2026" in first
    assert "under udarbejdelse" in first
    assert "CPR-administrationen, 4. kvartal 2017" in folded
    assert "CPR-administrationen, 4. kvartal 2017" not in first
    assert all("ikke indberettet i Målstreg" in line for line in rows(folded) if "kvartal 2017" in line)


def test_on_a_day_on_which_nothing_is_owed_that_is_said(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_CLOCK", "2019-05-01")
    nothing = "I skylder ingen indberetning lige nu."
    assert nothing in text(open_page("report", role="reporter"))
    # Once there are duties of a policy that nobody has reported on, it would not be true.
    monkeypatch.setenv("MAALSTREG_CLOCK", "2031-05-01")
    assert nothing not in text(open_page("report", role="reporter"))


def test_long_before_a_deadline_the_next_report_is_named(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_CLOCK", "2026-11-25")
    first, _, folded = text(open_page("report", role="reporter")).partition("Øvrige indberetninger")
    # A development plan still lacks its half-year, so it is not said that nothing is owed.
    assert "I skylder ingen indberetning lige nu." not in first
    assert "Udviklingsplan 2025-2027" in first
    assert first.count("4. kvartal 2026") == 3
    assert "4. kvartal 2026" not in folded


def test_reports_stand_under_a_heading_of_their_own_before_documents_of_several_years(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_CLOCK", "2026-11-25")
    first = text(open_page("report", role="reporter")).partition("Øvrige indberetninger")[0]
    headings = re.findall(r"<caption>(.*?)</caption>", first)
    assert headings == [
        "Næste indberetning",
        "Udviklingsplaner",
        "Pligter og indsatser til og med 31. december 2026",
    ]


def test_what_is_late_stands_at_the_next_report_that_is_owed(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_CLOCK", "2026-11-30")
    first, _, folded = text(open_page("report", role="reporter")).partition("Øvrige indberetninger")
    (line,) = [one for one in rows(first) if "Registerstyrelsen, 4. kvartal 2026" in one]
    assert "ikke begyndt · 1 over fristen" in line
    assert "over fristen" not in folded
