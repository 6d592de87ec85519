"""A plan's headline: where its total is likely to end, against what is enough, and what has moved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from metrics.algebra.outcome import Outcome, Points
from metrics.plan.model import Plan
from metrics.score.scoring import Score
from metrics.status import Status
from metrics.whatif.prospects import find_prospects


@dataclass(frozen=True, slots=True)
class LikelyTotal:
    """The mean total in points, and the interval that holds 90 % of the probability."""

    mean: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Headline:
    """What a plan's total is or is likely to be, in points.

    `expected` is None while a goal has no forecast; the mean then lies somewhere in `between`. Both are None where
    nothing is open, where the plan has no total, and after the plan year, when nothing is foreseen.
    """

    score: Score
    expected: LikelyTotal | None
    between: tuple[Fraction, Fraction] | None
    enough: Fraction
    """The total that is enough: what the plan says, or else the ministry area's threshold."""
    before: Fraction | None
    """The expected or final total when the latest quarterly report was due."""

    @property
    def points(self) -> Points:
        """What is secured, open and lost."""
        return self.score.points

    @property
    def is_settled(self) -> bool:
        """Whether there is a total, and nothing of it is open."""
        return self.score.totalled and not self.points.open

    @property
    def total(self) -> Fraction | None:
        """The final or expected total; None where neither is known."""
        if self.is_settled:
            return self.points.secured
        return self.expected.mean if self.expected else None

    @property
    def change(self) -> Fraction | None:
        """How far the total has moved since the latest quarterly report; None where one of the two is not known."""
        return None if self.total is None or self.before is None else self.total - self.before

    @property
    def has_own_enough(self) -> bool:
        """Whether it is the plan itself that says which total is enough."""
        return find_own_threshold(self.score.plan) is not None

    @property
    def is_over(self) -> bool:
        """Whether the plan year is over."""
        return self.score.is_over

    @property
    def is_unforeseen(self) -> bool:
        """Whether nothing is foreseen of any open point."""
        return self.between == (self.points.secured, self.points.within_reach)

    def count(self, status: Status) -> int:
        """Count the goals with a status."""
        return len(self.list_goals(status))

    def list_goals(self, status: Status) -> list[str]:
        """List the numbers of the goals with a status."""
        return [goal.goal.number for goal in self.score.goals if goal.status is status]


def find_headline(score: Score, satisfactory: Fraction, before: Score | None = None) -> Headline:
    """Find the headline of a plan; `satisfactory` is what its ministry area calls enough, in percent.

    `before` is its score when the latest quarterly report was due, where the plan was known then.
    """
    expected = None if score.is_over else find_likely_total(score)
    return Headline(
        score,
        expected,
        _find_bounds(score) if expected is None else None,
        find_enough(score, satisfactory),
        _find_total(before) if before else None,
    )


def find_enough(score: Score, satisfactory: Fraction) -> Fraction:
    """Find the points that are enough: the plan's own threshold where it has one, else the share its area asks for."""
    own = find_own_threshold(score.plan)
    return find_area_total(score.plan, satisfactory) if own is None else own


def find_area_total(plan: Plan, satisfactory: Fraction) -> Fraction:
    """Find the points of a plan that its ministry area calls enough."""
    return Fraction(plan.scoring.possible) * satisfactory / 100


def find_own_threshold(plan: Plan) -> Fraction | None:
    """Find the one total in points that the plan itself calls enough; None where it names none, or several.

    It is what performance pay needs, or the only limit above nothing in the plan's words for its total.
    """
    possible = Fraction(plan.scoring.possible)
    if plan.pay and plan.pay.minimum:
        return possible * Fraction(plan.pay.minimum) / 100
    limits = [Fraction(word.at) for word in plan.scoring.words if word.at]
    return limits[0] if len(limits) == 1 else None


def find_likely_total(score: Score) -> LikelyTotal | None:
    """Find the likely total of a score that is still open; None for one that is settled or not foreseen."""
    likely = find_likely_range(score.outcome) if score.totalled and score.points.open else None
    return LikelyTotal(*(share * score.points.possible for share in likely)) if likely else None


def find_likely_range(outcome: Outcome, inside: float = 0.9) -> tuple[Fraction, Fraction, Fraction] | None:
    """Find the mean credit and an interval that holds this share of the probability; None without a forecast.

    The interval also holds the mean, which a rare credit far from the rest may draw out of it.
    """
    if outcome.chances is None:
        return None
    tail, below = (1 - inside) / 2, 0.0
    low = high = outcome.chances[0][0]
    for credit, p in outcome.chances:
        low = credit if below <= tail else low
        high = credit if below < 1 - tail else high
        below += p
    # Divided by the sum, since floats that do not quite add to 1 would draw the mean of a certain credit beside it.
    weights = [(credit, Fraction(p)) for credit, p in outcome.chances]
    mean = sum((credit * p for credit, p in weights), Fraction(0)) / sum(p for _, p in weights)
    least = max(credit for credit, _ in weights if credit <= mean)
    most = min(credit for credit, _ in weights if credit >= mean)
    return mean, min(low, least), max(high, most)


def rank_headlines(headlines: Mapping[str, Headline]) -> list[str]:
    """Rank plans by what burns: running years first; the smallest share of the points first, unknown ones last."""

    def share(key: str) -> tuple[bool, bool, Fraction]:
        found, total = headlines[key], headlines[key].total
        return found.is_over, total is None, Fraction(0) if total is None else total / found.points.possible

    return sorted(headlines, key=share)


def _find_bounds(score: Score) -> tuple[Fraction, Fraction] | None:
    """Find the bounds on the mean total of an open, running plan with goals that nothing is foreseen of."""
    if not score.points.open or score.is_over:
        return None
    ahead = find_prospects(score)
    if ahead is None:
        return None
    least, most = ahead.expected_between()
    secured, reach = score.points.secured, score.points.within_reach
    return max(_free_of_rounding(least, secured), secured), min(_free_of_rounding(most, reach), reach)


def _free_of_rounding(mean: float, exact: Fraction) -> Fraction:
    """Return the exact number where a sum of floats misses it by rounding alone."""
    return exact if abs(Fraction(mean) - exact) < Fraction(1, 10**9) else Fraction(round(mean, 9))


def _find_total(score: Score) -> Fraction | None:
    """Find the final or the expected total of a score."""
    if score.totalled and not score.points.open:
        return score.points.secured
    likely = find_likely_total(score)
    return likely.mean if likely else None
