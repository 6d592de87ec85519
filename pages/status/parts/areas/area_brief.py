"""What a reader of many institutions is first shown of a ministry area: its current plans, counted, and what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, ValidationInfo

from metrics.followup.deadlines import Deadline, Duty
from metrics.plan.model import Plan
from metrics.score.scoring import Score
from metrics.status import Status
from metrics.whatif.department import LikelyCount, find_likely_count
from metrics.whatif.headline import Headline
from pages.status.parts.area_view import AreaView

SHARES = (60, 70, 80, 90)
"""Where the bins of expected totals meet, in percent of the possible points."""


class Order(StrEnum):
    """What comes first in a table of areas or institutions."""

    WORST = "worst"
    NAME = "name"
    LATE = "late"


def _find_plan(given: Any, info: ValidationInfo) -> Any:
    if not isinstance(given, str):
        return given
    if given not in (known := info.context or {}):
        raise ValueError("no such plan")
    return known[given]


KnownPlan = Annotated[Plan, BeforeValidator(_find_plan), PlainSerializer(lambda plan: plan.id)]
"""A plan that is written as its id, and found again by it among those that whoever reads it gives."""


@dataclass(frozen=True, slots=True)
class PlanBrief:
    """An institution's current plan, with how much of it is past its due day: values that are missing, and the rest.

    `total` is final where it is settled, or else what is expected, `between` two points; None where that is not known.
    Both, and the `statuses` of goals, are those of running plans alone.
    """

    plan: KnownPlan
    possible: Fraction
    is_running: bool
    total: Fraction | None
    is_settled: bool
    between: tuple[Fraction, Fraction] | None
    statuses: Mapping[Status, int]
    late: int
    missing: int

    @property
    def share(self) -> Fraction | None:
        """The final or expected share of the possible points, or the middle of what its mean lies between.

        None where nothing of that is known.
        """
        if self.total is not None:
            return self.total / self.possible
        return sum(self.between, Fraction(0)) / 2 / self.possible if self.between else None


@dataclass(frozen=True, slots=True)
class AreaBrief:
    """A ministry area: its current plans, worst first, and how many of `counted` institutions are likely to end below.

    `likely` is None where it is too early to tell, and where no institution is counted; `silent` have a goal without a
    forecast, and are not. `enough` is the limit in percent, and `below` the share of the institutions that is expected
    below it, by which areas are ranked.
    """

    name: str
    plans: tuple[PlanBrief, ...]
    newest: tuple[PlanBrief, ...]
    likely: LikelyCount | None
    counted: int
    silent: int
    enough: Fraction
    below: float
    next_report: date | None

    @property
    def institutions(self) -> frozenset[str]:
        """The institutions that have a current plan, one that is still to begin or is the latest among them."""
        return frozenset(one.plan.institution for one in self.plans)

    @property
    def late(self) -> int:
        """How many duties are past their due day, but for values."""
        return sum(one.late for one in self.plans)

    @property
    def missing(self) -> int:
        """How many values are past the day on which they were due."""
        return sum(one.missing for one in self.plans)

    @property
    def statuses(self) -> Mapping[Status, int]:
        """How many goals of running plans stand where."""
        return Counter(status for one in self.plans for status in Counter(one.statuses).elements())

    @property
    def mean(self) -> Fraction:
        """The mean share of the institutions of which one is known; 1 where that is none."""
        shares = [one.share for one in self.newest if one.share is not None]
        return sum(shares, Fraction(0)) / len(shares) if shares else Fraction(1)

    @property
    def bins(self) -> tuple[int, ...]:
        """How many institutions are expected, or known, to end in each bin of `SHARES`, the lowest first."""
        shares = [100 * one.share for one in self.newest if one.share is not None]
        return tuple(sum(_find_bin(share) == place for share in shares) for place in range(len(SHARES) + 1))


def brief_area(view: AreaView) -> AreaBrief:
    """Brief a view of an area, which may be one of its current plans alone."""
    owed = _count_owed(view.owed, view.as_of)
    running = [_brief_running(found, owed) for found in view.headlines.values()]
    resting = [_brief_resting(score, owed) for score in view.resting]
    newest = {found.score.plan.id for found in view.newest}
    likely = find_likely_count(view.below) if view.counted else None
    if likely and likely.most - likely.least == view.counted:
        likely = None
    return AreaBrief(
        view.name,
        (*running, *resting),
        tuple(one for one in running if one.plan.id in newest),
        likely,
        view.counted,
        len(view.below.silent),
        100 * view.share,
        view.below.expected / len(newest) if newest else -1.0,
        view.next_report,
    )


def rank_areas(areas: Iterable[AreaBrief], order: Order) -> list[AreaBrief]:
    """Rank areas: by the share likely to end below and then the mean, by name, or by what is late and missing."""
    match order:
        case Order.WORST:
            return sorted(areas, key=lambda area: (-area.below, area.mean))
        case Order.NAME:
            return sorted(areas, key=lambda area: area.name)
        case Order.LATE:
            return sorted(areas, key=lambda area: -(area.late + area.missing))


def _brief_running(found: Headline, owed: Counter[tuple[str, bool]]) -> PlanBrief:
    plan, ahead = found.score.plan, found.expected
    return PlanBrief(
        plan,
        Fraction(found.points.possible),
        True,
        found.total,
        found.is_settled,
        (ahead.low, ahead.high) if ahead else found.between,
        Counter(goal.status for goal in found.score.goals),
        owed[plan.id, False],
        owed[plan.id, True],
    )


def _brief_resting(score: Score, owed: Counter[tuple[str, bool]]) -> PlanBrief:
    plan = score.plan
    late, missing = owed[plan.id, False], owed[plan.id, True]
    return PlanBrief(plan, Fraction(score.points.possible), False, None, False, None, {}, late, missing)


def _count_owed(owed: Iterable[Deadline], as_of: date) -> Counter[tuple[str, bool]]:
    """Count what is past its due day, by plan and by whether it is a value."""
    return Counter((one.plan.id, one.duty is Duty.VALUE) for one in owed if one.days_left(as_of) < 0)


def _find_bin(share: Fraction) -> int:
    return sum(share >= limit for limit in SHARES)
