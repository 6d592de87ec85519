"""Advice on a plan: findings to consider, never errors, from the guide of 2014 and from experience.

docs/planguide.md gives the reason for each rule and its place in the guide. A plan is checked on its text and on the
results of earlier years only, so its findings stay the same throughout the plan year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from metrics.facts.facts import Facts
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.plan_check.answers import AnsweredFinding
from metrics.score.plan_check.finding import Finding, Params
from metrics.score.plan_check.goal_rules import GOAL_RULES
from metrics.score.plan_check.leaf_rules import LEAF_RULES
from metrics.score.plan_check.measured_criterion import find_measured_criterion
from metrics.score.plan_check.plan_rules import PLAN_RULES
from metrics.score.plan_check.target_rules import TARGET_RULES
from metrics.score.plan_check.word_rules import WORD_RULES

S = TypeVar("S")
DOUBT = "doubt"
"""The rule that tells what is unclear in the document, as whoever typed the plan from it says."""
RULES = (*PLAN_RULES, *WORD_RULES, *GOAL_RULES, *LEAF_RULES, *TARGET_RULES, DOUBT)


def find_advice(plan: Plan, facts: Facts, catalogue: Catalogue) -> list[Finding]:
    """Find all advice on a plan: first on the plan as a whole, then goal by goal. Withdrawn goals are left out."""
    kept = plan.model_copy(update={"goals": tuple(g for g in plan.goals if not g.withdrawn)})
    return list(_run_rules(kept, facts, catalogue))


def select_before_signing(found: Iterable[AnsweredFinding]) -> list[AnsweredFinding]:
    """Select what is read by those who are about to sign a plan: all but that nobody has."""
    return [one for one in found if one.finding.rule != "unsigned"]


def _run_rules(plan: Plan, facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    yield from _apply_rules({**PLAN_RULES, **WORD_RULES}, plan, "")
    yield from _tell_doubts(plan, "")
    for goal in plan.goals:
        yield from _apply_rules(GOAL_RULES, goal, goal.number)
        yield from _tell_doubts(plan, goal.number)
        for leaf in goal.leaves():
            yield from _apply_rules(LEAF_RULES, (leaf, plan), leaf.number)
            if test := find_measured_criterion(leaf, goal, plan, facts, catalogue):
                yield from _apply_rules(TARGET_RULES, test, leaf.number)
            if leaf.number != goal.number:
                yield from _tell_doubts(plan, leaf.number)


def _apply_rules(
    rules: Mapping[str, Callable[[S], Params | None]], subject: S, place: str
) -> Iterator[Finding]:
    for rule, fires in rules.items():
        params = fires(subject)
        if params is not None:
            yield Finding(rule, place, params)


def _tell_doubts(plan: Plan, place: str) -> Iterator[Finding]:
    for doubt in plan.doubts:
        if (doubt.about or "") == place:
            yield Finding(DOUBT, place, {"text": doubt.text})
