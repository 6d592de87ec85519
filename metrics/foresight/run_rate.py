"""What is needed of the rest of the year, against what was ever done; and from when it could not be done at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from metrics.facts.facts import Facts
from metrics.foresight.forecast import RunRate
from metrics.foresight.history import LONGEST, Histories, History, SeenValue
from metrics.foresight.quantity import find_source, read_source
from metrics.foresight.share import VOLUME_CHANCES, forecast_volume
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Compare, Within
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Operator, Over
from metrics.plan.window import Window
from metrics.score.quantities import Amount, read_amount
from metrics.score.scoring import CriterionScore
from metrics.score.tests import Trace, decide_early


def find_run_rate(
    test: Compare | Within,
    window: Window,
    trace: Trace,
    histories: Histories,
    cases: float | None = None,
) -> RunRate | None:
    """What the rest of the year must give; None where the test adds nothing up, or nothing is left of the year.

    None too where the year is counted in two ways: what is done in the one says nothing of what is left of the other.
    `cases` is how many are believed to come, where a forecast has said it already.
    """
    if isinstance(test, Within):
        return None
    source, limit = find_source(test.value, window), trace.target
    if source is None or source.factor <= 0 or limit is None or limit.value is None or not limit.settled:
        return None
    over = source.reading.over
    if over not in _RATES or test.operator is Operator.EQUAL:
        return None
    seen = read_source(source, histories)
    if not seen.ahead or seen.a_year == 1 or seen.mixed:
        return None
    upward = test.operator.upward
    target = limit.value / Fraction(source.reading.factor)
    rate = _RATES[over](seen, float(target), upward, cases)
    if rate is None:
        return None
    since = _lost_since(test, window, trace, histories.facts, histories.catalogue)
    return RunRate(*rate, impossible_since=since, indicator=seen.indicator)


def find_day_lost(plan: Plan, leaf: CriterionScore, facts: Facts, catalogue: Catalogue) -> date | None:
    """The first day whose figures alone rule a test out; None where arithmetic has not ruled it out."""
    test = leaf.criterion.compare
    if test is None or leaf.trace is None:
        return None
    return _lost_since(test, derive_structure(plan).window, leaf.trace, facts, catalogue)


def _lost_since(
    test: Compare, window: Window, trace: Trace, facts: Facts, catalogue: Catalogue
) -> date | None:
    if trace.early is not False or trace.actual is None or trace.target is None:
        return None
    for day in sorted({given.observation.period.end for given in trace.actual.inputs}):
        so_far = read_amount(test.value, window, _until(day, facts, trace.actual), catalogue)
        if decide_early(so_far, test.operator, trace.target) is False:
            return day
    return None


def _until(day: date, facts: Facts, read: Amount) -> Facts:
    """The facts with only what the series that were read have of periods that had ended by a day."""
    keys = {(given.institution, given.indicator.id) for given in read.inputs}
    ended = {key: tuple([o for o in facts.series[key] if o.period.end <= day]) for key in keys}
    return replace(facts, series={**facts.series, **ended})


Rate = tuple[float, int, bool, float | None, float | None, float | None]


def _summed(seen: History, target: float, upward: bool, _cases: float | None) -> Rate:
    done = sum(one.value for one in seen.this_year)
    return _rate(seen, target - done, upward)


def _averaged(seen: History, target: float, upward: bool, _cases: float | None) -> Rate:
    done = sum(one.value for one in seen.this_year)
    return _rate(seen, target * (len(seen.this_year) + len(seen.ahead)) - done, upward)


def _rate(seen: History, missing: float, upward: bool) -> Rate:
    spans = len(seen.ahead)
    season, ever = _best(seen, upward, lambda part: sum([one.value for one in part]) / spans)
    return missing / spans, spans, upward, season, ever, None


def _shared(seen: History, target: float, upward: bool, cases: float | None) -> Rate | None:
    """The share that the cases to come must have, if they are as many as is believed."""
    if not all(one.counted for one in seen.known):
        return None
    if cases is None and (volumes := forecast_volume(seen)) is not None:
        cases = float(volumes @ VOLUME_CHANCES)
    if cases is None:
        return None
    per = float(seen.indicator.unit.scale)
    top, whole = _counted(seen.this_year)
    season, ever = _best(seen, upward, lambda part: _share(part) * per)
    needed = (target / per * (whole + cases) - top) / cases * per
    return needed, len(seen.ahead), upward, season, ever, cases


def _share(part: Sequence[SeenValue]) -> float:
    top, whole = _counted(part)
    return top / whole


def _counted(part: Sequence[SeenValue]) -> tuple[float, float]:
    return sum([one.top for one in part]), sum([one.cases for one in part])


_RATES: dict[Over, Callable[[History, float, bool, float | None], Rate | None]] = {
    Over.SUM: _summed,
    Over.MEAN: _averaged,
    Over.POOLED: _shared,
}


def _best(
    seen: History, upward: bool, made: Callable[[Sequence[SeenValue]], float]
) -> tuple[float | None, float | None]:
    """The best of the same spans in an earlier year, and of any spans of the same number in a row."""
    known = [one for one in seen.known if not one.whole_year]
    best = max if upward else min
    years = [back * seen.a_year for back in range(1, LONGEST[seen.a_year] + 1)]
    by_place = {one.at: one for one in known}
    season = [part for back in years if (part := _all(by_place, [place - back for place in seen.ahead]))]
    anywhere = _in_a_row(known, len(seen.ahead))
    return (
        best(map(made, season)) if season else None,
        best(map(made, anywhere)) if anywhere else None,
    )


def _all(known: dict[float, SeenValue], places: Sequence[float]) -> list[SeenValue]:
    """The values at these places; none at all where one of them is missing."""
    found = [known[place] for place in places if place in known]
    return found if len(found) == len(places) else []


def _in_a_row(known: Sequence[SeenValue], spans: int) -> list[Sequence[SeenValue]]:
    """Every so many values with none missing between them."""
    places = [one.at for one in known]
    steps = zip(places, places[spans - 1 :], strict=False)
    return [known[at : at + spans] for at, (first, last) in enumerate(steps) if last - first == spans - 1]
