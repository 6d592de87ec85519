"""A report as it was received beside what is known now: lines, figures, goals and the total, and which differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from metrics.report.document import Document


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """A part of a receipt, and the same as it is known now; None where it is not there any more."""

    then: Document
    now: Document | None

    @property
    def differs(self) -> bool:
        """Whether anything that is shown of it is another now."""
        return self.now is None or _select(self.then) != _select(self.now)


@dataclass(frozen=True, slots=True)
class ReceiptComparison:
    """All parts of a receipt beside what is known now, in the order of the receipt."""

    lines: tuple[ComparedPart, ...]
    figures: tuple[ComparedPart, ...]
    goals: tuple[ComparedPart, ...]
    total: ComparedPart

    @property
    def differs(self) -> bool:
        """Whether anything is another now."""
        return any(part.differs for part in (*self.lines, *self.figures, *self.goals, self.total))


def compare_receipt(then: Document, now: Document) -> ReceiptComparison:
    """Compare what was frozen with the same as it is known now."""
    return ReceiptComparison(
        tuple(_pair(then["lines"], now["lines"], "key")),
        tuple(_pair(then["figures"], now["figures"], "key")),
        tuple(_pair(then["goals"], now["goals"], "number")),
        ComparedPart(then["total"], now["total"]),
    )


def _pair(then: Iterable[Document], now: Iterable[Document], key: str) -> Iterable[ComparedPart]:
    known = {part[key]: part for part in now}
    return (ComparedPart(part, known.get(part[key])) for part in then)


_NOT_COMPARED = frozenset({"before", "title", "name", "definition"})
"""What stands beside a figure, names and places: a text may be amended without any figure being another."""


def _select(part: Mapping[str, Any]) -> dict[str, Any]:
    if "typed" in part:
        return dict(part["typed"])  # what is expected is said anew on the day of each version
    found = {name: said for name, said in part.items() if name not in _NOT_COMPARED}
    if "p_met" in found:
        found["criteria"] = [_select(one) for one in found["criteria"]]
    if found.get("p_met") is not None:
        found["p_met"] = round(found["p_met"], 2)  # nobody is shown more
    return found
