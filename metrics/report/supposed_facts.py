"""Facts as if what is typed in a draft were known: what a figure does to the verdict before anybody approves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from metrics.facts.expected_numbers import ExpectedNumber
from metrics.facts.facts import Facts, Observation, Statement
from metrics.facts.schema import EXPECTATIONS, Event, Result
from metrics.periods import Period, find_danish_day


def suppose(facts: Facts, results: Iterable[Result], events: Iterable[Event]) -> Facts:
    """Return the facts as if results and events had just been recorded."""
    series, awaited = dict(facts.series), dict(facts.awaited)
    for made in results:
        key = (made.institution, made.indicator)
        new = observe(made, facts.known_at)
        days = (new.period.start, new.period.end)
        if made.awaited:
            awaited[key] = {**awaited.get(key, {}), days: made.awaited}
            continue
        others = [o for o in series.get(key, ()) if (o.period.start, o.period.end) != days]
        series[key] = tuple(sorted([*others, new], key=lambda o: (o.period.start, o.period.end)))
        if not new.provisional and key in awaited:
            awaited[key] = {span: day for span, day in awaited[key].items() if span != days}
    said, expected, numbers = dict(facts.events), dict(facts.expectations), dict(facts.numbers)
    for event in events:
        about = (event.plan, event.criterion)
        if event.value is not None:
            foretold = ExpectedNumber(event.value, event.on, event.note, event.source, facts.known_at)
            numbers[about] = (*numbers.get(about, ()), foretold)
            continue
        told = Statement(event.kind, event.on, event.note, event.source, facts.known_at, event.word)
        if event.kind in EXPECTATIONS:
            expected[about] = (*expected.get(about, ()), told)
        else:
            said[about] = told
    return replace(facts, series=series, awaited=awaited, events=said, expectations=expected, numbers=numbers)


def observe(made: Result, at: datetime) -> Observation:
    """Make the observation of a result that is recorded at a moment."""
    period = Period.parse(made.period)
    early = not made.provisional and not period.is_over(find_danish_day(made.recorded or at))
    return Observation(
        period,
        made.value,
        made.numerator,
        made.denominator,
        made.provisional or early,
        made.note,
        made.source,
        made.recorded or at,
        made.exempt,
        made.precision,
        made.chosen,
        awaited=made.awaited,
        early=early,
    )
