"""The four quarters of 2017 of one series, what was seen of them, and which figures make up their value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from metrics.facts.facts import Observation
from metrics.facts.schema import Result
from metrics.periods import Frequency, split_into_spans
from metrics.plan.terms import Over
from metrics.plan.window import Window
from metrics.score.chosen_parts import choose_parts
from metrics.score.reads import SeriesReads
from tests.factories import INDICATOR, OWNER, facts

KEY = (OWNER, INDICATOR)
YEAR = Window(OWNER, date(2017, 1, 1), date(2017, 12, 31), 2017)
QUARTERS = split_into_spans(YEAR.start, YEAR.end, Frequency.QUARTER)
Q1, Q2, Q3, Q4 = QUARTERS


def over_quarters(how: Over) -> SeriesReads:
    """A reading of the four quarters."""
    return SeriesReads(KEY, how, QUARTERS)


def seen(*rows: Result) -> tuple[Observation, ...]:
    """The observations of one series, in the order of their periods."""
    return facts(*rows).series[rows[0].institution, rows[0].indicator]


def texts(observed: Sequence[Observation]) -> list[str]:
    """The periods as they were written."""
    return [one.period.text for one in observed]


def chosen(how: Over, *rows: Result) -> tuple[list[str], bool]:
    """The periods of the figures chosen, and whether they are for all that is read."""
    found = choose_parts(over_quarters(how), seen(*rows) if rows else ())
    return texts(found.parts), not found.missing
