"""The shape of a plan of duties."""

from __future__ import annotations

from datetime import date

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
