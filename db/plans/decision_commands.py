"""The command that records a decision about a plan's score."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db import queries
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import definitions, plan_queries
from metrics.access import Action
from metrics.errors import InvalidInput
from metrics.facts import decisions
from metrics.facts.decisions import Decision
from metrics.periods import find_danish_day, find_day_start
from metrics.plan.versions import find_version_in_force
from metrics.score import scoring


def record_decision(session: Session, decision: Decision, now: datetime | None = None) -> int:
    """Record a decision and return its number. Raises InvalidInput with every reason it is not allowed."""
    entered = now or read_clock()
    today, wanted = find_danish_day(entered), decisions.strip_decision(decision)
    versions = plan_queries.read_versions_of(session, wanted.plan)
    plan = find_version_in_force(versions, today, entered) or versions[-1].plan
    rights.demand_right(session, Action.DECIDE, plan.institution)
    facts = queries.read_facts(session, today, entered)
    score = scoring.score_plan(plan, facts, definitions.read_catalogue(session))
    credits = {goal.goal.number: goal.outcome.credit for goal in score.goals}
    found = decisions.find_decision_problems(wanted, plan, credits, facts.decisions.get(plan.id, ()), today)
    if found:
        raise InvalidInput(found)
    same = ("kind", "on", "by", "reason", "goal", "points", "until", "revokes")
    owner = session.scalars(select(m.Plan.id).where(m.Plan.key == wanted.plan)).one()
    # What was decided before the plan came into the database is loaded late, and was known from its own day.
    past = wanted.on < min(plan_queries.read_arrivals(session, [wanted.plan])[wanted.plan], today)
    known = find_day_start(wanted.on) if past else entered
    row = m.Decision(plan_id=owner, recorded_at=known, **{name: getattr(wanted, name) for name in same})
    session.add(row)
    chain.record_entry(session, f"decision.{wanted.kind}", wanted.plan)
    return row.id
