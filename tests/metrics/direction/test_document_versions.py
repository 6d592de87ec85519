"""The versions of a document that stands beside the yearly plans."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.direction.document_versions import (
    DocumentVersion,
    find_in_force,
    find_known_since,
    find_owner_problems,
)
from metrics.periods import find_day_start
from tests.directions import direction
from tests.duties import duty_plan

FIRST, SECOND = direction().bare, direction(title="Changed").bare
VERSIONS = [
    DocumentVersion(1, FIRST, find_day_start(date(2023, 1, 1))),
    DocumentVersion(2, SECOND, datetime(2024, 5, 1, tzinfo=UTC)),
]


def test_the_newest_version_known_at_the_moment_is_in_force_from_the_plan_s_day() -> None:
    def titles(day: date) -> list[str]:
        return [one.title for one in find_in_force(VERSIONS, day, find_day_start(day))]

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


def test_an_institution_is_defined_once() -> None:
    file = duty_plan()
    assert list(find_owner_problems(file)) == []
    twice = file.model_copy(update={"institutions": file.institutions * 2})
    assert [p.code for p in find_owner_problems(twice)] == ["institution_duplicate"]
    none = file.model_copy(update={"institutions": ()})
    assert [p.code for p in find_owner_problems(none)] == ["institution_unknown"]
