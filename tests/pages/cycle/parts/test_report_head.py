"""What stands at the top of a report."""

from __future__ import annotations

from tests.pages.conftest import Open, text

PLAN, QUARTER = "eksempel-ankenaevn-2026", "2026Q4"


def test_a_report_is_named_by_its_institution_and_quarter_with_its_state(open_page: Open) -> None:
    html = text(open_page("report", plan=PLAN, quarter=QUARTER, role="reporter"))
    assert "Ankenævnet for Borgersager, 4. kvartal 2026" in html
    assert "ikke begyndt" in html.lower()
