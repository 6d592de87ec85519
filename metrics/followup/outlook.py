"""The outlook of a plan: its score, forecasts and risks in one answer that pages and commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from threading import Lock

from metrics.facts.facts import Facts
from metrics.followup.risk import NOTICES, Flag, find_chance, find_flags
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.foresight.estimated_tests import EstimatedTests
from metrics.foresight.forecast import Foresight
from metrics.foresight.forecasting import foresee_plan, is_foreseen
from metrics.foresight.lean import (
    NO_LEAN,
    Hindsight,
    Lean,
    Lookback,
    Sights,
    choose_lookbacks,
    learn_lean,
    look_as_before,
)
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.scoring import CriterionScore, GoalScore, Score, weigh_verdicts
from metrics.score.settlements.settled_verdicts import find_verdicts
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
    """The outlooks of plans by id, each worked out when first asked for, since a page shows few of many.

    Whoever asks for one that is being worked out waits for it, and for no other.
    """

    plans: Mapping[str, Plan]
    work_out: Callable[[Plan], Outlook]
    _known: dict[str, Outlook] = field(default_factory=dict)
    _locks: dict[str, Lock] = field(default_factory=dict)

    def __getitem__(self, plan: str) -> Outlook:
        asked = self.plans[plan]
        if plan not in self._known:
            # With one lock for all, whoever looks at one plan waited while all of them were gone through.
            with self._locks.setdefault(plan, Lock()):
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
    every = list(plans)
    own: dict[str, list[Plan]] = {}
    for plan in every:
        own.setdefault(plan.institution, []).append(plan)
    grounds = {key: Ground(tuple(theirs), facts, catalogue) for key, theirs in own.items()}
    return foresee_on(grounds, every, catalogue, thresholds)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What an institution's plans are judged on at a moment, and the judgements that were made on it.

    `plans` are those that exist then, `facts` and `catalogue` hold whatever these read. A judgement is kept for as long
    as the ground is, under what else it depends on. Grounds that are made of the same data on other days share the
    `sights` of what was looked back at, and what was `estimated`.
    """

    plans: tuple[Plan, ...]
    facts: Facts
    catalogue: Catalogue
    sights: Sights = field(default_factory=Sights)
    estimated: EstimatedTests = field(default_factory=EstimatedTests)
    _judged: dict[str, tuple[Thresholds, Lean, Outlook]] = field(default_factory=dict)
    _seen: dict[tuple[str, tuple[str, ...], int], tuple[Hindsight, ...]] = field(default_factory=dict)

    def judge(self, plan: Plan, thresholds: Thresholds, lean: Lean) -> Outlook:
        """Judge one of the plans by the thresholds of its area and the lean of the area's forecasts."""
        known = self._judged.get(plan.id)
        if known is None or known[:2] != (thresholds, lean):
            found = find_outlook(
                plan, self.facts, self.catalogue, thresholds, self.plans, lean, estimated=self.estimated
            )
            known = self._judged[plan.id] = (thresholds, lean, found)
        return known[2]

    def look_back(self, chosen: Lookback) -> tuple[Hindsight, ...]:
        """Look back at tests of one of the plans that is over."""
        key = (chosen.plan.id, chosen.numbers, chosen.years_back)
        if key not in self._seen:
            self._seen[key] = tuple(look_as_before(chosen, self.facts, self.catalogue, self.sights))
        return self._seen[key]


def foresee_on(
    grounds: Mapping[str, Ground],
    plans: Iterable[Plan],
    catalogue: Catalogue,
    thresholds: Mapping[str, Thresholds],
) -> Outlooks:
    """Make the outlook of each plan on its institution's ground; all grounds are of one moment.

    What was judged on them before is not judged again, unless the lean of the area or its thresholds have changed.
    """
    every = {plan.id: plan for plan in plans}

    @cache
    def find_area(institution: str) -> str:
        return catalogue.find_area_on(institution, grounds[institution].facts.as_of)

    @cache
    def find_lean_of(area: str) -> Lean:
        own = [plan for plan in every.values() if find_area(plan.institution) == area]
        chosen = choose_lookbacks(own, grounds[own[0].institution].facts.as_of)
        return learn_lean([seen for one in chosen for seen in grounds[one.plan.institution].look_back(one)])

    learning = Lock()

    def take_lean_of(area: str) -> Lean:
        with learning:  # several plans of an area may be judged at once, and one of them learns for all
            return find_lean_of(area)

    def work_out(plan: Plan) -> Outlook:
        area, ground = find_area(plan.institution), grounds[plan.institution]
        # To learn how an area has leaned takes as long as judging its plans, and what is over does not go by it.
        lean = take_lean_of(area) if is_foreseen(plan, ground.facts.as_of) else NO_LEAN
        return ground.judge(plan, thresholds.get(area, USUAL), lean)

    return Outlooks(every, work_out)


def select_plans_of(area: str, plans: Iterable[Plan], catalogue: Catalogue, day: date) -> Iterator[Plan]:
    """Select the plans of the institutions that a ministry area has on a day."""
    return (plan for plan in plans if catalogue.find_area_on(plan.institution, day) == area)


def find_outlook(
    plan: Plan,
    facts: Facts,
    catalogue: Catalogue,
    thresholds: Thresholds,
    earlier: Iterable[Plan] = (),
    lean: Lean = NO_LEAN,
    *,
    estimated: EstimatedTests | None = None,
) -> Outlook:
    """Score a plan on the known facts and the forecasts, flag its risks and set the status of each goal.

    `earlier` are the institution's other plans; the forecasts learn from their milestones and assessments. `lean` is
    how the area's forecasts have leaned. `estimated` holds what was estimated of the institution's tests on other days.
    """
    verdicts = find_verdicts(plan, facts, catalogue)
    foresight = foresee_plan(plan, facts, catalogue, earlier, verdicts, lean, estimated=estimated)
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
    if goal.status is Status.ACCEPTED_DEVIATION:
        # What was accepted of the goal is told of what puts it at risk; of its one test in any case.
        told = {Status.AT_RISK} if len(list(goal.leaves())) > 1 else _OPEN | {Status.AT_RISK, Status.ON_TRACK}
        criteria = tuple(_accept_criterion(criterion, told) for criterion in criteria)
    return replace(goal, criteria=criteria, status=_find_status(goal, bool(own), likely))


def _judge_criterion(part: CriterionScore, own: Sequence[Flag], likely: Decimal) -> CriterionScore:
    numbers = {leaf.criterion.number for leaf in part.leaves()}
    flagged = any(flag.criterion in numbers for flag in own)
    criteria = tuple(_judge_criterion(child, own, likely) for child in part.criteria)
    return replace(part, criteria=criteria, status=_find_status(part, flagged, likely))


def _accept_criterion(part: CriterionScore, told: Set[Status]) -> CriterionScore:
    criteria = tuple(_accept_criterion(child, told) for child in part.criteria)
    status = Status.ACCEPTED_DEVIATION if part.status in told else part.status
    return replace(part, criteria=criteria, status=status)


def _find_status(part: GoalScore | CriterionScore, flagged: bool, likely: Decimal) -> Status:
    """Find the status of an open part: at risk, on track, or as it was. Without a forecast it is never on track."""
    if part.status not in _OPEN:
        return part.status
    if flagged:
        return Status.AT_RISK
    p = find_chance(part)
    return Status.ON_TRACK if p is not None and 100 * p >= likely else part.status
