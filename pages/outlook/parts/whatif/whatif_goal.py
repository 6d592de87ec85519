"""How one goal is supposed, and the scale on which a value of its criteria can be set."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from metrics.algebra.distribution import ONE, ZERO
from metrics.foresight.forecast import Forecast
from metrics.plan.model import Goal, Plan
from metrics.score.scoring import CriterionScore
from metrics.whatif import assumptions
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.whatif import whatif_address

STEPS = 80  # about so many values on a slider
_HALF = Fraction(1, 2)
_ROUND_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


class SupposedMode(StrEnum):
    """How a goal is supposed: as it stands, by its credit, by its likelihood, or by its criteria."""

    NOW = "now"
    MET = "met"
    NOT_MET = "not_met"
    PARTLY = "partly"
    LIKELY = "likely"
    CRITERIA = "criteria"


PLAIN_MODES = (SupposedMode.NOW, SupposedMode.MET, SupposedMode.NOT_MET)
"""The ways in which a goal is supposed as a whole; the others are finer."""


def list_supposed(changes: Suppositions) -> list[str]:
    """List the numbers of the goals and criteria that something is supposed of."""
    return sorted({*changes.credits, *changes.likelihoods, *changes.values, *changes.days})


def find_mode(changes: Suppositions, goal: Goal) -> SupposedMode:
    """Return how the changes suppose a goal."""
    if (credit := changes.credits.get(goal.number)) is not None:
        return _of_credit(credit)
    if goal.number in changes.likelihoods:
        return SupposedMode.LIKELY
    settled = changes.values.keys() | changes.days.keys()
    return (
        SupposedMode.CRITERIA if any(leaf.number in settled for leaf in goal.leaves()) else SupposedMode.NOW
    )


def switch_mode(changes: Suppositions, goal: Goal, to: SupposedMode, p_met: float | None) -> Suppositions:
    """Return the changes with a goal supposed in another way; a likelihood starts from `p_met`."""
    rest = whatif_address.leave_out(changes, [goal.number, *(leaf.number for leaf in goal.leaves())])
    credit = {SupposedMode.MET: ONE, SupposedMode.NOT_MET: ZERO, SupposedMode.PARTLY: _HALF}.get(to)
    if credit is not None:
        return replace(rest, credits={**rest.credits, goal.number: credit})
    if to is SupposedMode.LIKELY:
        p = round(0.5 if p_met is None else p_met, 2)
        return replace(rest, likelihoods={**rest.likelihoods, goal.number: p})
    return rest


def is_only_moved(before: Suppositions, after: Suppositions) -> bool:
    """Tell whether the same goals are supposed in the same ways, with other figures."""
    return before != after and _kinds(before) == _kinds(after)


def _kinds(changes: Suppositions) -> tuple[object, ...]:
    ways = {number: _of_credit(credit) for number, credit in changes.credits.items()}
    named = [set(of) for of in (changes.likelihoods, changes.values, changes.days)]
    return ways, named, bool(changes.rho)


def _of_credit(credit: Fraction) -> SupposedMode:
    return {ONE: SupposedMode.MET, ZERO: SupposedMode.NOT_MET}.get(credit, SupposedMode.PARTLY)


def list_finer_modes(goal: Goal, plan: Plan) -> list[SupposedMode]:
    """List the finer ways in which a goal can be supposed."""
    settable = bool(find_settable(goal, plan))
    return [
        mode
        for mode in SupposedMode
        if mode not in PLAIN_MODES and (mode is not SupposedMode.CRITERIA or settable)
    ]


def find_settable(goal: Goal, plan: Plan) -> list[str]:
    """Return the criteria of a goal for which a value or a day can be supposed."""
    return [
        leaf.number
        for leaf in goal.leaves()
        if leaf.milestone or assumptions.find_assumed_series(leaf, plan) is not None
    ]


def set_value(changes: Suppositions, plan: Plan, number: str, value: Decimal) -> Suppositions:
    """Return the changes with a value for a criterion, replacing those of others that read the same series."""
    own = assumptions.find_assumed_series(plan.leaf(number), plan)
    assert own is not None
    kept = {
        other: known
        for other, known in changes.values.items()
        if (of := assumptions.find_assumed_series(plan.leaf(other), plan)) is None or of.whole != own.whole
    }
    return replace(changes, values={**kept, number: value})


def set_day(changes: Suppositions, number: str, day: date | None) -> Suppositions:
    """Return the changes with a milestone's day, or without it."""
    days = {other: known for other, known in changes.days.items() if other != number}
    return replace(changes, days=days | ({number: day} if day else {}))


