"""The rows of a spreadsheet that a report's lines ask for, kept beside the draft until somebody puts them in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics.report.draft_fields import ReportDraft
from metrics.report.lines import ReportLine
from metrics.report.pasted_rows import PastedRow, find_fate

SHEET, ROWS = "sheet", "rows"
"""The line and the field of a draft under which the rows of its spreadsheet are kept."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What a spreadsheet says: the texts of each line, how many rows are recorded, and how many no line asks for."""

    file: str
    texts: Mapping[str, Mapping[str, str]]
    known: int = 0
    others: int = 0


def write_sheet(rows: SheetRows) -> str:
    """Write the rows as the text of a field."""
    said = {"file": rows.file, "texts": rows.texts, "known": rows.known, "others": rows.others}
    return json.dumps(said, ensure_ascii=False)


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
