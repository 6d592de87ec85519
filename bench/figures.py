"""Measured figures: their middle, and a plain table of them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


class Missing(Exception):
    """Something that a measurement needs is not on this machine."""


@dataclass(frozen=True)
class Table:
    """A table to print, and its figures as they are kept: name of the row, then name of the column."""

    name: str
    title: str
    columns: Sequence[str]
    figures: dict[str, dict[str, float | None]] = field(default_factory=dict)

    def add(self, row: str, **values: float | None) -> None:
        """Add a row; a column that is not named stays empty."""
        self.figures[row] = values

    def text(self) -> str:
        """The table in columns of equal width."""
        keys = list(self.columns)
        body = [[row, *(_written(values.get(key)) for key in keys)] for row, values in self.figures.items()]
        lines = [["", *(key.replace("_", " ") for key in keys)], *body]
        widths = [max(len(line[place]) for line in lines) for place in range(len(keys) + 1)]
        rows = [
            line[0].ljust(widths[0])
            + "".join(cell.rjust(width + 2) for cell, width in zip(line[1:], widths[1:], strict=True))
            for line in lines
        ]
        return "\n".join([self.title, *rows])


def middle(values: Sequence[float]) -> float:
    """The median, which one disturbed measurement does not move."""
    return statistics.median(values)


def paired(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of measurements made right after each other, so that noise strikes both."""
    return middle([a / b for a, b in zip(ours, theirs, strict=True)])


def _written(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
