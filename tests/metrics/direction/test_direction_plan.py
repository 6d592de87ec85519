"""The shape of a development plan."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from metrics.direction.direction_plan import Direction, DirectionFile
from tests.directions import direction, initiative, step


def test_initiatives_and_their_steps_are_walked_in_the_document_s_order() -> None:
    found = direction(initiative("1.1", steps=(step("1.1.1"), step("1.1.2"))), initiative("1.2"))
    assert [one.number for one in found.walk()] == ["1.1", "1.1.1", "1.1.2", "1.2"]
    assert [one.number for one in found.initiatives] == ["1.1", "1.2"]
    assert found.find_step("1.1.2") is found.initiatives[0].steps[1]
    assert found.find_step("9") is None


def test_what_has_no_time_has_no_days_at_all() -> None:
    period = direction().period
    assert initiative().find_span(period) is None
    both = initiative(begins="2023", ends="2024-summer").find_span(period)
    assert both is not None
    assert both.begins is not None
    assert both.ends is not None
    assert (both.begins.start, both.ends.end) == (date(2023, 1, 1), date(2024, 8, 31))
    one = initiative(when="2024").find_span(period)
    assert one is not None
    assert one.is_one


def test_a_time_is_said_in_one_way() -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        initiative(when="2024", ends="2024")


def test_a_file_is_the_plan_with_its_definitions() -> None:
    file = direction()
    assert type(file.bare) is Direction
    assert file.bare == Direction.model_validate_json(file.bare.model_dump_json(exclude_defaults=True))
    assert set(DirectionFile.model_fields) - set(Direction.model_fields) == {"institutions", "indicators"}


def test_a_plan_without_a_date_counts_from_its_first_day() -> None:
    assert direction().counts_from == date(2023, 1, 1)
    assert direction(document_date=date(2022, 12, 1)).counts_from == date(2022, 12, 1)
