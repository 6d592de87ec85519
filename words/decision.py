"""Decisions on a plan's score in words."""

from __future__ import annotations

from metrics.facts.decisions import Decision, DecisionKind
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
    """Write what was decided."""
    points = "" if said.points is None else words.points(said.points, plan.scoring.possible)
    until = words.date(said.until) if said.until else ""
    if said.kind is DecisionKind.PAY and plan.pay and plan.pay.amount and said.points is not None:
        return words.t("decision.pay_amount", points=words.number(said.points))
    return words.t(f"decision.{said.kind}", goal=said.goal or "", points=points, until=until)