@dataclass(frozen=True, slots=True)
class SliderScale:
    """The values a slider offers, the target among them if there is one, and `usual`, where it stands when unset.

    `band` are the ends of the interval that the forecast gives 90 % of the probability.
    """

    values: tuple[Decimal, ...]
    target: Decimal | None
    usual: Decimal
    band: tuple[Fraction, Fraction] | None = None

    def find_place(self, value: Decimal | Fraction) -> float:
        """Find the place of a value along the slider, from 0 to 1; what lies beyond it is at its end."""
        above = bisect_left(self.values, value)
        if above in (0, len(self.values)):
            return float(above > 0)
        low, high = Fraction(self.values[above - 1]), Fraction(self.values[above])
        return (above - 1 + float((Fraction(value) - low) / (high - low))) / (len(self.values) - 1)


def make_scale(
    leaf: CriterionScore,
    ahead: Forecast | None,
    bounds: tuple[Decimal, Decimal],
    decimals: int,
    asked: Decimal | None,
) -> SliderScale:
    """Make the scale of a measured criterion around its target, value and forecast, in the unit of its series."""
    assert leaf.trace is not None
    factor = Fraction(leaf.trace.actual.factor) if leaf.trace.actual else ONE
    aim = leaf.trace.target if leaf.criterion.compare else leaf.trace.reference
    target = _decimal(aim.value / factor) if aim and aim.value is not None and factor else None
    actual = leaf.trace.actual.base if leaf.trace.actual else None
    foreseen = [Fraction(value) / factor for value in ahead.quantiles] if ahead and factor else []
    near = [*foreseen, *(Fraction(value) for value in (target, actual, asked) if value is not None)]
    values = make_steps(near, bounds, decimals)
    middle = foreseen[len(foreseen) // 2] if foreseen else next(iter(near), Fraction(values[0]))
    usual = min(values, key=lambda value: abs(Fraction(value) - middle))
    wanted = {value for value in (target, asked) if value is not None and bounds[0] <= value <= bounds[1]}
    offered = tuple(sorted({*values, *wanted}))
    band = (foreseen[0], foreseen[-1]) if foreseen else None
    return SliderScale(offered, target if target in wanted else None, usual, band)


def make_steps(
    near: Sequence[Fraction], bounds: tuple[Decimal, Decimal], decimals: int
) -> tuple[Decimal, ...]:
    """Make round, evenly spaced values that span those given and half as far beyond, within the bounds.

    >>> make_steps([Fraction(90), Fraction(98)], (Decimal(0), Decimal(100)), 0)[::4]
    (Decimal('86'), Decimal('90'), Decimal('94'), Decimal('98'))
    """
    low, high = min(near, default=ZERO), max(near, default=Fraction(100))
    air = (high - low or abs(high) / 5 or ONE) / 2
    least, most = max(low - air, Fraction(bounds[0])), min(high + air, Fraction(bounds[1]))
    step = _step((most - least) / STEPS, decimals)
    first, last = math.ceil(least / Fraction(step)), math.floor(most / Fraction(step))
    return tuple(place * step for place in range(first, max(last, first + 1) + 1))


def _step(least: Fraction, decimals: int) -> Decimal:
    """Return the smallest step of 1, 2, 5, 10, 20, 50 and so on that is at least `least` and fits the decimals."""
    finest = Decimal(1).scaleb(-decimals)
    if least <= finest:
        return finest
    power = Decimal(1).scaleb(math.floor(math.log10(least)))
    return next(step * power for step in _ROUND_STEPS if Fraction(step * power) >= least)


def _decimal(value: Fraction) -> Decimal | None:
    """Return a value as a decimal; None if it does not end within nine decimals."""
    whole = value * 10**9
    return Decimal(whole.numerator).scaleb(-9).normalize() if whole.denominator == 1 else None
