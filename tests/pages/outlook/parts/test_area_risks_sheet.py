"""Many areas as a table: real and fictional ones apart, and nothing where there is nothing."""

from __future__ import annotations

from datetime import date

from pages.outlook.parts.area_risks import RiskBrief
from pages.outlook.parts.area_risks_sheet import draw_areas
from tests.pages.drawing import plain, row, writer

DAY = date(2026, 11, 20)


def brief(name: str, *, fictional: bool = False, at_risk: int = 0) -> RiskBrief:
    due = date(2026, 12, 1) if at_risk else None
    return RiskBrief(name, fictional, 2, at_risk, 0, at_risk, due, due, (), frozenset())


def test_real_and_fictional_areas_share_no_table_and_no_sum() -> None:
    areas = [brief("Real", at_risk=1200), brief("Quiet"), brief("Made up", fictional=True, at_risk=3)]
    real, fictional = draw_areas(areas, {}, DAY, "", writer()).split("</section>")[:2]
    assert plain(real).startswith(
        "4 institutioner · 2 ministerområder · 1.200 mål i risiko · 0 er forsinket"
        " · næste afrapportering senest 1. december 2026 Mest på spil"
    )
    assert "Opdigtede tal" not in real
    assert "3 mål i risiko" in plain(fictional)
    assert "Opdigtede tal" in fictional
    assert "Made up" not in real


def test_a_row_tells_the_next_day_and_a_dash_where_nothing_is_to_come() -> None:
    html = draw_areas([brief("Real", at_risk=3), brief("Quiet")], {}, DAY, "", writer())
    assert row(html, "Real") == "Real 2 3 – 01.12.2026 · 11 dage tilbage 01.12.2026 3 –"
    assert row(html, "Quiet") == "Quiet 2 – – – – – –"
