"""The years of a contract over several years, each settled by itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from metrics.algebra.tree import World
from metrics.errors import refuse
from metrics.facts.facts import Facts
from metrics.periods import add_years
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import Score, score_part


def split_into_years(plan: Plan) -> dict[int, Plan]:
    """Split a contract into a plan for each year that its goals name; empty where no goal names one.

    A goal that names no year belongs to each of them.
    """
    years = sorted({goal.year for goal in plan.goals if goal.year})
    return {year: _pick_year(plan, year) for year in years}


def find_settled_year(plan: Plan, day: date, asked: int | None = None) -> int | None:
    """Find which year of a contract is settled: the one asked for, or else the last that is over, or the first.

    None where the plan is of one year; KeyError where the contract has not the year that is asked for.
    """
    years = split_into_years(plan)
    if asked is not None:
        years[asked]
    if not years:
        return None
    over = [year for year, part in years.items() if part.end < day]
    return asked or (over[-1] if over else min(years))


def find_asked_year(plan: Plan, day: date, asked: int | None) -> int | None:
    """Find which year of a contract is settled, as `find_settled_year` does. Raises InvalidInput (`year_unknown`)."""
    years = split_into_years(plan)
    if asked is not None and asked not in years:
        raise refuse("year_unknown", plan.id, value=str(asked), allowed=[str(one) for one in sorted(years)])
    return find_settled_year(plan, day, asked)


def _pick_year(plan: Plan, year: int) -> Plan:
    start = add_years(plan.start, year - plan.year)
    end = min(plan.end, add_years(start, 1) - timedelta(days=1))
    goals = tuple(goal for goal in plan.goals if goal.year in (None, year))
    return plan.model_copy(update={"start": start, "end": end, "goals": goals})


def score_years(plan: Plan, facts: Facts, catalogue: Catalogue) -> dict[int, Score]:
    """Score each year of a contract by itself, on the facts known at a moment."""
    return {year: score_part(part, facts, catalogue) for year, part in split_into_years(plan).items()}


def split_score(score: Score, catalogue: Catalogue) -> dict[int, Score]:
    """Split the score of a contract into one for each year, with what is believed of the goals of that year.

    A goal that names no year is measured in each of them, and nothing is believed of it there.
    """
    years = split_into_years(score.plan)
    return {year: _score_year(score, year, part, catalogue) for year, part in years.items()}


def _score_year(score: Score, year: int, part: Plan, catalogue: Catalogue) -> Score:
    own = {leaf.number for goal in part.goals if goal.year == year for leaf in goal.leaves()}
    believed = {number: outcome for number, outcome in score.leaves.items() if number in own}
    causes = [[_narrow(world, own) for world in cause] for cause in score.causes]
    beliefs = Beliefs(believed, [cause for cause in causes if cause[0].leaves])
    return score_part(part, score.facts, catalogue, beliefs)


def _narrow(world: World, numbers: Collection[str]) -> World:
    return World(world.probability, {n: outcome for n, outcome in world.leaves.items() if n in numbers})
