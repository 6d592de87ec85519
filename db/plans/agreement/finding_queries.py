"""Reads of what the plan check finds in a plan on all that is known now, and of the answers that were given."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db import queries
from db.clock import read_clock
from db.plans import definitions
from metrics.facts.facts import Facts
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.model import Plan
from metrics.score.plan_check.advice import find_advice
from metrics.score.plan_check.answers import AnsweredFinding, AnswerKind, FindingAnswer, match_answers


def read_findings(session: Session, plan: Plan, now: datetime | None = None) -> list[AnsweredFinding]:
    """Read the findings about a plan, each with its answer."""
    facts = _read_newest_facts(session, plan, now or read_clock())
    found = find_advice(plan, facts, definitions.read_catalogue(session))
    return match_answers(found, read_answers(session, plan.id))


def read_answers(session: Session, plan: str) -> list[FindingAnswer]:
    """Read every answer to the findings about a plan, the oldest first."""
    row = m.FindingAnswerRow
    query = select(row).join(m.Plan, m.Plan.id == row.plan_id).where(m.Plan.key == plan).order_by(row.id)
    return [
        FindingAnswer(a.rule, a.place, a.digest, AnswerKind(a.kind), a.reason, a.person, a.recorded_at)
        for a in session.scalars(query)
    ]


def _read_newest_facts(session: Session, plan: Plan, now: datetime) -> Facts:
    """Read all facts known now, and those that a plan still to be signed will make known."""
    day = max(find_danish_day(now), plan.counts_from)
    return queries.read_facts(session, day, max(now, find_day_end(plan.counts_from)))
