"""What a later version of a development plan may not do."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.direction.direction_plan import Direction
from metrics.direction.document_versions import DocumentVersion
from metrics.errors import Problem

DirectionVersion = DocumentVersion[Direction]


def find_step_problems(before: Direction, after: Direction, reported: Iterable[str]) -> list[Problem]:
    """Find what prevents a version from following another; `reported` are the numbers that something was said of."""
    if before.institution != after.institution:
        return [Problem("plan_of_another", "institution", {"recorded": before.institution})]
    kept = {one.number for one in after.walk()}
    return [
        Problem("initiative_reported_on", "focus_areas", {"number": number})
        for number in sorted({*reported} - kept)
    ]
