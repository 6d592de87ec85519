"""Limits in words: a name and a meaning for each, and values with their units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.followup.thresholds import MOST
from metrics.plan.terms import Unit
from words.administration.threshold_line import (
    explain_threshold,
    find_unit,
    name_threshold,
    write_threshold,
)
from words.language import LANGUAGES, Words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_limit_has_a_name_and_a_meaning_of_its_own(lang: str) -> None:
    words = Words(lang)
    assert len({name_threshold(name, words) for name in MOST}) == len(MOST)
    assert len({explain_threshold(name, words) for name in MOST}) == len(MOST)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("lead_days", "30", "30 dage"),
        ("answer_days", "1", "1 dag"),
        ("likely", "72.5", "72,5 pct."),
        ("satisfactory", "80", "80 pct."),
        ("unapproved_seen", "0", "nej"),
        ("unapproved_seen", "1", "ja"),
    ],
)
def test_a_value_stands_with_its_unit(name: str, value: str, said: str) -> None:
    assert write_threshold(name, Decimal(value), Words("da")).replace("\u00a0", " ") == said


def test_a_limit_is_in_days_or_in_percent() -> None:
    assert {name for name in MOST if find_unit(name) is Unit.PERCENT} == {"likely", "satisfactory"}
