"""The figures of a report as a spreadsheet."""

from __future__ import annotations

from tests.pages.conftest import Open
from tests.pages.cycle.filling import REPORT, SHARE, STOCK, see, typed, write_as_colleague


def test_pasted_cells_are_shown_as_new_changed_or_same_before_they_are_taken(
    database: str, open_page: Open
) -> None:
    write_as_colleague(STOCK, "value", "130")
    at = open_page("report", **REPORT, role="reporter")
    paste = next(area for area in at.text_area if area.label == "Indsæt fra Excel")
    paste.set_value("450\t540\n133")
    html = see(at.run())
    assert "nyt" in html
    assert "ændret" in html
    assert typed(STOCK, "value") == "130"
    next(button for button in at.button if button.label == "Sæt 2 tal ind i kladden").click()
    at.run()
    assert (typed(SHARE, "numerator"), typed(SHARE, "denominator"), typed(STOCK, "value")) == (
        "450",
        "540",
        "133",
    )
    assert at.text_input(f"draft|{REPORT['plan']}|2026Q4|{STOCK}|value").value == "133"


def test_what_cannot_be_placed_is_told_by_its_row(database: str, open_page: Open) -> None:
    at = open_page("report", **REPORT, role="reporter")
    next(area for area in at.text_area if area.label == "Indsæt fra Excel").set_value(
        "sygefravaer\t9,1\nAndet\t7"
    )
    assert "Række 2: Indberetningen beder ikke om tallet." in see(at.run())
