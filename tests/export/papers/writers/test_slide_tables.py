"""Tables on slides."""

from __future__ import annotations

from dataclasses import replace

import pptx
from pptx.util import Mm

from export.papers.paper import PaperCell
from export.papers.writers.slide_tables import add_table, split_table
from tests.papers import table


def test_a_table_is_divided_and_no_row_is_left_out() -> None:
    parts = list(split_table(table(count=40), 120, 300))
    assert len(parts) > 1
    rows = [row[0].text for part in parts for row in part.rows]
    assert rows == [*(f"{number}.1 Svartid" for number in range(1, 41)), "I alt"]
    assert {part.columns for part in parts} == {table().columns}


def test_a_row_that_is_higher_than_a_slide_goes_on_and_loses_nothing() -> None:
    text = " ".join(f"ord{number}" for number in range(900))
    given = table(count=1)
    long = replace(given, rows=((PaperCell(text), *given.rows[0][1:]),))
    parts = list(split_table(long, 120, 300))
    assert "".join(row[0].text for part in parts for row in part.rows if row[0].text != "I alt") == text


def test_a_part_fits_its_slide() -> None:
    deck = pptx.Presentation()
    for part in split_table(table(count=40), 120, 300):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        add_table(slide, part, (10, 30), 300)
        frame = slide.shapes[0]
        assert sum(row.height for row in frame.table.rows) <= Mm(120)
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "Planens mål"
        assert frame.table.first_row
