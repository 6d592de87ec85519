"""The yearly targets of a development plan on its page, and on that of a goal for the same figure."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row

BOARD = "eksempel-ankenaevn-udviklingsplan-2025"


def test_each_year_of_a_contract_stands_against_its_result_and_the_yearly_goal(open_page: Open) -> None:
    at = open_page("direction", plan=BOARD, as_of="2026-11-20")
    html = text(at)
    assert row(html, "2025") == (
        "2025 mindst 86 pct. 86,6 pct. Opfyldt 1.1 Kort sagsbehandlingstid, Mål- og resultatplan 2025"
        " Samme måltal i begge planer"
    )
    assert "Endnu ikke opgjort" in row(html, "2026")
    assert row(html, "2026").endswith("Den årlige plan har et andet måltal: mindst 87 pct.")
    charts = at.get("plotly_chart")
    assert len(charts) == 3
    assert charts[1].proto.alt.startswith("Andel sager afgjort inden for 6 måneder.")
    goal = plain(text(open_page("goal", plan="eksempel-ankenaevn-2026", goal="1.1", as_of="2026-11-20")))
    assert (
        "A Afgørelser inden for 6 måneder: mindst 88 pct. i 2026 ( Udviklingsplan 2025-2027 ). Den årlige"
        in goal
    )
