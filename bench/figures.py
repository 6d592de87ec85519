"""Measured figures: medians, and a plain table."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


class Missing(Exception):
    """Something that a benchmark needs is not on this machine."""


@dataclass(frozen=True)
class Table:
    """A table to print. Its figures are kept by row, then by column."""

    name: str
    title: str
    columns: Sequence[str]
    figures: dict[str, dict[str, float | None]] = field(default_factory=dict)

    def add(self, row: str, **values: float | None) -> None:
        """Add a row; columns without a value stay empty."""
        self.figures[row] = values

    def text(self) -> str:
        """Lay the table out in aligned columns."""
        keys = list(self.columns)
        body = [
            [row, *(_write_value(values.get(key)) for key in keys)] for row, values in self.figures.items()
        ]
        lines = [["", *(key.replace("_", " ") for key in keys)], *body]
        widths = [max(len(line[place]) for line in lines) for place in range(len(keys) + 1)]
        rows = [
            line[0].ljust(widths[0])
            + "".join(cell.rjust(width + 2) for cell, width in zip(line[1:], widths[1:], strict=True))
            for line in lines
        ]
        return "\n".join([self.title, *rows])


def middle(values: Sequence[float]) -> float:
    """Find the median, which a single disturbed measurement does not move."""
    return statistics.median(values)


def paired(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Find the median ratio of measurements made right after each other, so that noise strikes both."""
    return middle([a / b for a, b in zip(ours, theirs, strict=True)])


def _write_value(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
