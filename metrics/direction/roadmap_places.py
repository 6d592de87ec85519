"""Where what is planned stands on a roadmap: which steps have a place of their own, and on which days."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from metrics.direction.direction_plan import FocusArea, Initiative, PlanStep
from metrics.direction.planned_time import PlannedSpan
from metrics.periods import Days


def list_drawn(area: FocusArea) -> list[PlanStep]:
    """List the initiatives of a focus area, each with those of its steps that have another time, or depend."""
    return [
        step
        for one in area.initiatives
        for step in (one, *(inner for inner in one.steps if _is_drawn(inner, one)))
    ]


def _is_drawn(step: PlanStep, within: Initiative) -> bool:
    times = (step.when, step.begins, step.ends)
    return bool(step.depends_on) or (any(times) and times != (within.when, within.begins, within.ends))


def find_place(day: date) -> float:
    """Return where a day begins on an axis of years."""
    length = 366 if calendar.isleap(day.year) else 365
    return day.year + (day.timetuple().tm_yday - 1) / length


def find_reach(period: Days) -> tuple[float, float]:
    """Return where a plan's period begins and ends on an axis of years."""
    return find_place(period[0]), find_place(period[1] + timedelta(days=1))


def find_ends(span: PlannedSpan, period: Days, least: float) -> tuple[float, float]:
    """Return where a bar begins and ends: over all the days its time may mean, within the period, never shorter."""
    begins, ends = span.begins or span.ends, span.ends or span.begins
    assert begins is not None
    assert ends is not None
    first, last = find_reach(period)
    start = min(max(find_place(begins.start), first), last - least)
    return start, max(min(find_place(ends.end + timedelta(days=1)), last), start + least)
