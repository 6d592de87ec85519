"""Decisions around a score in words, and the pay that a plan's rule points to."""

from __future__ import annotations

from metrics.facts.decisions import Decision
from metrics.plan.model import Plan
from words.language import Words


def write_decision(said: Decision, plan: Plan, words: Words) -> str:
    """A decision as one line: what, who, when and why."""
    return words.t(
        "decision.line",
        what=write_what(said, plan, words),
        by=said.by,
        on=words.date(said.on),
        reason=said.reason,
    )


def write_what(said: Decision, plan: Plan, words: Words) -> str:
    """What was decided."""
    points = "" if said.points is None else words.points(said.points, plan.scoring.possible)
    until = words.date(said.until) if said.until else ""
    return words.t(f"decision.{said.kind}", goal=said.goal or "", points=points, until=until)
