"""Rules about what a plan says of itself, and what its goals are called."""

from __future__ import annotations

from collections.abc import Callable

from metrics.algebra.tree import Rule
from metrics.plan.model import Plan
from metrics.score.plan_check import plan_words
from metrics.score.plan_check.finding import Params

FEWEST_WORDS = (
    60  # of a strategic picture, for which the guide sets aside one or two pages; the number is ours
)
FEWEST_SECURITY = 3


def _check_picture_without_years(plan: Plan) -> Params | None:
    picture = plan_words.read_picture(plan)
    return {} if picture and not plan_words.names_other_years(picture, plan.year) else None


def _check_short_picture(plan: Plan) -> Params | None:
    picture = plan_words.read_picture(plan)
    count = len(picture.split()) if picture else FEWEST_WORDS
    return {"count": count} if count < FEWEST_WORDS else None


def _check_picture_not_followed_up(plan: Plan) -> Params | None:
    return None if plan_words.follows_picture_up(plan) else {}


def _check_no_dialogue(plan: Plan) -> Params | None:
    return None if plan_words.mentions_dialogue(plan) else {}


def _check_staff_unmentioned(plan: Plan) -> Params | None:
    return None if plan_words.mentions_staff(plan) else {}


def _check_pay_by_total(plan: Plan) -> Params | None:
    return {} if plan_words.rests_pay_on_total(plan) else None


def _check_reports_disagree(plan: Plan) -> Params | None:
    """Fire where the plan's words speak of every quarter, and its reports do not."""
    every = len(plan.reporting.dates or set(plan.reporting.quarters)) >= 4
    return {} if plan_words.speaks_of_every_quarter(plan) and not every else None


def _check_any_against_all(plan: Plan) -> Params | None:
    goals = [goal.number for goal in plan.goals if goal.rule in {Rule.ANY, Rule.AT_LEAST}]
    return {"goals": goals} if goals and plan_words.asks_for_all_parts(plan) else None


def _check_legality_goals(plan: Plan) -> Params | None:
    goals = [goal.number for goal in plan.goals if plan_words.is_about_legality(goal.title)]
    return {"goals": goals} if goals else None


def _check_security_goals(plan: Plan) -> Params | None:
    goals = [goal.number for goal in plan.goals if plan_words.is_about_security(goal.title)]
    enough = len(goals) >= FEWEST_SECURITY
    return {"goals": goals, "count": len(goals), "total": len(plan.goals)} if enough else None


WORD_RULES: dict[str, Callable[[Plan], Params | None]] = {
    "picture_without_years": _check_picture_without_years,
    "short_picture": _check_short_picture,
    "picture_not_followed_up": _check_picture_not_followed_up,
    "no_dialogue": _check_no_dialogue,
    "staff_unmentioned": _check_staff_unmentioned,
    "pay_by_total": _check_pay_by_total,
    "reports_disagree": _check_reports_disagree,
    "any_against_all": _check_any_against_all,
    "legality_goals": _check_legality_goals,
    "security_goals": _check_security_goals,
}
