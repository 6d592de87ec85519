"""A row of a results file as text, and the columns a file may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from metrics.facts.numbers import is_not_available

REQUIRED = ("institution", "indicator", "period")


COLUMNS = (
    *(*REQUIRED, "value", "numerator", "denominator", "provisional", "note", "source", "recorded"),
    *("exempt", "precision", "chosen", "awaited"),
)

AMOUNTS = ("value", "numerator", "denominator")
"""A row that says nothing in any of these is empty."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as text, and its place: the line of a CSV file, or the sheet and row of a workbook."""

    place: str
    cells: Mapping[str, str]
    stored: frozenset[str] = field(default=frozenset(), compare=False)
    """The columns whose cells are numbers in a workbook, and not text: their point is the decimal sign."""

    headings: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What the file calls a column, where it has another name for it."""

    origin: str | None = None
    """The cases it was counted from, as `case_origin` writes it; no file says so."""

    def cell(self, column: str) -> str:
        """Return the text of a cell without the space around it; empty where there is none."""
        return self.cells.get(column, "").strip()

    def at(self, column: str) -> str:
        """Return the place of a cell, with the column as the file calls it."""
        return f"{self.place}, {self.headings.get(column, column)}"

    @property
    def empty(self) -> bool:
        """Whether it says nothing yet, like a row of a template that is not filled in."""
        return not any(self.cell(column) for column in (*AMOUNTS, "awaited"))

    @property
    def not_available(self) -> bool:
        """Whether all it says is that the figure is not available."""
        given = [self.cell(column) for column in AMOUNTS if self.cell(column)]
        told = bool(given) and not self.cell("awaited")
        return told and all(is_not_available(text) for text in given)
