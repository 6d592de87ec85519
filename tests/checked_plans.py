"""Plans for the plan check: one of which nothing is said, and what is said of those that differ from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from metrics.facts.schema import Result
from metrics.plan.criteria import Criterion
from metrics.plan.model import Goal, Indicator, Plan, Signature
from metrics.plan.terms import GoalKind, Party
from metrics.score.plan_check.advice import find_advice
from metrics.score.plan_check.finding import Finding
from tests.factories import catalogue, compared, facts, goal, indicator, plan, result

DEFINED = indicator(definition="How it is counted")


def signed(*on: tuple[str, date]) -> tuple[Signature, ...]:
    return tuple(Signature(party=Party(party), organisation="-", role="-", on=day) for party, day in on)


BOTH = signed(("department", date(2016, 11, 1)), ("institution", date(2016, 12, 1)))
PICTURE = "I 2020 er sagerne afgjort til tiden. " + "Det mærker borgerne. " * 20
SAID = (
    "Topledelserne drøfter planen efter hvert kvartal. Målbilledet følges op ved årets afslutning.",
    "Målene gennemgås med alle medarbejdere i januar.",
)


def good(*goals: Goal, **changes: Any) -> Plan:
    """A plan nothing can be said of, until something in it is changed."""
    every = goals or tuple(goal(f"{n}", kind=GoalKind.OPERATIONAL) for n in range(1, 6))
    usual = {"strategic_picture": PICTURE, "signatures": BOTH, "notes": SAID}
    return plan(*every, **{**usual, **changes})


def found(checked: Plan, *results: Result, indicators: tuple[Indicator, ...] = (DEFINED,)) -> list[Finding]:
    """What is said of a plan; its indicator was at 80 the year before unless results are given."""
    known = results or (result("2016", 80),)
    return find_advice(checked, facts(*known), catalogue(*indicators))


def of(rule: str, checked: Plan, *results: Result, **more: Any) -> list[tuple[str, dict[str, object]]]:
    """Where a rule fires, and with what."""
    return [(f.place, dict(f.params)) for f in found(checked, *results, **more) if f.rule == rule]


def goals(count: int, **changes: Any) -> list[Goal]:
    return [goal(f"{n}", compared(f"{n}.1"), **changes) for n in range(1, count + 1)]


def measured(criterion: Criterion) -> Plan:
    return good(goal("1", criterion))


def titled(leaf: Criterion, title: str = "-", note: str | None = None) -> Criterion:
    """The same criterion with other words."""
    return leaf.model_copy(update={"title": title, "note": note})
