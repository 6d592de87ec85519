"""What is needed of the rest of the year, against what was ever done; and whether it can be done at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate
from operator import ge, gt, le, lt

from metrics.forecast_quantity import seen_by, source_of
from metrics.forecast_share import VOLUME_CHANCES, volume
from metrics.foresight import RunRate
from metrics.history import LONGEST, History, Seen
from metrics.model import Compare, Within
from metrics.quantities import Window
from metrics.readings import Catalogue, Facts
from metrics.terms import NEVER_NEGATIVE, Operator, Over, Unit
from metrics.verdict import Trace


def run_rate(
    test: Compare | Within,
    window: Window,
    trace: Trace,
    facts: Facts,
    catalogue: Catalogue,
    cases: float | None = None,
) -> RunRate | None:
    """What the rest of the year must give; None where the test adds nothing up, or nothing is left of the year.

    `cases` is how many are believed to come, where a forecast has said it already.
    """
    if isinstance(test, Within):
        return None
    source, limit = source_of(test.value, window), trace.target
    if source is None or source.factor <= 0 or limit is None or limit.value is None or not limit.settled:
        return None
    over, seen = source.reading.over, seen_by(source, facts, catalogue)
    if over not in _RATES or test.operator is Operator.EQUAL or not seen.ahead or seen.a_year == 1:
        return None
    upward = test.operator in {Operator.AT_LEAST, Operator.ABOVE}
    target = limit.value / Fraction(source.reading.factor)
    since = next(_impossible(seen, over, test.operator, target), None)
    rate = _RATES[over](seen, float(target), upward, cases)
    return None if rate is None else RunRate(*rate, impossible_since=since, indicator=seen.indicator)


Rate = tuple[float, int, bool, float | None, float | None, float | None]


def _summed(seen: History, target: float, upward: bool, _cases: float | None) -> Rate:
    done = sum(one.value for one in seen.this_year)
    return _rate(seen, target - done, upward)


def _averaged(seen: History, target: float, upward: bool, _cases: float | None) -> Rate:
    done = sum(one.value for one in seen.this_year)
    return _rate(seen, target * (len(seen.this_year) + len(seen.ahead)) - done, upward)


def _rate(seen: History, missing: float, upward: bool) -> Rate:
    spans = len(seen.ahead)
    season, ever = _best(seen, upward, lambda part: sum(one.value for one in part) / spans)
    return missing / spans, spans, upward, season, ever, None


def _shared(seen: History, target: float, upward: bool, cases: float | None) -> Rate | None:
    """The share that the cases to come must have, if they are as many as is believed."""
    if not all(one.counted for one in seen.known):
        return None
    if cases is None and (volumes := volume(seen)) is not None:
        cases = float(volumes @ VOLUME_CHANCES)
    if cases is None:
        return None
    per = 100.0 if seen.indicator.unit is Unit.PERCENT else 1.0
    top, whole = _counted(seen.this_year)
    season, ever = _best(seen, upward, lambda part: _share(part) * per)
    needed = (target / per * (whole + cases) - top) / cases * per
    return needed, len(seen.ahead), upward, season, ever, cases


def _share(part: Sequence[Seen]) -> float:
    top, whole = _counted(part)
    return top / whole


def _counted(part: Sequence[Seen]) -> tuple[float, float]:
    return sum([one.top for one in part]), sum([one.cases for one in part])


_RATES: dict[Over, Callable[[History, float, bool, float | None], Rate | None]] = {
    Over.SUM: _summed,
    Over.MEAN: _averaged,
    Over.POOLED: _shared,
}


def _best(
    seen: History, upward: bool, made: Callable[[Sequence[Seen]], float]
) -> tuple[float | None, float | None]:
    """The best of the same spans in an earlier year, and of any spans of the same number in a row."""
    known = {one.at: one for one in seen.known if not one.whole_year}
    best = max if upward else min
    years = [back * seen.a_year for back in range(1, LONGEST[seen.a_year] + 1)]
    season = [part for back in years if (part := _all(known, [place - back for place in seen.ahead]))]
    anywhere = [part for at in known if (part := _all(known, [at + step for step in range(len(seen.ahead))]))]
    return (
        best(map(made, season)) if season else None,
        best(map(made, anywhere)) if anywhere else None,
    )


def _all(known: dict[float, Seen], places: Sequence[float]) -> list[Seen]:
    """The values at these places; none at all where one of them is missing."""
    found = [known[place] for place in places if place in known]
    return found if len(found) == len(places) else []


def _impossible(seen: History, over: Over, operator: Operator, target: Fraction) -> Iterator[date]:
    """The days from which the figures so far rule the target out, whatever the rest of the year brings.

    Provisional figures rule nothing out.
    """
    spans = len(seen.this_year) + len(seen.ahead)
    certain = [one for one in seen.this_year if not one.observation.provisional]
    if over is Over.POOLED:
        yield from _missed_for_good(
            certain, operator, target, 100 if seen.indicator.unit is Unit.PERCENT else 1
        )
        return
    whole = target * spans if over is Over.MEAN else target
    values = [one.observation.amount(seen.indicator) or Fraction(0) for one in certain]
    for count, (one, done) in enumerate(zip(certain, accumulate(values), strict=True), 1):
        if operator in {Operator.AT_MOST, Operator.BELOW}:
            gone = seen.indicator.unit in NEVER_NEGATIVE and not _HOLDS[operator](done, whole)
        else:
            gone = _cases_in_percent(seen, over) and not _HOLDS[operator](done + 100 * (spans - count), whole)
        if gone:
            yield one.observation.period.end


_HOLDS: dict[Operator, Callable[[Fraction, Fraction], bool]] = {
    Operator.AT_LEAST: ge,
    Operator.AT_MOST: le,
    Operator.ABOVE: gt,
    Operator.BELOW: lt,
}


def _cases_in_percent(seen: History, over: Over) -> bool:
    """Whether the values are shares of cases in percent, which cannot be above 100, and their mean is taken."""
    counted = all(one.counted for one in seen.known)
    return over is Over.MEAN and counted and seen.indicator.unit is Unit.PERCENT


def _missed_for_good(
    certain: Sequence[Seen], operator: Operator, target: Fraction, all_of_them: int
) -> Iterator[date]:
    """One case that was missed rules out all of them, and one that was not rules out none of them.

    Any other share can still be reached by arithmetic, if only the cases to come are many enough.
    """
    for one in certain:
        top, whole = one.observation.numerator or 0, one.observation.whole
        every = target >= all_of_them and operator in {Operator.AT_LEAST, Operator.ABOVE}
        none = target <= 0 and operator in {Operator.AT_MOST, Operator.BELOW}
        if (every and top < whole) or (none and top > 0):
            yield one.observation.period.end
