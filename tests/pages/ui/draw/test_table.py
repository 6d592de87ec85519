"""A table is a table, for eyes and for screen readers."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from pages.ui.draw.table import Column, draw_skippable, draw_table
from tests.pages.drawing import Reader


def test_a_table_is_a_table() -> None:
    columns = [Column("Mål"), Column("Point", numeric=True), Column("Udvikling", quiet=True)]
    table = Reader(draw_table(columns, [["Klagesager", "14,29", Markup("<b>op</b>")]], "Planens mål"))
    assert table.tags.count("th") == 4
    assert table.values("scope") == ["col", "col", "col", "row"]
    rows = ["row", *["columnheader"] * 3, "rowgroup", "row", "rowheader", "cell", "cell"]
    assert table.values("role") == ["region", "table", "rowgroup", *rows]
    assert table.values("tabindex") == ["0"]
    assert table.values("aria-label") == ["Planens mål"]
    assert "b" in table.tags


def test_a_row_of_another_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        draw_table([Column("Mål")], [["a", "b"]], "Mål")


def test_a_long_table_is_below_a_link_past_it() -> None:
    html = draw_skippable([Column("Mål")], [["a"]], "Mål", "Spring over")
    table = Reader(html)
    assert table.values("href") == ["#m-after"]
    assert html.index("Spring over") < html.index("<table") < html.index('id="m-after"')
