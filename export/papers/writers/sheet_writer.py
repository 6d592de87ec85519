"""A paper as a spreadsheet: a sheet for each section, numbers as numbers, days as days, totals as sums, own charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO
from itertools import zip_longest
from typing import Any

import xlsxwriter

from export.papers.chart import BarChart, RoadmapChart, TrendChart, WheelChart
from export.papers.drawing.chart_figures import list_figures
from export.papers.paper import (
    Block,
    Bullets,
    KeyFigure,
    Paper,
    PaperCell,
    PaperHead,
    PaperHeading,
    PaperSection,
    PaperTable,
    Paragraph,
    Row,
    TextTone,
)
from export.papers.writers.plain_text import clean_text, map_texts

LONGEST = 32_000
"""Signs in a cell; Excel holds some more, and no other."""

_COLUMN_WIDTHS = 120
"""The sum of the widths of a table's columns, in signs."""
_CHART_ROWS = 15
_TALLEST = 409.0
"""Points of the tallest row that Excel has."""
_DAYS = {"da": "dd.mm.yyyy", "en": "d mmm yyyy"}
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#24404f"}},
    {"fill": {"none": True}, "border": {"color": "#56606a", "width": 1.5}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#7d9dae", "bg_color": "#ffffff"}},
)


def write_sheets(paper: Paper, made: datetime) -> bytes:
    """Write a paper as a spreadsheet."""
    shown = map_texts(paper, clean_text)
    file = BytesIO()
    # Text stays text: what begins with "=" is not a formula, and an address not a link.
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, plain) as book:
        at = made.astimezone(UTC).replace(tzinfo=None)
        book.set_properties(
            {
                "title": shown.head.title[:255],
                "subject": shown.head.subject,
                "author": "Målstreg",
                "created": at,
            }
        )
        names: set[str] = set()
        for place, section in enumerate(shown.sections):
            name = make_sheet_name(section.title or shown.head.subject, names)
            SheetPart(book, book.add_worksheet(name), shown.head).write(section, is_first=place == 0)
    return file.getvalue()


def make_sheet_name(title: str, taken: set[str]) -> str:
    """Make a name that Excel allows and no other sheet has: at most 31 signs, and none of its own."""
    plain = " ".join(title.translate(_NOT_IN_NAMES).split()) or "-"
    name = plain[:31].strip()
    number = 2
    while name.casefold() in taken or name.casefold() == "history":
        name, number = f"{plain[:27].strip()} {number}", number + 1
    taken.add(name.casefold())
    return name


