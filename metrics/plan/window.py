"""The institution and the days that a value is read for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.periods import add_years, add_years_to_span_end
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
        """Return the window of the plan's own year."""
        return cls(plan.institution, plan.start, plan.end, plan.year)

    def at(self, year: int) -> Window:
        """Return the same span in another year."""
        shift = year - self.year
        if not shift:
            return self
        start, end = add_years(self.start, shift), add_years_to_span_end(self.end, shift)
        return Window(self.institution, start, end, year)
