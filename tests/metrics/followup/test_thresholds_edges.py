"""The thresholds that a ministry area has set: from when they count, and how far they reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from metrics.followup.thresholds import (
    USUAL,
    ThresholdSetting,
    find_setting_problems,
    find_thresholds_in_force,
)

FIRST = datetime(2018, 1, 1, 12, tzinfo=UTC)


def setting(name: str, value: str, at: datetime = FIRST) -> ThresholdSetting:
    return ThresholdSetting("Area", name, Decimal(value), "Reason", at)


@pytest.mark.parametrize(("days", "likely"), [(-1, None), (0, 70), (1, 70), (2, 80), (9, 80)])
def test_a_setting_counts_from_its_moment_until_the_next(days: int, likely: int | None) -> None:
    settings = [setting("likely", "80", FIRST + timedelta(days=2)), setting("likely", "70")]
    found = find_thresholds_in_force(settings, FIRST + timedelta(days=days))
    assert (found["Area"].likely if found else None) == likely


def test_what_an_area_has_not_set_is_as_usual() -> None:
    found = find_thresholds_in_force([setting("lead_days", "45")], FIRST)
    assert (found["Area"].lead_days, found["Area"].report_days) == (Decimal(45), USUAL.report_days)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("likely", "100", True),
        ("likely", "100.1", False),
        ("likely", "68.5", True),
        ("likely", "0", True),
        ("lead_days", "366", True),
        ("lead_days", "367", False),
        ("lead_days", "30.5", False),
        ("lead_days", "-1", False),
    ],
)
def test_a_threshold_has_a_highest_and_days_are_whole(name: str, value: str, allowed: bool) -> None:
    found = [problem.code for problem in find_setting_problems(setting(name, value), {"Area"})]
    assert found == ([] if allowed else ["threshold_out_of_range"])
