"""What a plan of duties must meet, and what a later version may not do."""

from __future__ import annotations

from datetime import date

from metrics.duties.duty_requirements import find_change_problems, find_duty_problems
from tests.duties import FIRST, duty, duty_plan, unruled


def test_every_problem_of_a_plan_is_found_at_its_place() -> None:
    wrong = duty_plan(
        duty("1", rule="FREQ=SECONDLY"),
        duty("2", first=None),
        unruled("3", trigger_days=10),
        unruled("4", trigger="x", trigger_days=10, has_end=True),
        duty("5", first=date(2024, 4, 9)),
        unruled("6"),
        unruled("6"),
        end=date(2024, 12, 31),
        institutions=(),
    )
    assert [(one.code, one.place) for one in find_duty_problems(wrong)] == [
        ("institution_unknown", "institution"),
        ("dates_out_of_order", "end"),
        ("duty_twice", "duties[6]"),
        ("duty_too_often", "duties[1].rule"),
        ("first_day_outside_the_plan", "duties[1].first"),
        ("rule_and_first_day", "duties[2]"),
        ("trigger_needed", "duties[3]"),
        ("one_of", "duties[4]"),
        ("first_day_outside_the_plan", "duties[5].first"),
    ]
    assert find_duty_problems(duty_plan(duty(), unruled())) == []


def test_what_was_reported_of_stays_due() -> None:
    before = duty_plan(duty(), unruled()).bare
    reported = [("1.1", FIRST), ("1.2", None)]

    def codes(*duties: object, **changes: object) -> list[str]:
        return [p.code for p in find_change_problems(before, duty_plan(*duties, **changes).bare, reported)]  # type: ignore[arg-type]

    ended = duty(rule="FREQ=YEARLY;UNTIL=20260409")
    assert codes(ended, duty("1.3", first=date(2027, 5, 1)), unruled()) == []
    assert codes(duty(first=date(2025, 5, 1)), unruled()) == ["occurrence_reported_on"]
    assert codes(duty()) == ["duty_reported_on"]
    assert codes(duty(), unruled(), institution="other") == ["plan_of_another"]
