"""How complete a report is: the figures it brought, of those it was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from metrics.facts.reports.line_keys import LineKind, split_key


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many figures are there, final or provisional, of those asked for."""

    brought: int
    asked: int

    @property
    def is_whole(self) -> bool:
        """Whether every figure is there."""
        return self.brought == self.asked


def count_figures(document: Mapping[str, Any]) -> Completeness:
    """Count the figures a report declares; one that is said not to be out yet is asked for and not brought."""
    figures = [line for line in document.get("lines", []) if split_key(line["key"])[0] is LineKind.FIGURE]
    return Completeness(sum(not line.get("awaited") for line in figures), len(figures))
