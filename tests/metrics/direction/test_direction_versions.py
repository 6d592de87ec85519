"""The versions of a development plan."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.direction.direction_versions import (
    DirectionVersion,
    find_directions_in_force,
    find_known_since,
    find_step_problems,
)
from metrics.periods import find_day_start
from tests.directions import direction, initiative

FIRST, SECOND = direction().direction, direction(title="Changed").direction
VERSIONS = [
    DirectionVersion(1, FIRST, find_day_start(date(2023, 1, 1))),
    DirectionVersion(2, SECOND, datetime(2024, 5, 1, tzinfo=UTC)),
]


def test_the_newest_version_known_at_the_moment_is_in_force_from_the_plan_s_day() -> None:
    def titles(day: date) -> list[str]:
        return [one.title for one in find_directions_in_force(VERSIONS, day, find_day_start(day))]

    assert titles(date(2022, 12, 31)) == []
    assert titles(date(2023, 1, 1)) == ["Plan 2023-2025"]
    assert titles(date(2024, 4, 30)) == ["Plan 2023-2025"]
    assert titles(date(2024, 5, 2)) == ["Changed"]


def test_a_document_is_known_from_its_own_day_and_a_change_from_when_it_was_entered() -> None:
    entered = datetime(2024, 5, 1, tzinfo=UTC)
    assert find_known_since(FIRST, None, entered) == find_day_start(date(2023, 1, 1))
    assert find_known_since(SECOND, FIRST, entered) == entered
    before = datetime(2022, 5, 1, tzinfo=UTC)
    assert find_known_since(FIRST, None, before) == before


def test_what_was_reported_on_stays_and_the_institution_is_the_same() -> None:
    fewer = direction(initiative("1.2")).direction
    assert [(p.code, p.params) for p in find_step_problems(FIRST, fewer, ["1.1"])] == [
        ("initiative_reported_on", {"number": "1.1"})
    ]
    assert find_step_problems(FIRST, fewer, []) == []
    moved = FIRST.model_copy(update={"institution": "other"})
    assert [p.code for p in find_step_problems(FIRST, moved, [])] == ["plan_of_another"]
