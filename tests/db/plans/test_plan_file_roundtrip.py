"""A plan written as a file and read again is the same plan, and the same bytes when written once more."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given

from db.plans import plan_file
from metrics.plan.model import Plan, PlanFile
from tests.plans import plan_files

SOURCE = (Path(plan_file.__file__).parents[1] / "sources" / "cpr-2017.toml").read_text(encoding="utf-8")
OBSERVATIONS = SOURCE[SOURCE.index("[[observations]]") :].split("\n\n")


def written(*changes: tuple[str, str]) -> str:
    """The canonical text of a source plan with changes."""
    text = SOURCE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return plan_file.dump_plan(plan_file.parse_plan(text))


@given(plan_files())
def test_any_plan_survives_the_round_trip(plan: PlanFile) -> None:
    once = plan_file.dump_plan(plan)
    again = plan_file.parse_plan(once)
    assert again == plan
    assert plan_file.dump_plan(again).encode() == once.encode()


@given(plan_files())
def test_any_plan_survives_the_database_s_way_of_keeping_it(plan: PlanFile) -> None:
    assert Plan.model_validate_json(plan.plan.model_dump_json(exclude_defaults=True)) == plan.plan


def test_the_digits_of_a_number_are_kept_as_written() -> None:
    text = written(
        ("value = 78.9", "value = 78.90"), ("number = 95", "number = 95.000"), ("value = 190", "value = 1e2")
    )
    assert "value = 78.90\n" in text
    assert "number = 95.000" in text
    assert "value = 100\n" in text


def test_the_order_of_definitions_and_results_does_not_change_the_bytes() -> None:
    first = SOURCE[: SOURCE.index("[[observations]]")]
    backwards = first + "\n\n".join(reversed(OBSERVATIONS))
    assert backwards != SOURCE
    assert plan_file.dump_plan(plan_file.parse_plan(backwards)) == written()


def test_the_order_of_goals_is_the_plan_s_own() -> None:
    goals = SOURCE.split("[[goals]]")
    backwards = "[[goals]]".join([goals[0], *reversed(goals[1:7]), goals[7]])
    numbers = [
        goal.number
        for goal in plan_file.parse_plan(plan_file.dump_plan(plan_file.parse_plan(backwards))).goals
    ]
    assert numbers == ["3.1", "2.3", "2.2", "2.1", "1.2", "1.1", "3.2"]


def test_what_is_left_out_of_a_file_is_left_out_again() -> None:
    text = written()
    assert "scored" not in text
    assert "offset" not in text
    assert "reference" not in text
