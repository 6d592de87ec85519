"""Whose value is read, and over which year of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.periods import add_years, add_years_to_span_end
from metrics.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Window:
    """Whose value is read, and over which year of the plan."""

    institution: str
    start: date
    end: date
    year: int

    @classmethod
    def of(cls, plan: Plan) -> Window:
        """The plan's own year."""
        return cls(plan.institution, plan.start, plan.end, plan.year)

    def at(self, year: int) -> Window:
        """The same span in another year."""
        shift = year - self.year
        if not shift:
            return self
        start, end = add_years(self.start, shift), add_years_to_span_end(self.end, shift)
        return Window(self.institution, start, end, year)
