"""What the forms of a plan choose from, and the new indicators that are filled in with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import PlanPart, SeriesKey
from metrics.plan.model import Indicator
from pages.admin.parts.draft import Data


@dataclass(frozen=True, slots=True)
class FormScope:
    """What the forms of a plan choose from: its year, its owner and the known definitions."""

    year: int
    institution: str
    catalogue: Catalogue
    end: date | None = None
    new: list[Data] = field(default_factory=list)
    """The new indicators that are filled in at criteria."""
    told: list[Data] = field(default_factory=list)
    """The results of earlier years that are filled in with them."""

    def indicators(self, owner: str) -> dict[str, Indicator]:
        """Return the indicators of an institution by id."""
        return {key: found for (of, key), found in self.catalogue.indicators.items() if of == owner}

    def with_definitions(self, data: Data) -> Data:
        """Return the plan with the definitions of everything known that its goals refer to."""
        known = self.catalogue
        used = {key for key in _read(data["goals"], self.institution) if key in known.indicators}
        owners = {owner for owner, _ in used}
        indicators = [known.indicators[key] for key in sorted(used)]
        institutions = [known.institutions[owner] for owner in sorted(owners)]
        return {
            **data,
            "indicators": _joined(data.get("indicators", []), indicators, "institution", "id"),
            "institutions": _joined(data["institutions"], institutions, "id"),
        }


def _read(part: object, institution: str) -> Iterator[SeriesKey]:
    """Yield every series that the data refers to, at any depth and whatever its shape."""
    if isinstance(part, dict):
        owner = part.get("institution", institution)
        yield from (
            (owner, part[name])
            for name in ("indicator", "weight")
            if isinstance(part.get(name), str) and isinstance(owner, str)
        )
    below = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for inner in below:
        yield from _read(inner, institution)


def _joined(rows: Sequence[Data], known: Sequence[PlanPart], *names: str) -> list[Data]:
    """Return the rows followed by the known definitions that are not among them."""
    there = {tuple(row.get(name) for name in names) for row in rows}
    missing = [part for part in known if tuple(getattr(part, name) for name in names) not in there]
    return [*rows, *(part.model_dump(exclude_defaults=True, exclude_none=True) for part in missing)]
