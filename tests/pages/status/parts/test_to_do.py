"""What a reader has to do with reports now stands first on their start page, and counts are the institution's own."""

from __future__ import annotations

import pytest

from db.clock import CLOCK
from tests.pages.conftest import Open, text
from tests.pages.cycle.filling import PLAN, QUARTER, STOCK, write_as_colleague
from tests.pages.drawing import plain

ADDRESS = f"/indberetning?plan={PLAN}&amp;quarter={QUARTER}"


def first_part(html: str) -> str:
    """What stands before the areas."""
    return html.partition('<section class="m-area"')[0]


@pytest.mark.parametrize("role", ["reporter", "chief", "deputy"])
def test_whoever_prepares_or_approves_meets_each_open_report_with_what_is_filled_in(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    write_as_colleague(STOCK, "value", "133")
    monkeypatch.setenv(CLOCK, "2027-01-04")
    html = first_part(text(open_page("overview", role=role)))
    assert ADDRESS in html
    said = plain(html)
    assert "Ankenævnet for Borgersager, 4. kvartal 2026" in said
    assert "under udarbejdelse · 1 af" in said
    assert "frist 14. januar 2027 (10 dage tilbage)" in said


@pytest.mark.parametrize("role", ["controller", "head", "reader", "auditor"])
def test_nobody_else_sees_what_is_filled_in(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    write_as_colleague(STOCK, "value", "133")
    monkeypatch.setenv(CLOCK, "2027-01-04")
    html = text(open_page("overview", role=role))
    assert "m-to-do" not in html
    assert "udfyldt" not in html


def test_it_is_about_now_and_stands_on_no_page_of_an_earlier_day(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CLOCK, "2027-01-04")
    assert "m-to-do" in text(open_page("overview", role="reporter"))
    assert "m-to-do" not in text(open_page("overview", role="reporter", as_of="2026-12-31"))


@pytest.mark.parametrize(("day", "shown"), [("2026-11-29", False), ("2026-11-30", True)])
def test_a_report_is_named_from_45_days_before_its_deadline(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, day: str, shown: bool
) -> None:
    monkeypatch.setenv(CLOCK, day)
    assert (ADDRESS in text(open_page("overview", role="reporter"))) is shown
