"""Fit figures of other lengths to the spans of a series: parts are combined, wholes are spread over what they cover.

Only forecasts need this: a score reads the figures as they are. Of wholes that begin together, as those for the year to
date do, each tells what it adds to the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from metrics.facts.facts import Observation
from metrics.periods import Period, add_months, count_months
from metrics.plan.terms import Over
from metrics.score.chosen_parts import get_days

_A_YEAR = 12


class _Span(NamedTuple):
    """A figure, the month it begins in, counted from the first of the grid, and its length in months."""

    begins: int
    length: int
    seen: Observation

    @property
    def ends(self) -> int:
        return self.begins + self.length


def fit_to_spans(
    observed: Sequence[Observation], months: int, first: int, over: Over, *, to_date: bool
) -> list[Observation]:
    """Fit figures to spans of so many `months`, one of which begins in month `first` (year times 12 plus month).

    Days are left as they are, and so are whole years unless figures are for the year `to_date`.
    """
    spans = [_measure(o, first) for o in observed]
    fitting = {span.begins: span for span in spans if span.length == months}
    keeps_years = months < _A_YEAR and not to_date
    kept = [s.seen for s in spans if s.length in {0, months} or (keeps_years and s.length == _A_YEAR)]
    found = dict(_combine_parts([s for s in spans if 0 < s.length < months], months, over))
    wholes = [s for s in spans if s.length >= months and not (keeps_years and s.length == _A_YEAR)]
    found |= _spread_wholes(wholes, months, over)
    return [*kept, *(o for begins, o in found.items() if begins not in fitting)]


def _measure(seen: Observation, first: int) -> _Span:
    start = seen.period.start
    return _Span(start.year * 12 + start.month - first, count_months(get_days(seen)), seen)


def _combine_parts(parts: Sequence[_Span], months: int, over: Over) -> Iterator[tuple[int, Observation]]:
    """Combine the parts of each span that they fill without a gap."""
    for place, group in groupby(sorted(parts), lambda span: span.begins // months):
        inside = list(group)
        ends = [place * months, *(span.ends for span in inside)]
        if ends[-1] == (place + 1) * months and all(
            end == span.begins for end, span in zip(ends, inside, strict=False)
        ):
            yield place * months, _combine(inside, over)


def _combine(inside: Sequence[_Span], over: Over) -> Observation:
    seen = [span.seen for span in inside]
    period = Period(seen[0].period.start, seen[-1].period.end, seen[-1].period.text)
    whole = seen[-1]._replace(period=period, provisional=any(o.provisional for o in seen))
    if all(o.numerator is not None for o in seen):
        return whole._replace(
            numerator=sum((o.numerator or Decimal(0) for o in seen), Decimal(0)),
            denominator=sum((o.whole for o in seen), Decimal(0)),
            exempt=None,
        )
    values = [o.value for o in seen if o.value is not None]
    return whole._replace(value=_combine_values(values, over)) if len(values) == len(seen) else whole


def _combine_values(values: Sequence[Decimal], over: Over) -> Decimal:
    match over:
        case Over.SUM:
            return sum(values, Decimal(0))
        case Over.MIN:
            return min(values)
        case Over.MAX:
            return max(values)
        case Over.LAST:
            return values[-1]
        case _:
            return sum(values, Decimal(0)) / len(values)


def _spread_wholes(wholes: Sequence[_Span], months: int, over: Over) -> dict[int, Observation]:
    """Spread what each whole adds to the one before it that begins with it."""
    found: dict[int, Observation] = {}
    for begins, group in groupby(
        sorted(wholes, key=lambda s: (s.begins, s.length)), lambda span: span.begins
    ):
        nothing = _Span(begins, 0, next(iter(wholes)).seen)
        for before, after in pairwise([nothing, *group]):
            if after.length % months == 0 and not (after.length == months and not before.length):
                found |= _spread_added(before, after, months, over)
    return found


def _spread_added(before: _Span, after: _Span, months: int, over: Over) -> dict[int, Observation]:
    spans = (after.length - before.length) // months
    added = _subtract(after.seen, before.seen if before.length else None, spans, over)
    if added is None:
        return {}  # what a level or a mean was in each part, a figure for the whole does not tell
    return {
        begins: added._replace(period=_make_period(after.seen, begins - after.begins, months))
        for begins in range(before.ends, after.ends, months)
    }


def _subtract(seen: Observation, earlier: Observation | None, spans: int, over: Over) -> Observation | None:
    """Find what a whole adds to an earlier one, as one of so many equal parts; None if it cannot be told."""
    if seen.numerator is not None and (earlier is None or earlier.numerator is not None):
        top = seen.numerator - ((earlier.numerator or Decimal(0)) if earlier else Decimal(0))
        cases = seen.whole - (earlier.whole if earlier else Decimal(0))
        return seen._replace(numerator=top / spans, denominator=cases / spans, exempt=None)
    if over is Over.SUM and seen.value is not None and (earlier is None or earlier.value is not None):
        added = seen.value - ((earlier.value or Decimal(0)) if earlier else Decimal(0))
        return seen._replace(value=added / spans)
    return None


def _make_period(seen: Observation, away: int, months: int) -> Period:
    start = add_months(seen.period.start, away)
    return Period(start, add_months(start, months) - timedelta(days=1), seen.period.text)