class SheetPart:
    """A sheet that is written from the top, one block after the other."""

    def __init__(self, book: Any, sheet: Any, head: PaperHead) -> None:
        self.sheet, self.head, self.line = sheet, head, 0
        self.book, self.name = book, sheet.get_name()
        self.widths: list[float] = []
        base = {"valign": "top", "text_wrap": True}
        self.text = book.add_format(base)
        self.strong = book.add_format(base | {"bold": True})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.top = book.add_format(base | {"bold": True, "bg_color": "#F4F6F7", "bottom": 1})
        self.top_right = book.add_format(
            base | {"bold": True, "bg_color": "#F4F6F7", "bottom": 1, "align": "right"}
        )
        self.day = book.add_format(base | {"num_format": _DAYS[head.lang], "align": "left"})
        numbers = [base | {"num_format": form} for form in ("0", "0.0", "0.00")]
        self.numbers = [book.add_format(one) for one in numbers]
        self.totals = [book.add_format(one | {"bold": True, "top": 1}) for one in numbers]

    def write(self, section: PaperSection, *, is_first: bool) -> None:
        """Write the head of the paper on the first sheet, and on each what the section says."""
        self._set_page()
        self._say(self.head.title if is_first else section.title or self.head.title, self.title)
        if is_first:
            for name, said in (("", self.head.subject), *self.head.labels, ("", self.head.mark)):
                if said:
                    self._say(f"{name}: {said}" if name else said)
            self._say(self.head.stamp)
        self.line += 1
        self.widths = _find_widths([one for one in section.blocks if isinstance(one, PaperTable)])
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width)
        for block in section.blocks:
            self._write_block(block)

    def _set_page(self) -> None:
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.71, 0.71, 0.75, 0.75)
        title, as_of, version, marked = (
            text.replace("&", "&&")[:100]
            for text in (self.head.title, self.head.as_of, self.head.version, self.head.marked)
        )
        self.sheet.set_header(f"&L{title}&R{as_of}")
        page, of = self.head.page.strip(), self.head.of.strip()
        self.sheet.set_footer(f"&L{version}&C{marked}&R{page} &P {of} &N")

    def _say(self, text: str, form: Any = None) -> None:
        """Write a text on a line of its own."""
        self.sheet.write_string(self.line, 0, _shorten(text), form)
        self.line += 1

    def _write_block(self, block: Block) -> None:
        match block:
            case Paragraph(tone=TextTone.LEGEND):
                pass  # tells how our own drawings are read, and these are Excel's
            case Paragraph() | PaperHeading():
                self._say(block.text, self.strong if isinstance(block, PaperHeading) else None)
            case Bullets():
                for item in block.items:
                    self._say(item)
            case KeyFigure():
                self._say(f"{block.figure} {block.of_what}".strip())
                for said in block.lines:
                    self._say(said)
            case PaperTable():
                self._write_table(block)
            case BarChart(is_alone=True) | RoadmapChart() | WheelChart():
                pass  # its figure has been said, or its entries stand in the table: Excel has no such chart
            case TrendChart() | BarChart():
                self._write_chart(block)

    def _write_table(self, table: PaperTable) -> None:
        if table.caption:
            self._say(table.caption, self.book.add_format({"bold": True}))
        for place, column in enumerate(table.columns):
            form = self.top_right if column.numeric else self.top
            self.sheet.write_string(self.line, place, column.title, form)
        self.sheet.repeat_rows(self.line)
        first = self.line = self.line + 1
        for row in table.rows:
            for place, cell in enumerate(row):
                self._write_cell(place, cell, self.numbers)
            self.sheet.set_row(self.line, _measure_row(row, self.widths))
            self.line += 1
        if table.total:
            for place, cell in enumerate(table.total):
                self._write_total(place, cell, table.sums_up(place), first)
            self.line += 1
        self.line += 1

    def _write_total(self, place: int, cell: PaperCell, sums_up: bool, first: int) -> None:
        """Write a total as the sum of what stands above, where it is exactly that, with its value beside."""
        if sums_up and isinstance(cell.value, Fraction):
            letter = xlsxwriter.utility.xl_col_to_name(place)
            formula = f"=SUM({letter}{first + 1}:{letter}{self.line})"
            form = self.totals[count_decimals_shown(cell.value)]
            self.sheet.write_formula(self.line, place, formula, form, float(cell.value))
        else:
            self._write_cell(place, cell, self.totals)

    def _write_cell(self, place: int, cell: PaperCell, numbers: list[Any]) -> None:
        match cell.value:
            case Fraction() as value:
                self.sheet.write_number(self.line, place, float(value), numbers[count_decimals_shown(value)])
            case date() as day:
                self.sheet.write_datetime(self.line, place, datetime(day.year, day.month, day.day), self.day)  # noqa: DTZ001
            case None:
                indent = "  " * cell.depth
                if cell.full_text:
                    form = self.strong if cell.strong and not cell.notes else self.text
                    self.sheet.write_string(self.line, place, _shorten(indent + cell.full_text), form)

    def _write_chart(self, chart: TrendChart | BarChart) -> None:
        """Write the figures of a chart as a small table, and the chart over them beside it."""
        figures, names = list_figures(chart), chart.names
        title = f"{chart.title}, {chart.unit}" if chart.unit else chart.title
        if chart.title:
            self._say(title, self.book.add_format({"bold": True}))
        top, shown = self.line, self.book.add_format({"num_format": figures.pattern})
        heads = (names.result, names.target, names.forecast) if names else ("", "", "")
        for place, name in enumerate(heads, 1):
            self.sheet.write_string(top, place, name, self.top)
        for row, name in enumerate(figures.names, 1):
            self.sheet.write_string(top + row, 0, name, self.text)
            for place, series in enumerate(figures.series, 1):
                if (value := series[row - 1]) is not None:
                    self.sheet.write_number(top + row, place, round(value, 6), shown)
        self._insert_chart(chart, top, len(figures.names))
        self.line = top + max(len(figures.names) + 2, _CHART_ROWS + 1)

    def _insert_chart(self, chart: TrendChart | BarChart, top: int, count: int) -> None:
        figures = list_figures(chart)
        kind = {"type": "bar" if _is_in_rows(chart) else "column"}
        drawn = self.book.add_chart(kind | ({"subtype": "stacked"} if figures.stacked else {}))
        for place, fill in enumerate(_FILLS, 1):
            if any(value is not None for value in figures.series[place - 1]):
                drawn.add_series(
                    {
                        "name": [self.name, top, place],
                        "categories": [self.name, top + 1, 0, top + count, 0],
                        "values": [self.name, top + 1, place, top + count, place],
                        "gap": 60,
                        **fill,
                    }
                )
        if not any(value is not None and value < 0 for series in figures.series for value in series):
            drawn.set_x_axis({"min": 0}) if _is_in_rows(chart) else drawn.set_y_axis({"min": 0})
        drawn.set_title({"none": True})
        drawn.set_legend({"position": "bottom"})
        drawn.set_size({"width": 560, "height": 20 * _CHART_ROWS})
        options = {"description": chart.alt[:LONGEST], "x_offset": 10}
        self.sheet.insert_chart(top, 5, drawn, options)


def _find_widths(tables: Sequence[PaperTable]) -> list[float]:
    """Find how wide each column of a sheet is, in signs: wide enough for each of its tables."""
    widths: list[float] = []
    for table in tables:
        whole = sum(column.width for column in table.columns)
        own = [max(_COLUMN_WIDTHS * column.width / whole, 9.0) for column in table.columns]
        widths = [max(pair) for pair in zip_longest(widths, own, fillvalue=0.0)]
    return widths


def _measure_row(row: Row, widths: Sequence[float]) -> float:
    """Measure how high a row has to be for its texts, in points: Excel alone would find out by itself."""
    lines = [
        sum(len(line) // max(int(width * 0.85), 1) + 1 for line in cell.full_text.split("\n"))
        for cell, width in zip(row, widths, strict=False)
    ]
    return min(15.0 * max(lines, default=1), _TALLEST)


def _is_in_rows(chart: TrendChart | BarChart) -> bool:
    return isinstance(chart, BarChart) and chart.in_rows


def count_decimals_shown(value: Fraction) -> int:
    """Count the decimals that points are shown with: a second one where the first would make them whole."""
    if value.denominator == 1:
        return 0
    return 1 if round(value, 1).denominator != 1 else 2


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
