"""The versions of a development plan: what it said when. It is no contract, and each version may follow freely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from metrics.direction.direction_plan import Direction
from metrics.errors import Problem
from metrics.periods import find_day_start


@dataclass(frozen=True, slots=True)
class DirectionVersion:
    """A development plan as it stood from a moment on."""

    number: int
    direction: Direction
    recorded_at: datetime


def find_directions_in_force(
    versions: Iterable[DirectionVersion], as_of: date, known_at: datetime
) -> list[Direction]:
    """Find the newest version of each development plan that was known at a moment, of those that count by a day."""
    found: dict[str, Direction] = {}
    for version in versions:
        if version.recorded_at <= known_at and version.direction.counts_from <= as_of:
            found[version.direction.id] = version.direction
    return sorted(found.values(), key=lambda one: (one.institution, one.start, one.id))


def find_known_since(direction: Direction, before: Direction | None, entered: datetime) -> datetime:
    """Find when a version became known: the first with its document, a later one when it was entered."""
    return entered if before else min(find_day_start(direction.counts_from), entered)


def find_step_problems(before: Direction, after: Direction, reported: Iterable[str]) -> list[Problem]:
    """Find what prevents a version from following another; `reported` are the numbers that something was said of."""
    if before.institution != after.institution:
        return [Problem("plan_of_another", "institution", {"recorded": before.institution})]
    kept = {one.number for one in after.walk()}
    return [
        Problem("initiative_reported_on", "focus_areas", {"number": number})
        for number in sorted({*reported} - kept)
    ]
