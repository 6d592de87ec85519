"""The shape of a plan of duties."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from metrics.duties.duty_plan import DutyPlan
from tests.duties import duty, duty_plan, unruled


def test_a_duty_without_a_rule_or_something_that_sets_it_off_has_no_times() -> None:
    assert [one.occurs for one in (duty(), unruled(trigger="x"), unruled())] == [True, True, False]
    assert duty().name == "1.1 Duty 1.1"


def test_a_plan_counts_from_its_date_and_is_kept_without_definitions() -> None:
    file = duty_plan(document_date=date(2025, 4, 9))
    assert (file.counts_from, duty_plan().counts_from) == (date(2025, 4, 9), date(2025, 1, 1))
    assert type(file.bare) is DutyPlan
    assert file.bare == DutyPlan.model_validate_json(file.bare.model_dump_json(exclude_defaults=True))
    assert file.find_duty("1.1") == duty()
    assert file.find_duty("9") is None


@pytest.mark.parametrize("text", ["05-15", "02-29", "2026-05-15"])
def test_a_closed_day_is_a_day_or_a_day_of_each_year(text: str) -> None:
    plan = duty_plan(closed_days=(text,)).bare
    assert plan.closed == {text}
    assert DutyPlan.model_validate_json(plan.model_dump_json()) == plan


@pytest.mark.parametrize(
    "text", ["", "15-05", "02-30", "5-15", "2026-13-01", "2023-02-29", "2024-0515", "١٢-٢٤"]
)
def test_what_is_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValidationError, match="a day"):
        duty_plan(closed_days=(text,))


def test_more_closed_days_than_leave_room_for_open_ones_are_refused() -> None:
    days = [f"{month:02}-{day:02}" for month in (1, 3, 5) for day in range(1, 22)]
    with pytest.raises(ValidationError, match="closed_days"):
        duty_plan(closed_days=days)
