"""Plans of duties for tests, with defaults for everything a test does not care about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from metrics.direction.direction_terms import DocumentKind
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.duties.duty_plan import DutyFile, RecurringDuty
from metrics.plan.model import Institution
from tests.factories import OWNER

FIRST = date(2025, 4, 9)


def duty(number: str = "1.1", **changes: Any) -> RecurringDuty:
    """A duty each year on 9 April, first in 2025."""
    given = {
        "number": number,
        "title": f"Duty {number}",
        "section": "1",
        "rule": "FREQ=YEARLY",
        "first": FIRST,
    }
    return RecurringDuty(**{**given, **changes})


def unruled(number: str = "1.2", **changes: Any) -> RecurringDuty:
    """A duty without a rule."""
    return duty(number, rule=None, first=None, **changes)


def duty_plan(*duties: RecurringDuty, **changes: Any) -> DutyFile:
    """A plan of duties from 2025 on."""
    given = {
        "kind": DocumentKind.DUTIES,
        "id": "policy-2025",
        "title": "Policy 2025",
        "institution": OWNER,
        "start": date(2025, 1, 1),
        "source": "A source",
        "duties": duties or (duty(),),
        "institutions": (Institution(id=OWNER, name="The institution", ministry_area="Area"),),
    }
    return DutyFile(**{**given, **changes})


def said(kind: StepEventKind, on: date, number: str = "1.1", **changes: Any) -> StepEvent:
    """Something said of a duty of that plan, recorded the same day."""
    recorded = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    return StepEvent("policy-2025", number, kind, on, **{"recorded_at": recorded, **changes})
