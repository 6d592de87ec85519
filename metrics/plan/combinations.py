"""Whether a plan's file says how the figures it reads become one value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from metrics.errors import Problem
from metrics.periods import Frequency, split_into_spans
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Growth, Path, Pooled, Quantity, Reading, SeriesKey, find_parts
from metrics.plan.model import Indicator, PlanFile
from metrics.plan.terms import Over
from metrics.plan.window import Window, find_window


def count_periods(reading: Reading, window: Window, frequency: Frequency) -> int:
    """Count the periods of a series with values this often that a reading covers."""
    span = find_window(reading, window)
    return len(split_into_spans(span.start, span.end, frequency))


def find_combination_problems(
    criterion: Criterion, window: Window, indicators: Mapping[SeriesKey, Indicator], place: str
) -> Iterator[Problem]:
    """Find the readings of several periods that do not say how these become one value.

    Only a file tells what it says: a stored plan that leaves it out reads the last of them. A series that is not among
    the indicators is left alone.
    """
    for name, quantity in criterion.quantities.items():
        yield from _find_unsaid(quantity, window, indicators, f"{place}.{name}")


def say_last(part: Any, plan: PlanFile) -> None:
    """Say in a plan's data that the last figure counts, wherever a reading of several periods leaves it out."""
    if isinstance(part, list | tuple):
        for inner in part:
            say_last(inner, plan)
    elif isinstance(part, dict) and isinstance(part.get("indicator"), str):
        reading = Reading.model_validate(part)
        known = {(i.institution, i.id): i for i in plan.indicators}
        series = known.get(reading.find_key(plan.institution))
        if series and count_periods(reading, Window.of(plan), series.frequency) > 1:
            part.setdefault("over", reading.over)
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name != "pooled":
                say_last(inner, plan)


def _find_unsaid(
    quantity: Quantity, window: Window, indicators: Mapping[SeriesKey, Indicator], place: str
) -> Iterator[Problem]:
    match quantity:
        case Reading():
            yield from _find_unsaid_reading(quantity, window, indicators, place)
        case Pooled():
            said = {reading.over for reading in quantity.pooled if "over" in reading.model_fields_set}
            yield from (Problem("pooled_pools", place, {"value": over}) for over in said - {Over.POOLED})
        case Path():
            for step in quantity.by_year:
                if step.reading:
                    yield from _find_unsaid(step.reading, window.at(step.year), indicators, place)
        case Growth():
            yield from _find_unsaid(quantity.baseline, window.at(quantity.since), indicators, place)
        case _:
            for part in find_parts(quantity):
                yield from _find_unsaid(part, window, indicators, place)


def _find_unsaid_reading(
    reading: Reading, window: Window, indicators: Mapping[SeriesKey, Indicator], place: str
) -> Iterator[Problem]:
    series = indicators.get(reading.find_key(window.institution))
    if series is None or "over" in reading.model_fields_set:
        return
    count = count_periods(reading, window, series.frequency)
    if count > 1:
        allowed = ", ".join(over for over in Over if over is not Over.WEIGHTED)
        yield Problem("over_missing", place, {"name": series.name, "count": count, "allowed": allowed})
