"""A development plan as a document for programs: how its initiatives stand, and which goals serve them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from export.document_head import build_head
from metrics.direction.direction_plan import Direction, PlanStep
from metrics.direction.progress import StepStanding
from metrics.direction.serving import ServingGoal
from words.directions.planned_line import write_span
from words.directions.standing_line import write_state
from words.language import Words


def build_direction_document(
    direction: Direction,
    standings: Mapping[str, StepStanding],
    serving: Sequence[ServingGoal],
    moment: tuple[date, datetime],
    words: Words,
) -> dict[str, Any]:
    """Build the document at a moment, which is a day and what was known by; it has no total."""
    return {
        **build_head(direction, moment, words.t("direction.no_total")),
        "focus_areas": [
            {
                "number": area.number,
                "title": area.title,
                "initiatives": [
                    {
                        **_build_step(one, standings, words),
                        "owner": one.owner,
                        "steps": [_build_step(step, standings, words) for step in one.steps],
                        "goals": [
                            {
                                "plan": link.plan.id,
                                "goal": link.goal.number,
                                "relation": link.link.relation.value,
                            }
                            for link in serving
                            if link.initiative is one
                        ],
                    }
                    for one in area.initiatives
                ],
            }
            for area in direction.focus_areas
        ],
    }


def _build_step(step: PlanStep, standings: Mapping[str, StepStanding], words: Words) -> dict[str, Any]:
    standing = standings[step.number]
    return {
        "number": step.number,
        "section": step.section,
        "title": step.title,
        # The days a time may mean are for ordering and lateness; they are no dates of the plan's.
        "when": write_span(standing.span, words),
        "condition": step.condition,
        "state": standing.state.value,
        "state_text": write_state(standing, words),
        "expected": standing.expected.kind.value if standing.expected else None,
        "late": standing.late,
        "waits_for": list(standing.waits_for),
        "evidence": standing.said.source if standing.said else None,
    }
