"""The report that an address asks for."""

from __future__ import annotations

from tests.pages.conftest import Open, text

PLAN = "eksempel-ankenaevn-2026"


def test_a_quarter_that_the_plan_does_not_report_on_is_told_with_those_it_does(open_page: Open) -> None:
    html = text(open_page("report", plan=PLAN, quarter="2031Q1", role="reporter"))
    assert "2031Q1" in html
    assert "quarter=2026Q4" in html


def test_an_unknown_plan_is_told(open_page: Open) -> None:
    html = text(open_page("report", plan="findes-ikke", role="reporter"))
    assert "Planen “findes-ikke” findes ikke" in html
