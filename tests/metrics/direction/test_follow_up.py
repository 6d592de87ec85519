"""What is owed to be said of initiatives."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.direction.follow_up import OwedProgress, find_owed_progress
from metrics.direction.progress import StepEvent, StepEventKind, find_standings
from tests.directions import direction, initiative

ALWAYS = datetime(2030, 1, 1, tzinfo=UTC)
FOUND = direction(initiative("1.1"), initiative("1.2"), initiative("1.3", condition="if needed"))


def owed(today: date, *told: StepEvent) -> OwedProgress | None:
    return find_owed_progress(FOUND, told, find_standings(FOUND, told, today, ALWAYS), today)


def said(number: str, on: date, kind: StepEventKind = StepEventKind.STARTED) -> StepEvent:
    return StepEvent(FOUND.id, number, kind, on)


def test_a_word_on_each_open_initiative_is_owed_after_each_half_year() -> None:
    found = owed(date(2023, 7, 1))
    assert found is not None
    assert (found.quarter, found.due, found.numbers) == ("2023Q2", date(2023, 7, 14), ("1.1", "1.2"))
    assert owed(date(2023, 6, 30)) is None


@pytest.mark.parametrize(
    ("event", "numbers"),
    [
        (said("1.1", date(2023, 6, 30)), ("1.1", "1.2")),  # that was of the half-year before
        (said("1.1", date(2023, 7, 1)), ("1.2",)),
        (said("1.1", date(2024, 1, 3), StepEventKind.IN_DOUBT), ("1.2",)),
        (said("1.1", date(2023, 2, 1), StepEventKind.CLAIMED), ("1.2",)),
        (said("1.1", date(2023, 2, 1), StepEventKind.DROPPED), ("1.2",)),
    ],
)
def test_what_was_said_since_or_is_over_is_not_owed(event: StepEvent, numbers: tuple[str, ...]) -> None:
    found = owed(date(2024, 1, 10), event)
    assert found is not None
    assert (found.quarter, found.numbers) == ("2023Q4", numbers)


def test_nothing_is_owed_once_the_plan_is_over_and_its_last_day_has_passed() -> None:
    assert owed(date(2026, 1, 14)) is not None
    assert owed(date(2026, 1, 15)) is None
    both = [said(number, date(2026, 1, 2)) for number in ("1.1", "1.2")]
    assert owed(date(2026, 1, 14), *both) is None
