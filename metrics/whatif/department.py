"""A department's view: how many of its institutions stay under a total, and which goal would help most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from metrics.algebra.copula import sum_linked
from metrics.algebra.distribution import ONE, ZERO
from metrics.score.scoring import Score
from metrics.whatif.pivotal import Pivot, find_pivots
from metrics.whatif.prospects import Prospects, find_prospects


@dataclass(frozen=True, slots=True)
class PlansUnder:
    """How many plans stay under a threshold: the chance of each number, and the mean.

    `silent` are plans that have no distribution and are left out of both.
    """

    chances: tuple[tuple[int, float], ...]
    expected: float
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpfulGoal:
    """A goal of a plan, and how much it raises the expected number of plans at or above the threshold if it is met."""

    plan: str
    goal: str
    rise: float


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """The plans of several institutions against a share of their possible points.

    `apart` and `together` are the same count with institutions that are independent and fully linked; each plan's own
    chance is the same in both. `helps` are the single goals that would lift most plans to the share, the best first.
    """

    share: Fraction
    outlooks: Mapping[str, Prospects]
    apart: PlansUnder
    together: PlansUnder
    helps: tuple[HelpfulGoal, ...]


def view_department(scores: Mapping[str, Score], share: Fraction) -> DepartmentView:
    """The scores of plans against a share of their points; those without a total are left out."""
    outlooks = {plan: found for plan, score in scores.items() if (found := find_prospects(score))}
    pivotal = {plan: find_pivots(scores[plan], share * found.possible) for plan, found in outlooks.items()}
    apart, together = (count_plans_under(outlooks, share, rho) for rho in (0.0, 1.0))
    return DepartmentView(share, outlooks, apart, together, find_helpful_goals(outlooks, pivotal, share))


def count_plans_under(outlooks: Mapping[str, Prospects], share: Fraction, rho: float = 0.0) -> PlansUnder:
    """How many plans earn less than a share of their possible points, all of them with this correlation.

    >>> under({}, Fraction(4, 5)).chances
    ((0, 1.0),)
    """
    falls = {
        plan: 1 - outlook.reaching(share * outlook.possible)[0]
        for plan, outlook in outlooks.items()
        if not outlook.silent
    }
    chances = (
        sum_linked([((ZERO, 1 - p), (ONE, p)) for p in falls.values()], rho) if falls else ((ZERO, 1.0),)
    )
    silent = tuple(plan for plan, outlook in outlooks.items() if outlook.silent)
    return PlansUnder(tuple((int(count), p) for count, p in chances), sum(falls.values()), silent)


def find_helpful_goals(
    outlooks: Mapping[str, Prospects], pivots: Mapping[str, Iterable[Pivot]], share: Fraction
) -> tuple[HelpfulGoal, ...]:
    """The open goals of all plans, the one first that would help most. `pivots` are for the same share.

    A plan in which a goal is silent is left out: nobody knows how likely it is to reach the threshold now.
    """
    found = []
    for plan, goals in pivots.items():
        outlook = outlooks[plan]
        if not outlook.silent:
            now = outlook.reaching(share * outlook.possible)[0]
            found += [HelpfulGoal(plan, pivot.number, pivot.met.reaches[0] - now) for pivot in goals]
    return tuple(sorted(found, key=lambda one: -one.rise))
