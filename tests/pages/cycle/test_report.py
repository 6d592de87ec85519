"""The page of a quarter's report, by who reads it and by what the address asks for."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open, text

PLAN, QUARTER = "eksempel-ankenaevn-2026", "2026Q4"


@pytest.mark.parametrize(
    ("role", "state"),
    [
        *(("reporter", "Ikke begyndt"), ("chief", "Ikke begyndt")),
        *(("controller", "Ikke afleveret"), ("head", "Ikke afleveret"), ("reader", "Ikke afleveret")),
    ],
)
def test_a_report_opens_for_both_parties_with_its_state(open_page: Open, role: str, state: str) -> None:
    html = text(open_page("report", plan=PLAN, quarter=QUARTER, role=role))
    assert "Ankenævnet for Borgersager, 4. kvartal 2026" in html
    assert state in html
