"""What a development plan must meet beyond its shape."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from metrics.direction.direction_plan import DocumentFigure, FocusArea, GoalLink
from metrics.direction.direction_requirements import find_direction_problems, find_link_problems, write_place
from metrics.direction.direction_terms import Relation
from tests.directions import direction, initiative, step
from tests.factories import plan


def told(*args: Any, **changes: Any) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in find_direction_problems(direction(*args, **changes))]


PLACE = "focus_areas[1].initiatives"


def test_a_sound_plan_has_no_problem() -> None:
    assert (
        told(initiative(steps=(step("1.1.1", ends="2024-summer"),)), initiative("1.2", depends_on=("1.1.1",)))
        == []
    )


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"begins": "2025", "ends": "2024-summer"}, ("ends_before_it_begins", f"{PLACE}[1.1]")),
        ({"when": "2026"}, ("time_outside_the_plan", f"{PLACE}[1.1]")),
        ({"ends": "2022-12-31"}, ("time_outside_the_plan", f"{PLACE}[1.1]")),
        ({"depends_on": ("9",)}, ("initiative_unknown", f"{PLACE}[1.1].depends_on")),
        ({"depends_on": ("1.1",)}, ("initiatives_in_a_circle", f"{PLACE}[1.1].depends_on")),
        ({"steps": (step("1.1"),)}, ("number_twice", f"{PLACE}[1.1].steps[1.1]")),
    ],
)
def test_one_thing_wrong_is_told_with_its_place_and_nothing_else(
    given: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert told(initiative(**given)) == [problem]


def test_times_that_may_be_in_order_are_not_refused() -> None:
    assert told(initiative(begins="2024", ends="2024-summer")) == []
    assert told(initiative(when="2022/2023")) == []
    first, then = initiative("1.1", when="2024H2"), initiative("1.2", when="2024-summer", depends_on=("1.1",))
    assert told(first, then) == []  # August is in both


def test_what_is_over_before_what_it_depends_on_can_be_done_is_refused() -> None:
    first, then = initiative("1.1", when="2024"), initiative("1.2", when="2023", depends_on=("1.1",))
    assert told(first, then) == [("before_what_it_depends_on", f"{PLACE}[1.2].depends_on")]


def test_a_circle_is_told_once_with_the_way_round() -> None:
    ring = [initiative(f"1.{n}", depends_on=(f"1.{n % 3 + 1}",)) for n in (1, 2, 3)]
    problems = find_direction_problems(direction(*ring, initiative("1.4", depends_on=("1.1",))))
    assert [(p.code, p.params["numbers"]) for p in problems] == [
        ("initiatives_in_a_circle", "1.1 → 1.2 → 1.3 → 1.1")
    ]


def test_every_problem_of_a_plan_comes_at_once() -> None:
    areas = (
        FocusArea(number="1", title="A", initiatives=(initiative("1.1", begins="2025", ends="2024"),)),
        FocusArea(number="1", title="B", initiatives=()),
    )
    figures = (DocumentFigure(indicator="persons", value=1, section="T"),) * 2
    assert told(focus_areas=areas, figures=figures, reporting={"quarters": (2, 2)}, institution="other") == [
        ("quarter_twice", "reporting.quarters"),
        ("number_twice", "focus_areas[1]"),
        ("list_empty", "focus_areas[1].initiatives"),
        ("ends_before_it_begins", "focus_areas[1].initiatives[1.1]"),
        ("institution_unknown", "institution"),
        ("indicator_unknown", "figures[persons]"),
        ("indicator_unknown", "figures[persons]"),
        ("figure_twice", "figures[persons]"),
    ]


def test_the_period_must_be_one_and_not_without_end() -> None:
    assert told(end=date(2022, 1, 1)) == [("dates_out_of_order", "end")]
    assert told(end=date(2053, 1, 1)) == [("direction_too_long", "end")]


def test_a_link_leads_to_a_goal_of_the_institution_s_own_plans_that_can_serve() -> None:
    own, other = plan(start=date(2024, 1, 1), end=date(2024, 12, 31)), plan(id="other", institution="another")
    early = plan(id="early", start=date(2022, 1, 1), end=date(2022, 12, 31))
    plans = {one.id: one for one in (own, other, early)}

    def problems(*links: GoalLink) -> list[str]:
        return [one.code for one in find_link_problems(direction(initiative(goals=links)), plans)]

    sound = GoalLink(plan=own.id, goal="1")
    assert problems(sound) == []
    assert problems(sound, sound) == ["link_duplicate"] * 2
    assert problems(GoalLink(plan="gone", goal="1"), GoalLink(plan=own.id, goal="7")) == [
        "link_plan_unknown",
        "link_goal_unknown",
    ]
    assert problems(GoalLink(plan="early", goal="1")) == ["link_before_the_plan"]
    assert problems(GoalLink(plan="early", goal="1", relation=Relation.PRECEDES)) == []
    assert problems(GoalLink(plan="gone", goal="1", relation=Relation.PRECEDES)) == []
    assert problems(GoalLink(plan="other", goal="1", relation=Relation.PRECEDES)) == ["link_of_another"]


def test_a_place_is_written_as_the_file_is() -> None:
    made = direction(initiative(steps=(step("1.1.1"),)))
    assert write_place(made, made.initiatives[0].steps[0]) == f"{PLACE}[1.1].steps[1.1.1]"
    with pytest.raises(KeyError):
        write_place(made, step("1.1.1"))
