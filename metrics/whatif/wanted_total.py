"""The total a what-if asks about by itself: what the plan calls enough, else the next one within reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from metrics.plan.model import Plan
from metrics.score.scoring import Score
from metrics.whatif.headline import find_area_total, find_own_threshold


class WantedSource(StrEnum):
    """Where a wanted total comes from."""

    PAY = "pay"
    SCALE = "scale"
    NEXT = "next"
    AREA = "area"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class WantedTotal:
    """A wanted total in points, and where it comes from."""

    points: Fraction
    source: WantedSource


def find_wanted(score: Score, satisfactory: Fraction) -> WantedTotal:
    """Find the total to ask about; `satisfactory` is what the ministry area calls enough, in percent.

    It is what the plan itself names; else the least possible total above the expected one, or that one itself where
    nothing is above it; else, with nothing open or a goal that nothing is foreseen of, what the area calls enough.
    """
    plan = score.plan
    own = find_own_threshold(plan)
    if own is not None:
        return WantedTotal(own, WantedSource.PAY if _has_pay_minimum(plan) else WantedSource.SCALE)
    chances, mean = score.outcome.chances, score.outcome.expected
    if score.totalled and score.points.open and chances and mean is not None:
        possible = [credit for credit, p in chances if p]
        credit = min((credit for credit in possible if credit > mean), default=max(possible))
        return WantedTotal(credit * score.points.possible, WantedSource.NEXT)
    return WantedTotal(find_area_total(plan, satisfactory), WantedSource.AREA)


def _has_pay_minimum(plan: Plan) -> bool:
    return bool(plan.pay and plan.pay.minimum)
