"""Decisions on a plan's score in words."""

from __future__ import annotations

from metrics.facts.decisions import Decision, DecisionKind, find_lapse
from metrics.plan.model import Plan
from words.language import Words


def write_decision(said: Decision, plan: Plan, words: Words) -> str:
    """Write a decision as one line: what, by whom, when and why."""
    return words.t(
        "decision.line",
        what=write_what(said, plan, words),
        by=said.by,
        on=words.date(said.on),
        reason=said.reason,
    )


def write_what(said: Decision, plan: Plan, words: Words) -> str:
    """Write what was decided, and whether it has stopped counting because the plan was opened again."""
    lapsed, what = find_lapse(said, plan), _write_decided(said, plan, words)
    return words.t("decision.lapsed", what=what, day=words.date(lapsed)) if lapsed else what


def _write_decided(said: Decision, plan: Plan, words: Words) -> str:
    until = words.date(said.until) if said.until else ""
    if said.kind is DecisionKind.PAY and said.points is not None:
        key = "decision.pay_amount" if plan.pay and plan.pay.amount else "decision.pay"
        return words.t(
            key, points=words.number(said.points)
        )  # what is paid is what was decided, to the last decimal
    points = "" if said.points is None else words.points(said.points, plan.scoring.possible)
    return words.t(f"decision.{said.kind}", goal=said.goal or "", points=points, until=until)
