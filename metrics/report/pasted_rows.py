"""Cells of a spreadsheet that are pasted, and a whole one's rows, as texts for the fields of a report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from metrics.errors import Problem
from metrics.facts.reports.line_keys import SHEET, LineKind
from metrics.facts.written_periods import read_written_day
from metrics.report.draft_fields import ReportDraft
from metrics.report.lines import ReportLine

_NUMBER = re.compile(r"[-+−]?\s?\d[\d.,\s]*(%|pct\.?)?")


ROWS = "rows"
"""The field of a draft in which the rows of its spreadsheet are kept."""


class PastedFate(StrEnum):
    """What a pasted row does to the draft."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PastedRow:
    """The texts that a row puts in the fields of a line, and what that does to the draft."""

    line: ReportLine
    texts: Mapping[str, str]
    fate: PastedFate


def read_pasted_rows(
    text: str, lines: Sequence[ReportLine], draft: ReportDraft
) -> tuple[list[PastedRow], list[Problem]]:
    """Read pasted rows, and everything that is wrong with them.

    A row is a value, or a numerator and a denominator; before them may stand the name of the series. Rows without a
    name are those of the figures in their order, an empty one leaves its figure out.
    """
    figures = [line for line in lines if line.kind is LineKind.FIGURE]
    rows = [[cell.strip() for cell in row.split("\t")] for row in text.rstrip("\n").split("\n")]
    named = any(_find_named(row, figures) for row in rows)
    found: list[PastedRow] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        free = [line for line in figures if line.key not in taken]
        line = _find_named(row, free) if named else (figures[number - 1] if number <= len(figures) else None)
        numbers = _list_numbers(row, line)
        if line is None:
            # A heading has no number, and what stands above the first figure is none.
            problems += [Problem("row_of_no_figure", str(number))] if numbers else []
            continue
        taken.add(line.key)
        names = ("numerator", "denominator") if len(numbers) > 1 else ("value",)
        if len(numbers) not in (1, 2):
            problems.append(Problem("row_without_figure", str(number)))
            continue
        texts = dict(zip(names, numbers, strict=True))
        found.append(PastedRow(line, texts, find_fate(line, texts, draft)))
    return found, problems


def _find_named(row: Sequence[str], lines: Sequence[ReportLine]) -> ReportLine | None:
    """Find the line whose series a cell names: by its key or its name, with the numbers of its tests or without."""
    cells = {cell.casefold() for cell in row if cell}
    return next((line for line in lines if cells & set(_list_names(line))), None)


def _list_names(line: ReportLine) -> Iterator[str]:
    assert line.figure is not None
    series = line.figure.indicator
    yield series.id.casefold()
    yield series.name.casefold()
    yield f"{', '.join(line.criteria[:2])} {series.name}".casefold()


def _list_numbers(row: Sequence[str], line: ReportLine | None) -> list[str]:
    """List the cells that look like numbers; whether they can be read is told at the field."""
    period = line.figure.period.text if line and line.figure else ""
    return [
        cell for cell in row if _NUMBER.fullmatch(cell) and cell != period and read_written_day(cell) is None
    ]


def find_fate(line: ReportLine, texts: Mapping[str, str], draft: ReportDraft) -> PastedFate:
    """Find what texts for the fields of a line do to a draft."""
    stands = {name: draft.get(line.key, name) for name in texts}
    if stands == dict(texts):
        return PastedFate.SAME
    return PastedFate.CHANGED if draft.answers(line) else PastedFate.NEW


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What a spreadsheet says: the texts of each line, how many rows are recorded, and how many no line asks for.

    No figure comes of the rows at the places `remarked`, which hold a remark alone, and `not_available`.
    """

    file: str
    texts: Mapping[str, Mapping[str, str]]
    known: int = 0
    others: int = 0
    remarked: list[str] = field(default_factory=list)
    not_available: list[str] = field(default_factory=list)


def write_sheet(rows: SheetRows) -> str:
    """Write the rows as the text of a field."""
    return json.dumps(asdict(rows), ensure_ascii=False)


def read_sheet(draft: ReportDraft) -> SheetRows | None:
    """Read the rows that are kept beside a draft; None where there are none."""
    text = draft.get(SHEET, ROWS)
    return SheetRows(**json.loads(text)) if text else None


def compare_sheet(rows: SheetRows, lines: Iterable[ReportLine], draft: ReportDraft) -> list[PastedRow]:
    """Compare the rows with what stands in the draft, in the order of its lines."""
    return [
        PastedRow(line, rows.texts[line.key], find_fate(line, rows.texts[line.key], draft))
        for line in lines
        if line.key in rows.texts
    ]
