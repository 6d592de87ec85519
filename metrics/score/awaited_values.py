"""A figure that is not out yet: it stays owed, and is not late before the day on which it is expected."""

from __future__ import annotations

from datetime import date

from metrics.facts.facts import Facts
from metrics.score.chosen_parts import OwedValue


def move_due_day(due: date, owed: OwedValue, facts: Facts, plan: str = "") -> tuple[date, date | None]:
    """Move the due day of an owed value with its report, and to the day on which it is expected, where that is later.

    Return the due day, and the expected day until it has passed.
    """
    if plan in facts.reports:
        due = facts.reports[plan].move(due)
    told = facts.awaited.get((owed.institution, owed.indicator), {})
    # A level may be told for the last day of the span it is owed for.
    expected = told.get((owed.start, owed.end)) or told.get((owed.end, owed.end))
    if expected is None:
        return due, None
    return max(due, expected), expected if facts.as_of <= expected else None
