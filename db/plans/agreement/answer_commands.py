"""The command that answers a finding of the plan check: a later answer is a row of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import plan_queries
from db.plans.agreement import finding_queries
from db.session import find_writer
from metrics.access import Action
from metrics.errors import InvalidInput, refuse
from metrics.plan.terms import find_text_problems
from metrics.score.plan_check.answers import AnswerKind

ANSWERING = (Action.DRAFT, Action.SIGN, Action.SIGN_FOR_DEPARTMENT)
"""The rights of which one is needed to answer: those of a draft, and of its parties."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """An answer to the finding of a rule at a place, as it was seen: `digest` is that of what was shown."""

    plan: str
    rule: str
    place: str
    kind: AnswerKind
    reason: str
    digest: str | None = None


def answer_finding(session: Session, asked: AnswerRequest, now: datetime | None = None) -> int:
    """Keep an answer to a finding and return its number.

    Raises InvalidInput (`plan_unknown`, `not_permitted`, `finding_unknown`, `finding_changed_since`) and with what is
    wrong with the reason.
    """
    at, plan = now or read_clock(), plan_queries.read_plan(session, asked.plan)
    rights.demand_right(session, rights.pick_right(session, ANSWERING, plan.institution), plan.institution)
    if found := list(find_text_problems(asked.reason, "reason")):
        raise InvalidInput(found)
    own = [
        one.finding
        for one in finding_queries.read_findings(session, plan, at)
        if (one.finding.rule, one.finding.place) == (asked.rule, asked.place)
    ]
    if not own:
        raise refuse("finding_unknown", asked.place, rule=asked.rule)
    seen = [one for one in own if asked.digest in {None, one.digest}]
    if not seen:
        raise refuse("finding_changed_since", asked.place)
    row = m.FindingAnswerRow(
        plan_id=session.scalars(select(m.Plan.id).where(m.Plan.key == asked.plan)).one(),
        rule=asked.rule,
        place=asked.place,
        digest=seen[0].digest,
        kind=asked.kind.value,
        reason=asked.reason.strip(),
        person=find_writer(session).key,
        recorded_at=at,
    )
    session.add(row)
    chain.record_entry(session, "finding.answered", asked.plan)
    return row.id
