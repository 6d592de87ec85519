"""A development plan as a document for programs: how its initiatives stand, and which goals serve them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from export.document_head import build_head
from export.score_document import to_json_number
from metrics.direction.direction_plan import Direction, PlanStep
from metrics.direction.progress import StepStanding
from metrics.direction.serving import ServingGoal
from metrics.direction.target_years import TargetYear
from words.directions.planned_line import write_span
from words.directions.standing_line import write_state
from words.language import Words


def build_direction_document(
    direction: Direction,
    standings: Mapping[str, StepStanding],
    serving: Sequence[ServingGoal],
    targets: Sequence[TargetYear],
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
        "targets": [
            {
                "number": target.number,
                "title": target.title,
                "section": target.section,
                "years": [_build_year(one) for one in targets if one.target is target],
            }
            for target in direction.targets
        ],
    }


def _build_year(one: TargetYear) -> dict[str, Any]:
    actual, target = one.trace.actual, one.trace.target
    return {
        "year": one.year,
        "operator": one.target.operator.value,
        "target": to_json_number(target and target.value),
        "result": to_json_number(actual and actual.value),
        "final": bool(actual and actual.settled),
        "status": one.status.value,
        "goals": [
            {
                "plan": aim.plan.id,
                "goal": aim.goal.number,
                "target": to_json_number(aim.amount.value),
                "agreement": aim.agreement.value,
            }
            for aim in one.aims
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
