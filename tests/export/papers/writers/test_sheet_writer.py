"""A paper as a spreadsheet, read again by openpyxl."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from export.papers.paper import PaperCell, PaperColumn, PaperTable, Paragraph
from export.papers.writers.sheet_writer import LONGEST, count_decimals_shown, make_sheet_name, write_sheets
from tests.export.papers.writers.test_pdf_writer import TYPED
from tests.papers import MADE, paper, table, trend, years


def opened(content: bytes, *, values: bool = False) -> Any:
    return load_workbook(BytesIO(content), data_only=values)


def test_numbers_are_numbers_days_are_days_and_a_total_is_a_sum_with_its_value() -> None:
    content = write_sheets(paper(table()), MADE)
    formulas = opened(content).worksheets[0]
    values = opened(content, values=True).worksheets[0]
    (line,) = [row[0].row for row in formulas.iter_rows() if row[0].value == "I alt"]
    assert line is not None
    assert formulas.cell(line, 2).value == f"=SUM(B{line - 2}:B{line - 1})"
    assert values.cell(line, 2).value == pytest.approx(200 / 3)
    assert values.cell(line - 1, 2).value == pytest.approx(100 / 3)
    assert values.cell(line - 1, 2).number_format == "0.0"
    assert values.cell(line - 1, 3).value == datetime(2026, 11, 20)  # noqa: DTZ001 - as Excel has it
    assert values.cell(line - 1, 4).value == "I risiko\nPrognose 9"


def test_a_total_that_is_no_sum_stays_the_number_it_is() -> None:
    given_table = table()
    assert given_table.total is not None
    total = (given_table.total[0], PaperCell("60", value=Fraction(60)), *given_table.total[2:])
    sheet = opened(write_sheets(paper(table(total=total)), MADE)).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows() if row[0].value == "I alt"] == [60]


def test_charts_are_excels_own_over_their_figures_and_begin_at_0() -> None:
    sheet = opened(write_sheets(paper(trend(), years()), MADE)).worksheets[0]
    first, second = sheet._charts
    assert [s.tx.strRef.f.split("!")[1] for s in first.series] == ["$B$9", "$C$9", "$D$9"]
    assert first.y_axis.scaling.min == 0
    assert (second.grouping, len(second.series)) == ("stacked", 2)


def test_what_only_our_own_drawings_need_is_left_out() -> None:
    from export.papers.chart import Bar

    sheet = opened(write_sheets(paper(years(bars=(Bar("", "91"),))), MADE)).worksheets[0]
    assert sheet._charts == []


def test_a_page_says_whose_it_is_and_has_its_head_repeated() -> None:
    sheet = opened(write_sheets(paper(table(), title="R&D 2026"), MADE)).worksheets[0]
    assert sheet.oddHeader.left.text == "R&&D 2026"
    assert sheet.oddFooter.right.text == "Side &P af &N"
    assert sheet.print_title_rows is not None


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_the_names_of_sheets_are_allowed_and_no_two_are_alike(titles: list[str]) -> None:
    taken: set[str] = set()
    names = [make_sheet_name(title, taken) for title in titles]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED | st.sampled_from(["=1+1", "+SUM(A1)", "-2+3", "@x", '=HYPERLINK("http://x")', "\t=1"]), TYPED)
def test_nothing_that_anybody_typed_becomes_a_formula_or_a_link(one: str, other: str) -> None:
    cells = PaperTable(one, (PaperColumn(other),), ((PaperCell(one, notes=(other,)),),))
    book = opened(write_sheets(paper(Paragraph(one), cells, trend(title=one), title=one, mark=other), MADE))
    for sheet in book.worksheets:
        assert not sheet._hyperlinks
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_text_longer_than_a_cell_ends_in_dots() -> None:
    sheet = opened(write_sheets(paper(Paragraph("a" * 40_000)), MADE)).worksheets[0]
    longest = max((str(c.value) for row in sheet.iter_rows() for c in row if c.value), key=len)
    assert (len(longest), longest[-1]) == (LONGEST + 1, "…")


@pytest.mark.parametrize(("value", "shown"), [("50", 0), ("100/3", 1), ("899/10", 1), ("8996/100", 2)])
def test_points_are_shown_with_as_many_decimals_as_elsewhere(value: str, shown: int) -> None:
    assert count_decimals_shown(Fraction(value)) == shown


def test_a_row_is_as_high_as_its_text_takes_in_the_columns_of_all_the_sheet_s_tables() -> None:
    text = "x" * 200
    narrow = PaperTable("", (PaperColumn("A", 10), PaperColumn("B", 90)), ((PaperCell(text), PaperCell()),))
    wide = PaperTable("", (PaperColumn("A", 90), PaperColumn("B", 10)), ((PaperCell("y"), PaperCell(text)),))
    sheet = opened(write_sheets(paper(narrow, wide), MADE)).worksheets[0]
    assert round(sheet.column_dimensions["A"].width) == 109
    heights = {
        cell.value: sheet.row_dimensions[cell.row].height
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    # 108 signs wide, of which 91 are counted on: 200 take three lines of 15 points.
    assert heights[text] == 45
