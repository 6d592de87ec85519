"""A row of a results file as text, and the columns a file may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

REQUIRED = ("institution", "indicator", "period")


COLUMNS = (
    *(*REQUIRED, "value", "numerator", "denominator", "provisional", "note", "source", "recorded"),
    *("exempt", "precision", "chosen"),
)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as text, and its place: the line of a CSV file, or the sheet and row of a workbook."""

    place: str
    cells: Mapping[str, str]
    danish: bool = field(default=False, compare=False)
    """Whether the file was written by a Danish program, for which 1.146 may mean 1146."""

    def cell(self, column: str) -> str:
        """Return the text of a cell without the space around it; empty where there is none."""
        return self.cells.get(column, "").strip()

    def at(self, column: str) -> str:
        """Return the place of a cell."""
        return f"{self.place}, {column}"
