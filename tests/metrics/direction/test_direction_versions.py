"""What a later version of a development plan may not do."""

from __future__ import annotations

from metrics.direction.direction_versions import find_step_problems
from tests.directions import direction, initiative

FIRST = direction().bare


def test_what_was_reported_on_stays_and_the_institution_is_the_same() -> None:
    fewer = direction(initiative("1.2")).bare
    assert [(p.code, p.params) for p in find_step_problems(FIRST, fewer, ["1.1"])] == [
        ("initiative_reported_on", {"number": "1.1"})
    ]
    assert find_step_problems(FIRST, fewer, []) == []
    moved = FIRST.model_copy(update={"institution": "other"})
    assert [p.code for p in find_step_problems(FIRST, moved, [])] == ["plan_of_another"]
