"""Where what is planned stands on a roadmap."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.direction.direction_plan import FocusArea
from metrics.direction.roadmap_places import find_ends, find_place, find_reach, list_drawn
from tests.directions import PERIOD, initiative, step


def test_a_step_is_drawn_where_it_has_another_time_or_waits() -> None:
    same, other = step("1.1.1", when="2024"), step("1.1.2", when="2025")
    waits, bare = step("1.1.3", depends_on=("1.1.1",)), step("1.1.4")
    one = initiative("1.1", when="2024", steps=(same, other, waits, bare))
    area = FocusArea(number="1", title="A", initiatives=(one,))
    assert [part.number for part in list_drawn(area)] == ["1.1", "1.1.2", "1.1.3"]


def test_a_year_goes_from_its_first_day_to_the_next_also_a_leap_year() -> None:
    assert find_reach(PERIOD) == (2023.0, 2026.0)
    assert find_place(date(2024, 12, 31)) == pytest.approx(2024 + 365 / 366)


def test_a_bar_covers_all_its_time_may_mean_within_the_period_and_is_never_too_thin() -> None:
    def ends(text: str) -> tuple[float, float]:
        span = initiative(when=text).find_span(PERIOD)
        assert span is not None
        return find_ends(span, PERIOD, 0.1)

    assert ends("2024") == (2024.0, 2025.0)
    assert ends("2022/2023") == (2023.0, 2024.0)
    assert ends("2025-12-31") == pytest.approx((2025.9, 2026.0))
