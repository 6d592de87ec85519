"""The limits of an area as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from metrics.followup.thresholds import MOST, USUAL, ThresholdSetting
from pages.admin.parts.tasks.threshold_sheet import draw_in_force, draw_settings
from tests.pages.drawing import plain
from words.language import Words

DA = Words("da")


def test_every_limit_has_a_row_with_what_applies_and_what_is_usual() -> None:
    html = draw_in_force("Ministeriet", replace(USUAL, answer_days=Decimal(21)), DA)
    assert html.count("<tr") == len(MOST) + 1
    assert "21 dage 14 dage" in plain(html)


def test_the_newest_change_comes_first_with_its_danish_day() -> None:
    late = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
    first = ThresholdSetting("A", "likely", Decimal(70), "Først", datetime(2026, 1, 1, 12, tzinfo=UTC))
    said = plain(draw_settings([first, ThresholdSetting("A", "likely", Decimal(75), "Så", late)], DA))
    assert said.index("29.11.2026") < said.index("01.01.2026")
    assert said.index("75 pct. Så") < said.index("70 pct. Først")
