"""The outlook of a plan: its score, forecasts and risks in one answer that pages and commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from threading import Lock

from metrics.algebra.outcome import Outcome
from metrics.facts.facts import Facts
from metrics.followup.risk import NOTICES, Flag, find_chance, find_flags
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.foresight.forecast import Foresight
from metrics.foresight.forecasting import foresee_plan
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.scoring import CriterionScore, GoalScore, Score, weigh_verdicts
from metrics.score.tests import judge_tests
from metrics.status import Status

_OPEN = frozenset({Status.NOT_DUE, Status.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Outlook:
    """A plan's score with its forecasts and flags; the statuses take both into account."""

    score: Score
    foresight: Foresight
    flags: tuple[Flag, ...]

    def of_goal(self, number: str) -> tuple[Flag, ...]:
        """Select the flags on one goal, weightiest first."""
        return tuple(flag for flag in self.flags if flag.goal == number)

    def risks(self, number: str) -> tuple[Flag, ...]:
        """Select the flags that put one goal at risk: all but mere notices."""
        return _select_risks(self.flags, number)


@dataclass(frozen=True, slots=True, eq=False)
class Outlooks(Mapping[str, Outlook]):
    """The outlooks of plans by id, each worked out when first asked for, since a page shows few of many."""

    plans: Mapping[str, Plan]
    work_out: Callable[[Plan], Outlook]
    _known: dict[str, Outlook] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __getitem__(self, plan: str) -> Outlook:
        asked = self.plans[plan]
        with self._lock:
            if plan not in self._known:
                self._known[plan] = self.work_out(asked)
            return self._known[plan]

    def __contains__(self, plan: object) -> bool:
        return plan in self.plans

    def __iter__(self) -> Iterator[str]:
        return iter(self.plans)

    def __len__(self) -> int:
        return len(self.plans)

    def where(self, asked_for: Callable[[Plan], bool]) -> Outlooks:
        """Narrow to some of the plans; outlooks already worked out are shared with the original."""
        return replace(self, plans={key: plan for key, plan in self.plans.items() if asked_for(plan)})


def join_outlooks(*parts: Outlooks) -> Outlooks:
    """Join the outlooks of different plans; those already worked out are shared with the parts."""
    held = {key: part for part in parts for key in part}
    plans = {key: part.plans[key] for key, part in held.items()}
    return Outlooks(plans, lambda plan: held[plan.id][plan.id])


def foresee_plans(
    plans: Iterable[Plan], facts: Facts, catalogue: Catalogue, thresholds: Mapping[str, Thresholds]
) -> Outlooks:
    """Make the outlook of each plan with its ministry area's thresholds and its institution's other plans.

    The area is the one the institution is in on the day of the facts.
    """
    every = {plan.id: plan for plan in plans}
    own: dict[str, list[Plan]] = {}
    for plan in every.values():
        own.setdefault(plan.institution, []).append(plan)

    def work_out(plan: Plan) -> Outlook:
        given = thresholds.get(catalogue.find_area_on(plan.institution, facts.as_of), USUAL)
        return find_outlook(plan, facts, catalogue, given, earlier=own[plan.institution])

    return Outlooks(every, work_out)


def find_outlook(
    plan: Plan, facts: Facts, catalogue: Catalogue, thresholds: Thresholds, earlier: Iterable[Plan] = ()
) -> Outlook:
    """Score a plan on the known facts and the forecasts, flag its risks and set the status of each goal.

    `earlier` are the institution's other plans; the forecasts learn from their milestones and assessments.
    """
    verdicts = judge_tests(plan, facts, catalogue)
    foresight = foresee_plan(plan, facts, catalogue, earlier, verdicts)
    return flag_score(weigh_verdicts(plan, facts, verdicts, beliefs=foresight.beliefs), foresight, thresholds)


def flag_score(plain: Score, foresight: Foresight, thresholds: Thresholds) -> Outlook:
    """Flag the risks of a score and set the statuses that follow."""
    found = find_flags(plain, foresight, thresholds)
    goals = tuple(_judge_goal(goal, found, thresholds.likely) for goal in plain.goals)
    return Outlook(replace(plain, goals=goals), foresight, found)


def _select_risks(found: Sequence[Flag], number: str) -> tuple[Flag, ...]:
    return tuple(flag for flag in found if flag.goal == number and flag.rule not in NOTICES)


def _judge_goal(goal: GoalScore, found: Sequence[Flag], likely: Decimal) -> GoalScore:
    own = _select_risks(found, goal.goal.number)
    criteria = tuple(_judge_criterion(criterion, own, likely) for criterion in goal.criteria)
    return replace(goal, criteria=criteria, status=_find_status(goal, bool(own), likely))


def _judge_criterion(part: CriterionScore, own: Sequence[Flag], likely: Decimal) -> CriterionScore:
    numbers = {leaf.criterion.number for leaf in part.leaves()}
    flagged = any(flag.criterion in numbers for flag in own)
    criteria = tuple(_judge_criterion(child, own, likely) for child in part.criteria)
    return replace(part, criteria=criteria, status=_find_status(part, flagged, likely))


def _find_status(part: GoalScore | CriterionScore, flagged: bool, likely: Decimal) -> Status:
    """Find the status of an open part: at risk, on track, or as it was. Without a forecast it is never on track."""
    if part.status not in _OPEN:
        return part.status
    if flagged:
        return Status.AT_RISK
    p = find_chance(part)
    return Status.ON_TRACK if p is not None and 100 * p >= likely else part.status


def find_likely_range(outcome: Outcome, inside: float = 0.9) -> tuple[Fraction, Fraction, Fraction] | None:
    """Find the mean credit and the interval that holds this share of the probability; None without a forecast."""
    if outcome.chances is None:
        return None
    tail, below = (1 - inside) / 2, 0.0
    low = high = outcome.chances[0][0]
    mean = Fraction(0)
    for credit, p in outcome.chances:
        low = credit if below <= tail else low
        high = credit if below < 1 - tail else high
        mean += credit * Fraction(p)
        below += p
    return mean, low, high
