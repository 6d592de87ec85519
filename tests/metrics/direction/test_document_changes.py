"""What differs between two versions of a development plan."""

from __future__ import annotations

from typing import Any

from metrics.direction.direction_plan import DirectionFile, FocusArea
from metrics.direction.document_changes import DocumentChange, compare_directions, compare_parts, get_number
from tests.directions import direction, initiative, step


def told(before: DirectionFile, after: DirectionFile) -> list[tuple[str, bool, bool, tuple[str, ...]]]:
    changes = compare_directions(before.bare, after.bare)
    return [(get_number(one.part), one.before is None, one.after is None, one.keys) for one in changes]


def test_the_same_has_no_change_and_neither_has_another_order() -> None:
    one, two = initiative("1.1"), initiative("1.2")
    assert told(direction(one, two), direction(one, two)) == []
    assert told(direction(one, two), direction(two, one)) == []


def test_what_is_new_gone_moved_in_time_or_written_anew_is_told_by_its_number() -> None:
    before = direction(
        initiative("1.1", when="2024", title="Old"), initiative("1.2", steps=(step("1.2.1", when="2024"),))
    )
    after = direction(
        initiative("1.1", begins="2024", ends="2025", title="New"),
        initiative("1.3"),
        title="Plan 2023-2026",
    )
    assert told(before, after) == [
        ("", False, False, ("title",)),
        ("1.1", False, False, ("title", "when", "begins", "ends")),
        ("1.3", True, False, ()),
        ("1.2", False, True, ()),
        ("1.2.1", False, True, ()),
    ]


def test_an_initiative_under_another_focus_area_has_moved() -> None:
    def areas(*numbers: str) -> tuple[FocusArea, ...]:
        return tuple(
            FocusArea(number=str(n), title="A", initiatives=(initiative(number),))
            for n, number in enumerate(numbers, 1)
        )

    before, after = direction(focus_areas=areas("x", "y")), direction(focus_areas=areas("y", "x"))
    assert told(before, after) == [("y", False, False, ("area",)), ("x", False, False, ("area",))]


def test_a_step_that_became_an_initiative_is_compared_by_what_both_have() -> None:
    before = direction(initiative("1.1", steps=(step("1.2", when="2024"),)))
    after = direction(initiative("1.1"), initiative("1.2", title="Step 1.2", when="2024", owner="The office"))
    ((number, _, _, keys),) = told(before, after)
    assert number == "1.2"
    assert {"owner", "area"} <= {*keys}
    assert "when" not in keys


def test_a_part_is_as_it_is_now_or_as_it_last_was() -> None:
    parts: list[Any] = [initiative("1.1"), initiative("1.2")]
    new, gone = compare_parts(parts[:1], parts[1:])
    assert (new, gone) == (DocumentChange(None, parts[1]), DocumentChange(parts[0], None))
    assert (new.part, gone.part) == (parts[1], parts[0])
