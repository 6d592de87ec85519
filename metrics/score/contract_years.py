"""The years of a contract over several years, each settled by itself."""

from __future__ import annotations

from datetime import timedelta

from metrics.facts.facts import Facts
from metrics.periods import add_years
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.scoring import Score, score_plan


def split_into_years(plan: Plan) -> dict[int, Plan]:
    """Split a contract into a plan for each year that its goals name; empty where no goal names one.

    A goal that names no year belongs to each of them.
    """
    years = sorted({goal.year for goal in plan.goals if goal.year})
    return {year: _pick_year(plan, year) for year in years}


def _pick_year(plan: Plan, year: int) -> Plan:
    start = add_years(plan.start, year - plan.year)
    end = min(plan.end, add_years(start, 1) - timedelta(days=1))
    goals = tuple(goal for goal in plan.goals if goal.year in (None, year))
    return plan.model_copy(update={"start": start, "end": end, "goals": goals})


def score_years(plan: Plan, facts: Facts, catalogue: Catalogue) -> dict[int, Score]:
    """Score each year of a contract by itself, on the facts known at a moment."""
    return {year: score_plan(part, facts, catalogue) for year, part in split_into_years(plan).items()}
