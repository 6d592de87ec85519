"""What the rest of the year must give, compared with what was ever reached, and when it became impossible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from metrics.facts.facts import Facts
from metrics.foresight.forecast import RunRate
from metrics.foresight.history import LONGEST, Histories, History, SeenValue
from metrics.foresight.quantity import ReadingSource, find_source, find_span_read, read_source
from metrics.foresight.share import VOLUME_CHANCES, forecast_volume
from metrics.periods import add_months
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
    """Find what the rest of the year must give; None if the test adds nothing up, or every span of the year is known.

    Also None if the definition changed within the year. `cases` is the expected number of cases to come, if a forecast
    has estimated it already. What was left may be over by the day: see `RunRate.is_over`.
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
    left = _find_days_left(seen, source)
    if left is None or seen.a_year == 1 or seen.mixed:
        return None
    upward = test.operator.upward
    target = limit.value / Fraction(source.reading.factor)
    rate = _RATES[over](seen, float(target), upward, cases)
    if rate is None:
        return None
    since = _find_first_day_lost(test, window, trace, histories.facts, histories.catalogue)
    return RunRate(*rate, impossible_since=since, left=left, indicator=seen.indicator)


def _find_days_left(seen: History, source: ReadingSource) -> tuple[date, date] | None:
    """Find the first and the last day of the spans without a value; None where all have one."""
    if not seen.ahead:
        return None
    start, step = find_span_read(source, seen.indicator.frequency).start, 12 // seen.a_year
    first, last = (add_months(start, step * place) for place in (seen.ahead[0], seen.ahead[-1] + 1))
    return first, last - timedelta(days=1)


def find_day_lost(plan: Plan, leaf: CriterionScore, facts: Facts, catalogue: Catalogue) -> date | None:
    """Find the first day whose figures alone rule a test out; None if arithmetic has not ruled it out."""
    test = leaf.criterion.compare
    if test is None or leaf.trace is None:
        return None
    window = derive_structure(plan).windows[leaf.criterion.number]
    return _find_first_day_lost(test, window, leaf.trace, facts, catalogue)


def _find_first_day_lost(
    test: Compare, window: Window, trace: Trace, facts: Facts, catalogue: Catalogue
) -> date | None:
    if trace.early is not False or trace.actual is None or trace.target is None:
        return None
    for day in sorted({given.observation.period.end for given in trace.actual.inputs}):
        so_far = read_amount(test.value, window, _cut_facts(day, facts, trace.actual), catalogue)
        if decide_early(so_far, test.operator, trace.target) is False:
            return day
    return None


def _cut_facts(day: date, facts: Facts, read: Amount) -> Facts:
    """Cut the series that were read down to the periods that had ended by a day."""
    keys = {(given.institution, given.indicator.id) for given in read.inputs}
    ended = {key: tuple([o for o in facts.series[key] if o.period.end <= day]) for key in keys}
    return replace(facts, series={**facts.series, **ended})


Rate = tuple[float, int, bool, float | None, float | None, float | None]


def _rate_sum(seen: History, target: float, upward: bool, _cases: float | None) -> Rate:
    done = sum(one.value for one in seen.this_year)
    return _spread_missing(seen, target - done, upward)


def _rate_mean(seen: History, target: float, upward: bool, _cases: float | None) -> Rate:
    done = sum(one.value for one in seen.this_year)
    return _spread_missing(seen, target * (len(seen.this_year) + len(seen.ahead)) - done, upward)


def _spread_missing(seen: History, missing: float, upward: bool) -> Rate:
    spans = len(seen.ahead)
    season, ever = _find_best(seen, upward, lambda part: sum([one.value for one in part]) / spans)
    return missing / spans, spans, upward, season, ever, None


def _rate_share(seen: History, target: float, upward: bool, cases: float | None) -> Rate | None:
    """Find the share that the cases to come must have, if there are as many as expected."""
    if not all(one.counted for one in seen.known):
        return None
    if cases is None and (volumes := forecast_volume(seen)) is not None:
        cases = float(volumes @ VOLUME_CHANCES)
    if cases is None:
        return None
    per = float(seen.indicator.unit.scale)
    top, whole = _add_cases(seen.this_year)
    season, ever = _find_best(seen, upward, lambda part: _compute_share(part) * per)
    needed = (target / per * (whole + cases) - top) / cases * per
    return needed, len(seen.ahead), upward, season, ever, cases


def _compute_share(part: Sequence[SeenValue]) -> float:
    top, whole = _add_cases(part)
    return top / whole


def _add_cases(part: Sequence[SeenValue]) -> tuple[float, float]:
    return sum([one.top for one in part]), sum([one.cases for one in part])


_RATES: dict[Over, Callable[[History, float, bool, float | None], Rate | None]] = {
    Over.SUM: _rate_sum,
    Over.MEAN: _rate_mean,
    Over.POOLED: _rate_share,
}


def _find_best(
    seen: History, upward: bool, made: Callable[[Sequence[SeenValue]], float]
) -> tuple[float | None, float | None]:
    """Find the best rate over the same spans of an earlier year, and over any equally long run of spans."""
    known = [one for one in seen.known if not one.whole_year]
    best = max if upward else min
    years = [back * seen.a_year for back in range(1, LONGEST[seen.a_year] + 1)]
    by_place = {one.at: one for one in known}
    same_spans = [_find_all(by_place, [place - back for place in seen.ahead]) for back in years]
    season = [part for part in same_spans if part]
    anywhere = _find_runs(known, len(seen.ahead))
    return (
        best(map(made, season)) if season else None,
        best(map(made, anywhere)) if anywhere else None,
    )


def _find_all(known: dict[float, SeenValue], places: Sequence[float]) -> list[SeenValue]:
    """Find the values at these places; an empty list if any is missing."""
    found = [known[place] for place in places if place in known]
    return found if len(found) == len(places) else []


def _find_runs(known: Sequence[SeenValue], spans: int) -> list[Sequence[SeenValue]]:
    """Find every run of so many values without a gap."""
    places = [one.at for one in known]
    steps = zip(places, places[spans - 1 :], strict=False)
    return [known[at : at + spans] for at, (first, last) in enumerate(steps) if last - first == spans - 1]
