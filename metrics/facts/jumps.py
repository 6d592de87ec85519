"""Slips of magnitude: a figure about 10, 100 or 1000 times, or a part of, what its series has been or should be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from metrics.facts.known_rows import KnownRows, RecordedRow
from metrics.facts.schema import Result
from metrics.periods import Period
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import Constant, Path, Quantity, Reading, SeriesKey
from metrics.plan.model import Plan
from metrics.plan.terms import Over

POWERS = (10, 100, 1000)
NEAREST, FARTHEST = Fraction(4, 5), Fraction(5, 4)
"""How far from the power itself a ratio still is about it."""

MOST_COMPARED = 40
"""How many of a series' latest figures a figure is compared with: ten years of quarters."""

_Length = tuple[int, bool]
_Seen = tuple[Period, Fraction, Decimal | None]
"""A period, its value, and the cases that a share was counted among."""
_OF_ONE_VALUE = (Over.LAST, Over.MEAN, Over.MIN, Over.MAX, Over.POOLED)


@dataclass(frozen=True, slots=True)
class Jump:
    """A figure that is about `times` another, the latest of its series or, where there is none, its target.

    `period` is that of the other figure, None for a target.
    """

    times: Fraction
    other: Fraction
    period: Period | None = None


class JumpFinder:
    """Finds slips of magnitude beside what is recorded and what plans aim at."""

    def __init__(self, known: KnownRows, plans: Iterable[Plan], catalogue: Catalogue) -> None:
        self._known, self._catalogue = known, catalogue
        self._targets: dict[tuple[SeriesKey, int], Fraction] = {}
        for plan in plans:
            for key, target in _list_targets(plan):
                self._targets[key, plan.year] = target

    def find(self, results: Sequence[Result]) -> Mapping[int, Jump]:
        """Find the jumps among results, by their place in the sequence."""
        told: dict[tuple[SeriesKey, _Length], list[_Seen]] = {}
        found: dict[int, Jump] = {}
        for place in sorted(range(len(results)), key=lambda place: _sort_key(results[place])):
            made = results[place]
            key, period, value = (made.institution, made.indicator), Period.parse(made.period), self._of(made)
            if not value:
                continue
            alike = (key, _measure(period))
            if alike not in told:
                told[alike] = self._list_history(*alike)[-MOST_COMPARED:]
            seen = (period, value, made.denominator)
            if jump := self._compare(key, seen, told[alike]):
                found[place] = jump
            told[alike] = [*told[alike], seen][-MOST_COMPARED:]
        return found

    def _compare(self, key: SeriesKey, made: _Seen, beside: Sequence[_Seen]) -> Jump | None:
        period, value, cases = made
        span = (period.start, period.end)
        others = [one for one in beside if (one[0].start, one[0].end) != span]
        if not others:
            target = None if cases is not None else self._targets.get((key, period.start.year))
            times = _find_times(value, target) if target else None
            return Jump(times, target) if times and target else None
        if _has_been_there(value, [seen for _, seen, _ in others]):
            return None
        earlier = [one for one in others if one[0].end <= period.end]
        other, seen, counted = max(earlier or others, key=lambda one: one[0].end)
        times = _find_times(value, seen)
        # Cases tell a slip in one of the two numbers from a good or a bad quarter.
        slipped = not (cases and counted) or _find_times(Fraction(cases), Fraction(counted))
        return Jump(times, seen, other) if times and slipped else None

    def _list_history(self, key: SeriesKey, length: _Length) -> list[_Seen]:
        rows = (
            (period, self._amount(key, row), row.said["denominator"])
            for period, row in self._known.list_series(*key)
        )
        return [
            (period, value, cases) for period, value, cases in rows if value and _measure(period) == length
        ]

    def _amount(self, key: SeriesKey, row: RecordedRow) -> Fraction | None:
        said = row.said
        return self._divide(key, said["value"], said["numerator"], said["denominator"], said["exempt"])

    def _of(self, made: Result) -> Fraction | None:
        key = (made.institution, made.indicator)
        return self._divide(key, made.value, made.numerator, made.denominator, made.exempt)

    def _divide(
        self,
        key: SeriesKey,
        value: Decimal | None,
        numerator: Decimal | None,
        denominator: Decimal | None,
        exempt: Decimal | None,
    ) -> Fraction | None:
        if value is not None:
            return Fraction(value)
        whole = Fraction(denominator or 0) - Fraction(exempt or 0)
        series = self._catalogue.indicators.get(key)
        if numerator is None or not whole or series is None:
            return None
        return Fraction(numerator) * series.unit.scale / whole


def is_slip(value: Fraction, earlier: Sequence[Fraction]) -> bool:
    """Tell whether a figure is about 10, 100 or 1000 times the last before it, or a part, and unlike all of them."""
    if not earlier or not earlier[-1] or _has_been_there(value, earlier):
        return False
    return _find_times(value, earlier[-1]) is not None


def _has_been_there(value: Fraction, earlier: Sequence[Fraction]) -> bool:
    """Tell whether a figure lies between the least and the largest that its series has had."""
    sizes = [abs(float(one)) for one in earlier]
    return min(sizes) <= abs(float(value)) <= max(sizes)


def _sort_key(made: Result) -> tuple[str, str, Period]:
    return made.institution, made.indicator, Period.parse(made.period)


def _measure(period: Period) -> _Length:
    """Measure a period in months; a day is a length of its own."""
    first, last = period.start, period.end
    return (last.year - first.year) * 12 + last.month - first.month, first == last


def _find_times(value: Fraction, other: Fraction) -> Fraction | None:
    """Find the power of ten that a figure is about times another; None where it is none."""
    ratio = abs(value / other)
    for power in POWERS:
        for times in (Fraction(power), Fraction(1, power)):
            if NEAREST <= ratio / times <= FARTHEST:
                return times
    return None


def _list_targets(plan: Plan) -> Iterable[tuple[SeriesKey, Fraction]]:
    """List the plain targets that single values of a series are held against: a sum's target says nothing of a part."""
    for leaf in plan.leaves():
        reading = leaf.compare.value if leaf.compare else None
        if not isinstance(reading, Reading) or reading.over not in _OF_ONE_VALUE or reading.factor != 1:
            continue
        target = _find_number(leaf.compare.target, plan.year) if leaf.compare else None
        if target:
            yield (reading.institution or plan.institution, reading.indicator), Fraction(target)


def _find_number(target: Quantity, year: int) -> Decimal | None:
    match target:
        case Constant(unit=None):
            return target.number
        case Path():
            step = target.step(year)
            return step.number if step else None
        case _:
            return None
