"""What is unclear in the document that a plan was typed from."""

from __future__ import annotations

from metrics.plan.formula import PlanPart
from metrics.plan.terms import GoalNumber, Text


class Doubt(PlanPart):
    """Something the document says in two ways or cannot be held to, and the goal or test it is about, if one."""

    about: GoalNumber | None = None
    text: Text
