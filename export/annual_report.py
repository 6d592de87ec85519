"""The settlement of a plan's year as the terminal writes it for programs; pay is no part of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from db.annual.annual_reading import AnnualReading
from metrics.algebra.outcome import Points
from metrics.annual.annual_course import AnnualActDone
from metrics.annual.annual_document import write_number
from metrics.annual.annual_table import AnnualRow, AnnualTable
from metrics.annual.plan_changes import PlanChange
from metrics.annual.stages import AnnualStep, WaitingPart, find_step_due
from words.annual.analysis_lines import write_goal_facts, write_part_facts
from words.annual.annual_lines import write_change, write_row
from words.annual.waiting_line import write_owing, write_waiting
from words.language import Words


def build_annual_report(reading: AnnualReading, words: Words) -> dict[str, Any]:
    """Build the annual table with its analysis, what is missing, and who has approved it."""
    table, facts = reading.table, reading.table.score.facts
    return {
        "plan": table.plan.id,
        "year": reading.year,
        "as_of": facts.as_of.isoformat(),
        "known_at": facts.known_at.isoformat(),
        "stage": table.stage.value,
        "due": {step.value: find_step_due(table.plan, step).isoformat() for step in AnnualStep},
        "total": _build_points(table.score.points) if table.score.totalled else None,
        "preliminary": _build_points(table.preliminary.points) if table.preliminary.totalled else None,
        "decided": _build_points(table.decided) if table.decided else None,
        "original": _build_points(table.original.points) if table.original else None,
        "goals": [_build_goal(row, table, reading, words) for row in table.rows],
        "analysis": [_build_analysis(row, table, reading, words) for row in table.analysed],
        "waiting": [_build_waiting(part, reading, words) for part in table.waiting],
        "changes": [_build_change(change, words) for change in table.changes],
        "approvals": [_build_act(done, reading) for done in reading.course.acts],
    }


def _build_points(points: Points) -> dict[str, float]:
    return {name: float(Fraction(getattr(points, name))) for name in ("possible", "secured", "open", "lost")}


def _build_goal(row: AnnualRow, table: AnnualTable, reading: AnnualReading, words: Words) -> dict[str, Any]:
    written, goal = write_row(row, table, reading.catalogue, words), row.found
    return {
        "number": row.number,
        "title": goal.goal.title,
        "scored": goal.goal.scored,
        "weight": float(goal.weight),
        "status": goal.status.value,
        "fulfilment": written.fulfilment,
        "credit": None if goal.outcome.credit is None else float(goal.outcome.credit),
        "preliminary": row.is_preliminary,
        "accepted": row.accepted,
        "points": _build_points(goal.points),
        "analysed": row.analysed,
        "criteria": [
            {
                "number": part.number,
                "criterion": part.criterion,
                "expected": part.expected,
                "achieved": part.reached,
                "last_year": part.before,
                "source": part.source,
            }
            for part in written.parts
        ],
    }


def _build_analysis(
    row: AnnualRow, table: AnnualTable, reading: AnnualReading, words: Words
) -> dict[str, Any]:
    texts = reading.ground.texts.get(row.number, {})
    return {
        "goal": row.number,
        "facts": [
            write_goal_facts(row, table, words),
            *write_part_facts(row, table, reading.catalogue, words),
        ],
        "shortfalls": {
            part.found.criterion.number: write_number(part.facts.shortfall)
            for part in row.parts
            if part.facts.shortfall is not None
        },
        "texts": {field.value: text for field, text in texts.items()},
    }


def _build_waiting(part: WaitingPart, reading: AnnualReading, words: Words) -> dict[str, Any]:
    return {
        "goal": part.goal,
        "criterion": part.criterion.number if part.criterion else None,
        "reason": part.reason.value,
        "what": write_waiting(part, reading.catalogue, words),
        "owed_by": write_owing(part, words),
        "party": part.party.value,
        "due": part.due.isoformat() if part.due else None,
        "needed_for": part.step.value,
        "quarter": part.quarter,
    }


def _build_change(change: PlanChange, words: Words) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "since": change.since.isoformat(),
        "agreed": change.agreed.isoformat() if change.agreed else None,
        "goal": change.goal,
        "text": write_change(change, words),
    }


def _build_act(done: AnnualActDone, reading: AnnualReading) -> dict[str, Any]:
    return {
        "act": done.act.value,
        "person": done.person,
        "role": done.role.value,
        "at": done.at.isoformat(),
        "words": done.words,
        "stands": done in reading.course.standing,
    }
