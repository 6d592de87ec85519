"""A finding about a plan, and what identifies it, so that an answer is held to what it was given to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

from metrics.plan.terms import Unit

Params = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: the rule, the number of the goal or criterion ("" for the plan as a whole), and the figures."""

    rule: str
    place: str = ""
    params: Params = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The SHA-256 of all it says: two findings say the same exactly when their digests are equal."""
        said = [f"{name}={_write(value)}" for name, value in sorted(self.params.items())]
        return sha256("\n".join((self.rule, self.place, *said)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FindingFigure:
    """A value in a finding, with its unit; `decimals` is None to show as many as the value has."""

    value: Fraction
    unit: Unit
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A year's value in a finding."""

    year: int
    figure: FindingFigure


def _write(value: object) -> str:
    match value:
        case list() | tuple():
            return ",".join(map(_write, value))
        case YearFigure():
            return f"{value.year}:{_write(value.figure)}"
        case FindingFigure():
            return f"{value.value} {value.unit.value}"
        case _:
            return str(value)
