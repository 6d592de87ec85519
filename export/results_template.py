"""A results file to fill in: a spreadsheet with the rows a plan owes for a quarter, which goes back in as it is."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from metrics.facts.raw_row import AMOUNTS
from metrics.facts.schema import EventKind
from metrics.facts.tables.file_words import EVENT_WORDS
from metrics.followup.owed_rows import OwedRow
from metrics.periods import Period
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from words.language import DEFAULT_LANGUAGE, Words

HEADINGS = {
    "da": (
        *("institution", "indikator", "navn", "enhed", "seneste", "frist", "periode"),
        *("værdi", "tæller", "nævner", "ventes", "foreløbig", "bemærkning", "kilde"),
    ),
    "en": (
        *("institution", "indicator", "name", "unit", "latest", "due", "period"),
        *("value", "numerator", "denominator", "awaited", "provisional", "note", "source"),
    ),
}
_PERIOD, _VALUE, _COLUMNS = 6, 7, 14
_WIDTHS = (14, 26, 34, 12, 30, 12, 18, 12, 12, 12, 12, 12, 30, 20)
_DANISH = {kind: word for word, kind in reversed([*EVENT_WORDS.items()])}


def write_template(
    plan: Plan, quarter: Period, rows: Sequence[OwedRow], catalogue: Catalogue, words: Words
) -> bytes:
    """Write the spreadsheet: what names a row is locked, what is to be filled in is open and empty."""
    file = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, plain) as book:
        sheet = book.add_worksheet(words.t("template.sheet"))
        owner = catalogue.institutions[plan.institution].name
        bold = book.add_format({"bold": True})
        grey = book.add_format({"bg_color": "#eeeeee", "text_wrap": True, "valign": "top"})
        opened = book.add_format({"locked": False, "num_format": "@", "valign": "top"})
        number = book.add_format({"locked": False, "valign": "top"})
        title = words.t("template.title", owner=owner, plan=plan.title, quarter=_write_period(quarter, words))
        sheet.write_string(0, 0, title, bold)
        sheet.write_string(1, 0, words.t("template.how"))
        for column, heading in enumerate(HEADINGS[words.lang]):
            sheet.write_string(3, column, heading, bold)
            sheet.set_column(column, column, _WIDTHS[column])
        for line, row in enumerate(rows, 4):
            for column, text in enumerate(_list_cells(row, words)):
                sheet.write_string(line, column, text, grey)
            if row.period is None:
                sheet.write_blank(line, _PERIOD, None, opened)
            for column in range(_VALUE, _COLUMNS):
                amount = row.indicator and column < _VALUE + len(AMOUNTS)
                locked = column == _VALUE and row.pooled
                sheet.write_blank(line, column, None, grey if locked else number if amount else opened)
            _add_choices(sheet, line, row, words)
        sheet.freeze_panes(4, 3)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
    return file.getvalue()


def _list_cells(row: OwedRow, words: Words) -> list[str]:
    unit = words.t(f"unit_name.{row.indicator.unit}") if row.indicator else ""
    period = _write_period(row.period, words) if row.period else ""
    return [
        row.institution,
        row.subject,
        row.name,
        unit,
        _write_latest(row, words),
        words.date_short(row.due),
        period,
    ]


def _write_latest(row: OwedRow, words: Words) -> str:
    if row.latest is None or row.indicator is None:
        return ""
    amount = row.latest.amount(row.indicator)
    if amount is None:
        return ""
    value = words.value(amount, row.indicator.unit, row.indicator.decimals)
    return f"{value} ({_write_period(row.latest.period, words)})"


def _write_period(period: Period, words: Words) -> str:
    """Write a period as people do where that is read back, else as files do."""
    long = "/" in period.text or period.start == period.end
    return period.text if long else words.period(period.text)


def _add_choices(sheet: Any, line: int, row: OwedRow, words: Words) -> None:
    """Offer the words that may be said of a criterion, in a list."""
    if row.allowed:
        danish = _DANISH if words.lang == DEFAULT_LANGUAGE else {}
        source = [danish.get(word, word) if isinstance(word, EventKind) else word for word in row.allowed]
        sheet.data_validation(line, _VALUE, line, _VALUE, {"validate": "list", "source": source})
