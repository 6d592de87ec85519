"""Deadlines put together: what is late, what each party owes until the next report, and what comes after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.access import Role
from metrics.followup.deadlines import Deadline, Duty


@dataclass(frozen=True, slots=True)
class OwedGroup:
    """What one party owes until a day: an institution for a report of its plan, or a role in the department.

    `plan` is the plan of an institution's report; None for the department, which owes to several. `due` is the day of
    the report, or the first day on which something of the group is due where there is no report.
    """

    plan: str | None
    role: Role
    due: date
    items: tuple[Deadline, ...]

    @property
    def report(self) -> Deadline | None:
        """The report itself; None where nothing is reported."""
        return next((one for one in self.items if one.duty is Duty.REPORT), None)

    def of(self, duty: Duty) -> list[Deadline]:
        """Return what is owed of a kind, soonest first."""
        return [one for one in self.items if one.duty is duty]


@dataclass(frozen=True, slots=True)
class OwedUntil:
    """What is owed on a day: late, in groups until the next report is due on the day `until`, and later."""

    until: date | None
    late: tuple[Deadline, ...]
    groups: tuple[OwedGroup, ...]
    later: tuple[Deadline, ...]


def find_next_report(owed: Iterable[Deadline], as_of: date) -> date | None:
    """Find when the next report is due; None where none is to come."""
    return min((one.due for one in owed if one.duty is Duty.REPORT and one.due >= as_of), default=None)


def group_deadlines(owed: Sequence[Deadline], as_of: date, until: date | None) -> OwedUntil:
    """Group what is owed: late, by party until a day, the institutions first, and later. Each thing stands once.

    Without such a day everything to come is in the groups.
    """
    late = tuple(one for one in owed if one.days_left(as_of) < 0)
    coming = [one for one in owed if one.days_left(as_of) >= 0]
    soon = [one for one in coming if until is None or one.due <= until]
    later = tuple(one for one in coming if until is not None and one.due > until)
    groups: dict[tuple[str | None, Role, date | None], list[Deadline]] = {}
    for one in soon:
        groups.setdefault(_find_group(one, coming), []).append(one)
    found = [
        OwedGroup(plan, role, on or items[0].due, tuple(items)) for (plan, role, on), items in groups.items()
    ]
    ranked = sorted(
        found, key=lambda group: (group.plan is None, _ROLES.index(group.role), group.due, group.plan)
    )
    return OwedUntil(until, late, tuple(ranked), later)


_ROLES = list(Role)


def _find_group(one: Deadline, coming: Iterable[Deadline]) -> tuple[str | None, Role, date | None]:
    """Find whose group a deadline is in: of an institution that of the report it comes with."""
    if one.role is not Role.REPORTER:
        return None, one.role, None
    reports = (other.due for other in coming if other.duty is Duty.REPORT and other.plan.id == one.plan.id)
    return one.plan.id, one.role, min((due for due in reports if due >= one.due), default=None)
