"""The shape for how an initiative stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.direction.progress import StepEvent, StepEventKind, find_standings
from metrics.direction.standing_status import find_shape
from metrics.status import Status
from tests.directions import direction, initiative

KNOWN = datetime(2030, 1, 1, tzinfo=UTC)


def test_what_is_late_has_another_shape_than_what_is_only_not_reported() -> None:
    found = direction(
        initiative("1.1", when="2023"), initiative("1.2", when="2023"), initiative("1.3"), initiative("1.4")
    )
    day = date(2024, 1, 1)
    told = [
        StepEvent(found.id, "1.2", StepEventKind.STARTED, day),
        StepEvent(found.id, "1.4", StepEventKind.CLAIMED, day),
    ]
    standings = find_standings(found, told, day, KNOWN)
    assert [find_shape(standings[number]) for number in ("1.1", "1.2", "1.3", "1.4")] == [
        Status.OVERDUE_DATA,
        Status.AT_RISK,
        Status.UNKNOWN,
        Status.MET,
    ]
