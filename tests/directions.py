"""Development plans for tests, with defaults for everything a test does not care about."""

from __future__ import annotations

from datetime import date
from typing import Any

from metrics.direction.direction_plan import Direction, DirectionFile, FocusArea, Initiative, PlanStep
from metrics.direction.direction_terms import DocumentKind
from metrics.plan.model import Institution
from tests.factories import OWNER

PERIOD = (date(2023, 1, 1), date(2025, 12, 31))


def initiative(number: str = "1.1", **changes: Any) -> Initiative:
    """An undated initiative, whose section has its number."""
    return Initiative(**{"number": number, "title": f"Initiative {number}", "section": number, **changes})


def step(number: str, **changes: Any) -> PlanStep:
    """An undated step of an initiative."""
    return PlanStep(number=number, title=f"Step {number}", section=number, **changes)


def direction(*initiatives: Initiative, **changes: Any) -> DirectionFile:
    """A development plan of 2023 to 2025 with one focus area."""
    area = FocusArea(number="1", title="Area", initiatives=initiatives or (initiative(),))
    given = {
        "kind": DocumentKind.DEVELOPMENT,
        "id": "plan-2023",
        "title": "Plan 2023-2025",
        "institution": OWNER,
        "start": PERIOD[0],
        "end": PERIOD[1],
        "source": "A source",
        "focus_areas": (area,),
        "institutions": (Institution(id=OWNER, name="The institution", ministry_area="Area"),),
    }
    return DirectionFile(**{**given, **changes})


def bare(file: DirectionFile) -> Direction:
    """A development plan without its definitions."""
    return file.bare
