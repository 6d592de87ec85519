"""The settlement of a closed plan: what its score was when it was closed, part by part. Later facts never change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from metrics.algebra.outcome import Points
from metrics.plan.model import Plan
from metrics.status import Status


class PartKind(StrEnum):
    """What a part of a settlement is about."""

    TOTAL = "total"
    GOAL = "goal"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class SettledPart:
    """The outcome of the total, a goal or a criterion as it was settled; only the first two have points.

    `trace` is why a test came out as it did, as JSON (`metrics.score.settlements.kept_traces`).
    """

    kind: PartKind
    number: str
    least: Fraction
    most: Fraction
    status: Status | None = None
    secured: Fraction | None = None
    open: Fraction | None = None
    lost: Fraction | None = None
    word: str | None = None
    trace: str | None = field(default=None, repr=False)

    @property
    def points(self) -> Points:
        """Its points; none for a criterion, and for the total of a plan without one."""
        zero = Fraction(0)
        return Points(self.secured or zero, self.open or zero, self.lost or zero)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a plan's score was on the day it was closed, on what was known then.

    `version` is the number of the version that closed it. One made `afterwards` is of a plan that was closed before
    settlements were kept. `original` holds the parts by the text of an amended plan as it was signed.
    """

    plan: str
    version: int
    on: date
    known_at: datetime
    recorded_at: datetime
    parts: tuple[SettledPart, ...]
    original: tuple[SettledPart, ...] = ()
    afterwards: bool = False

    def find_part(self, kind: PartKind, number: str = "") -> SettledPart:
        """Find a part; raises KeyError if there is none."""
        for part in self.parts:
            if (part.kind, part.number) == (kind, number):
                return part
        raise KeyError(kind, number)

    def list_numbers(self, kind: PartKind) -> list[str]:
        """List the numbers of the parts of a kind, in the plan's order."""
        return [part.number for part in self.parts if part.kind is kind]

    def is_of(self, plan: Plan) -> bool:
        """Tell whether every goal and test of a plan, or of a part of it, was settled."""
        goals, tests = (set(self.list_numbers(kind)) for kind in (PartKind.GOAL, PartKind.CRITERION))
        own = {goal.number for goal in plan.goals}, {leaf.number for leaf in plan.leaves()}
        return own[0] <= goals and own[1] <= tests

    def take_original(self) -> Settlement:
        """The same settlement, by the text of the plan as it was signed."""
        return replace(self, parts=self.original, original=())


def find_standing_settlements(
    settlements: Iterable[Settlement], *, as_of: date, known_at: datetime
) -> dict[str, Settlement]:
    """Find the newest settlement of each plan that was made by a day and known at a moment."""
    known = (one for one in settlements if one.on <= as_of and one.recorded_at <= known_at)
    return {one.plan: one for one in known}
