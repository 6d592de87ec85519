"""What the rest of a year must give against what the year itself has given: arithmetic that needs no earlier year."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics.foresight.forecast import YearPace
from metrics.foresight.history import Histories, History, SeenValue
from metrics.foresight.quantity import find_source, read_source
from metrics.plan.criteria import Compare, Within
from metrics.plan.terms import Operator, Over
from metrics.plan.window import Window
from metrics.score.tests import Trace

LEAST_PART = 2
"""At least one in so many spans of the year must be known: a single quarter tells no course."""
WEEK = 7

Values = Sequence[SeenValue]


def find_year_pace(
    test: Compare | Within, window: Window, trace: Trace, histories: Histories
) -> YearPace | None:
    """Find what the rest of the year must give against what it gave; None before half of the year is known."""
    source, target = find_source(test.value, window), trace.target
    if isinstance(test, Within) or test.operator is Operator.EQUAL or source is None or source.factor <= 0:
        return None
    if target is None or target.value is None or not target.settled:
        return None
    seen, over = read_source(source, histories), source.reading.over
    known = [one for one in seen.this_year if not one.whole_year]
    enough = len(known) * LEAST_PART >= len(known) + len(seen.ahead)
    if over not in _RATES or seen.mixed or not seen.ahead or len(known) < LEAST_PART or not enough:
        return None
    weekly = over is Over.LAST and all(one.is_stock for one in known)
    found = (_rate_stock if weekly else _RATES[over])(known, seen, float(target.value) / source.factor)
    if found is None:
        return None
    return YearPace(over, *found, upward=test.operator.upward, indicator=seen.indicator, weekly=weekly)


def _rate_sum(known: Values, seen: History, target: float) -> tuple[float, float, float]:
    rest = target - sum(one.value for one in known)
    return rest / len(seen.ahead), _average(known), _average(_take_quarter(known, seen))


def _rate_mean(known: Values, seen: History, target: float) -> tuple[float, float, float]:
    return _rate_sum(known, seen, target * (len(known) + len(seen.ahead)))


def _rate_share(known: Values, seen: History, target: float) -> tuple[float, float, float] | None:
    """Find the share the rest must have, if as many cases come in each span as so far."""
    if not all(one.counted and one.cases > 0 for one in known):
        return None
    per, so_far = float(seen.indicator.unit.scale), sum(one.cases for one in known)
    rest = so_far / len(known) * len(seen.ahead)
    needed = (target / per * (so_far + rest) - sum(one.top for one in known)) / rest
    return needed * per, _share(known) * per, _share(_take_quarter(known, seen)) * per


def _rate_last(known: Values, seen: History, target: float) -> tuple[float, float, float]:
    """Find what the last span must give. One span alone counts, so that what is newest is one span too."""
    return target, _average(_take_quarter(known, seen)), known[-1].value


def _rate_stock(known: Values, seen: History, target: float) -> tuple[float, float, float]:
    """Find by how much the level must change in a week, and has changed in a week since the first of the year's."""
    first, now = known[0], known[-1]
    begun, newest = first.observation.period.end, now.observation.period.end
    weeks = (newest - begun).days / WEEK
    each = weeks / (now.at - first.at)
    left = each * (len(known) + len(seen.ahead) - 1 - now.at)
    before = known[-1 - min(max(seen.a_year // 4, 1), len(known) - 1)]
    lately = (now.value - before.value) / (each * (now.at - before.at))
    return (target - now.value) / left, (now.value - first.value) / weeks, lately


def _take_quarter(known: Values, seen: History) -> Values:
    """Take the values of the newest quarter of a year."""
    return known[-max(seen.a_year // 4, 1) :]


def _average(known: Values) -> float:
    return sum(one.value for one in known) / len(known)


def _share(known: Values) -> float:
    return sum(one.top for one in known) / sum(one.cases for one in known)


_RATES: dict[Over, Callable[[Values, History, float], tuple[float, float, float] | None]] = {
    Over.SUM: _rate_sum,
    Over.MEAN: _rate_mean,
    Over.POOLED: _rate_share,
    Over.LAST: _rate_last,
}
