"""What a trend is drawn along: the values of a series, or how far they are from what they are held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.plan.criteria import Criterion, Measured, Within
from metrics.plan.formula import Quantity, Reading, SeriesKey, find_series
from metrics.plan.model import Indicator
from metrics.plan.terms import Unit

ALL = 100  # pct.


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of a measured criterion. Criteria on the same axis can be compared year by year.

    `reference` is what the values are held against, where that is measured too: then the axis is the deviation from
    it, in percent if `relative`.
    """

    series: SeriesKey
    reference: Quantity | None = None
    relative: bool = False

    @property
    def held_against(self) -> tuple[SeriesKey, ...]:
        """The series that the values are held against."""
        owner, _ = self.series
        return tuple(dict.fromkeys(find_series(self.reference, owner))) if self.reference else ()

    def scale(self, indicator: Indicator) -> Indicator:
        """Return the series as it is drawn: a relative deviation is in percent, with a decimal at least."""
        if not self.relative:
            return indicator
        return indicator.model_copy(update={"unit": Unit.PERCENT, "decimals": max(indicator.decimals, 1)})

    def place(self, value: Fraction, reference: Fraction | None) -> Fraction | None:
        """Return where a value stands on the axis when it is held against a reference; None where that is not known."""
        if self.reference is None:
            return value
        if reference is None:
            return None
        return _take_share(value - reference, reference) if self.relative else value - reference

    def foresee(self, quantiles: Sequence[float], reference: Fraction | None) -> tuple[float, ...]:
        """Return where foreseen values stand; of what is held against something unknown they are in percent of it."""
        if self.reference is None:
            return tuple(quantiles)
        if self.relative and reference is None:
            reference = Fraction(ALL)
        placed = (self.place(Fraction(value), reference) for value in quantiles)
        return tuple(float(value) for value in placed if value is not None)


def find_axis(criterion: Criterion, institution: str) -> Axis | None:
    """Find the axis of a criterion of an institution's plan; None where it is not the reading of one series."""
    reading = find_reading(criterion)
    if reading is None:
        return None
    series, test = reading.find_key(institution), criterion.measured
    if isinstance(test, Within) and any(find_series(test.reference, institution)):
        return Axis(series, test.reference, test.relative)
    return Axis(series)


def find_reading(criterion: Criterion) -> Reading | None:
    """Find the reading that a criterion measures; None for milestones, assessments and what is made of several."""
    test = criterion.measured
    return test.value if test and isinstance(test.value, Reading) else None


def find_limits(
    test: Measured, aim: Fraction | None, reference: Fraction | None, axis: Axis
) -> tuple[Fraction, ...]:
    """Find where a target stands on the axis: a level, or both ends of a band; nothing while it is not known."""
    if aim is None:
        return ()
    if not isinstance(test, Within):
        return (aim,)
    if axis.reference is not None:
        return (-aim, aim)
    if reference is None:
        return ()
    half = abs(reference) * aim / ALL if test.relative else aim
    return (reference - half, reference + half)


def _take_share(part: Fraction, whole: Fraction) -> Fraction | None:
    """Return a part in percent of a whole; None of nothing."""
    return part / abs(whole) * ALL if whole else None
