"""Thresholds of ministry areas: which settings count on a day, and which are refused."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from metrics.followup.thresholds import (
    MOST,
    USUAL,
    Thresholds,
    ThresholdSetting,
    find_setting_problems,
    find_thresholds_in_force,
)


def setting(
    name: str = "likely", value: str = "75", *, area: str = "A", reason: str = "Agreed", month: int = 1
) -> ThresholdSetting:
    return ThresholdSetting(area, name, Decimal(value), reason, datetime(2017, month, 1, tzinfo=UTC))


def codes(wanted: ThresholdSetting) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in find_setting_problems(wanted, {"A", "B"})]


def test_the_newest_setting_of_each_threshold_counts_whatever_their_order() -> None:
    settings = [
        setting(value="80", month=3),
        setting(value="70", month=2),
        setting("lead_days", "45", month=1),
        setting("report_days", "7", area="B"),
    ]
    assert find_thresholds_in_force(settings, datetime(2017, 4, 1, tzinfo=UTC)) == {
        "A": Thresholds(lead_days=Decimal(45), likely=Decimal(80)),
        "B": Thresholds(report_days=Decimal(7)),
    }


def test_a_setting_counts_from_the_moment_it_is_recorded() -> None:
    settings = [setting(value="70", month=2), setting(value="80", month=3)]
    assert find_thresholds_in_force(settings, datetime(2017, 1, 31, tzinfo=UTC)) == {}
    in_february = find_thresholds_in_force(settings, datetime(2017, 2, 1, tzinfo=UTC))
    assert in_february["A"].likely == 70
    assert in_february["A"].lead_days == USUAL.lead_days
    assert find_thresholds_in_force(settings, datetime(2017, 3, 1, tzinfo=UTC))["A"].likely == 80


@pytest.mark.parametrize("name", MOST)
def test_a_threshold_is_between_nothing_and_the_most_it_may_be(name: str) -> None:
    most = MOST[name]
    assert codes(setting(name, "0")) == codes(setting(name, str(most))) == []
    out_of_range = [("threshold_out_of_range", name)]
    assert codes(setting(name, "-1")) == codes(setting(name, str(most + 1))) == out_of_range


def test_days_are_whole_and_a_probability_may_have_decimals() -> None:
    assert codes(setting("likely", "72.5")) == codes(setting("satisfactory", "77.5")) == []
    assert codes(setting("lead_days", "30.0")) == []
    assert codes(setting("lead_days", "30.5")) == [("threshold_out_of_range", "lead_days")]


def test_everything_wrong_with_a_setting_is_found_at_once() -> None:
    assert codes(setting("luck", area="Nowhere", reason=" ")) == [
        ("text_empty", "reason"),
        ("area_unknown", "area"),
        ("not_allowed", "name"),
    ]
    problems = find_setting_problems(setting(area="Nowhere"), {"B", "A"})
    assert problems[0].params == {"value": "Nowhere", "allowed": ["A", "B"]}
