"""A department's view: how many of its plans fall short of a total, and which goal would help most."""

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
    """How many plans fall short of a threshold: the chance of each number, and the mean.

    `silent` are the plans without a distribution, which count in neither.
    """

    chances: tuple[tuple[int, float], ...]
    expected: float
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LikelyCount:
    """How many plans are likely to fall short, from `least` to `most`, and the chance that it is one of these."""

    least: int
    most: int
    p: float


@dataclass(frozen=True, slots=True)
class HelpfulGoal:
    """A goal, and by how much meeting it raises the expected number of plans that reach the threshold."""

    plan: str
    goal: str
    rise: float


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """The plans of several institutions against a share of their possible points.

    `apart` is the count with independent plans, `together` with fully correlated ones; each plan's own chance is the
    same in both. `helps` are the goals that would lift most plans to the share, the best first.
    """

    share: Fraction
    outlooks: Mapping[str, Prospects]
    apart: PlansUnder
    together: PlansUnder
    helps: tuple[HelpfulGoal, ...]


def view_department(scores: Mapping[str, Score], share: Fraction) -> DepartmentView:
    """Hold the scores of plans against a share of their points; plans without a total are left out."""
    outlooks, pivots = {}, {}
    for plan, score in scores.items():
        outlook = find_prospects(score)
        if outlook:
            outlooks[plan] = outlook
            pivots[plan] = find_pivots(score, share * outlook.possible)
    apart, together = (count_plans_under(outlooks, share, rho) for rho in (0.0, 1.0))
    return DepartmentView(share, outlooks, apart, together, find_helpful_goals(outlooks, pivots, share))


def count_plans_under(outlooks: Mapping[str, Prospects], share: Fraction, rho: float = 0.0) -> PlansUnder:
    """Count the plans that earn less than a share of their possible points, with this correlation between them.

    >>> count_plans_under({}, Fraction(4, 5)).chances
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


LIKELY_ENOUGH = 0.8
"""The chance that the counts named in a range hold between them, at least."""


def find_likely_count(found: PlansUnder) -> LikelyCount:
    """Find the fewest neighbouring counts that are likely enough together; of equally many the likeliest.

    >>> find_likely_count(PlansUnder(((0, 0.1), (1, 0.6), (2, 0.3)), 1.2))
    LikelyCount(least=1, most=2, p=0.9)
    """
    counts = found.chances
    spans = [
        LikelyCount(counts[first][0], counts[last][0], sum(p for _, p in counts[first : last + 1]))
        for first in range(len(counts))
        for last in range(first, len(counts))
    ]
    # What sums of floats miss by rounding is no reason to name one count more.
    enough = [span for span in spans if span.p > LIKELY_ENOUGH - 1e-9]
    return min(enough, key=lambda span: (span.most - span.least, -span.p))


def find_helpful_goals(
    outlooks: Mapping[str, Prospects], pivots: Mapping[str, Iterable[Pivot]], share: Fraction
) -> tuple[HelpfulGoal, ...]:
    """Find the open goals of all plans, most helpful first. `pivots` must be for the same share."""
    found = []
    for plan, goals in pivots.items():
        outlook = outlooks[plan]
        # With a silent goal nobody knows how likely the plan is to reach the threshold now.
        if not outlook.silent:
            now = outlook.reaching(share * outlook.possible)[0]
            found += [HelpfulGoal(plan, pivot.number, pivot.met.reaches[0] - now) for pivot in goals]
    return tuple(sorted(found, key=lambda one: -one.rise))
