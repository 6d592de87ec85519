"""The institution and the days that a value is read for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from metrics.periods import Period, add_months, add_years, add_years_to_span_end
from metrics.plan.formula import Reading
from metrics.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Window:
    """The institution and the days that a value is read for: the plan's own year, or the same span in another year."""

    institution: str
    start: date
    end: date
    year: int

    @classmethod
    def of(cls, plan: Plan) -> Window:
        """Return the window of the plan's own year: its first, where it is a contract over several."""
        first = add_years(plan.start, 1) - timedelta(days=1)
        return cls(plan.institution, plan.start, min(plan.end, first), plan.year)

    def at(self, year: int) -> Window:
        """Return the same span in another year."""
        shift = year - self.year
        if not shift:
            return self
        start, end = add_years(self.start, shift), add_years_to_span_end(self.end, shift)
        return Window(self.institution, start, end, year)


def find_window(reading: Reading, window: Window) -> Window:
    """Find the days a reading covers: its named period, or the plan year moved by its years and quarters."""
    if reading.period:
        period = Period.parse(reading.period)
        return Window(window.institution, period.start, period.end, period.start.year)
    year = reading.year if reading.year is not None else window.year + reading.offset
    span = window.at(year)
    if not reading.shift:
        return span
    start = add_months(span.start, 3 * reading.shift)
    end = add_months(span.end + timedelta(days=1), 3 * reading.shift) - timedelta(days=1)
    return Window(span.institution, start, end, span.year)
