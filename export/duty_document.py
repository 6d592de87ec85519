"""A plan of duties as a document for programs: each duty with its section, its times of a year and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from export.document_head import build_head
from metrics.duties.duty_plan import DutyPlan
from metrics.duties.occurrences import DutyStanding
from metrics.periods import write_day
from words.directions.duty_line import write_return
from words.directions.standing_line import write_state
from words.language import Words


def build_duty_document(
    plan: DutyPlan,
    year: int,
    standings: Sequence[DutyStanding],
    moment: tuple[date, datetime],
    words: Words,
) -> dict[str, Any]:
    """Build the document of a year at a moment, which is a day and what was known by; it has no total."""
    return {
        **build_head(plan, moment, words.t("duty.no_total")),
        "year": year,
        "duties": [
            {
                "number": duty.number,
                "section": duty.section,
                "title": duty.title,
                "said": duty.said,
                "returns": write_return(duty, words),
                "rule": duty.rule,
                "first": write_day(duty.first),
                "trigger": duty.trigger,
                "addition": duty.addition,
                "owner": duty.owner,
                "role": duty.role.value,
                "occurrences": [_build_time(one, words) for one in standings if one.duty == duty],
            }
            for duty in plan.duties
        ],
    }


def _build_time(one: DutyStanding, words: Words) -> dict[str, Any]:
    of, said = one.occurrence, one.said
    return {
        "day": write_day(of.day) if of else None,
        "due": write_day(of.due) if of else None,
        "trigger": of.trigger.note if of and of.trigger else None,
        "state": one.state.value,
        "state_text": write_state(one, words),
        "on": write_day(said.on) if said else None,
        "expected": one.expected.kind.value if one.expected else None,
        "late": one.late,
        "evidence": said.source if said else None,
    }
