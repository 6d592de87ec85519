"""How many of the failing were flagged a quarter ahead: by hand, and the figures that stand in the document."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from metrics.facts.facts import Facts
from metrics.facts.schema import Result
from metrics.followup.flag_record import (
    FIRST_YEAR,
    FIRST_YEAR_PACE,
    SIMULATED,
    FlagRecord,
    JudgedTest,
    count_flagged,
)
from metrics.followup.track_record import build_track_record
from metrics.plan.terms import Over
from tests.factories import catalogue, compared, facts, goal, number, plan, quarterly, reads, result

PLAN = plan(goal("1", compared(value=reads(over=Over.POOLED), target=number(90))))
DOCUMENT = (Path(__file__).parents[3] / "docs" / "forecasts.md").read_text("utf-8")


def count(*tops: int) -> FlagRecord:
    """Count the flags of a year with these timely cases of a hundred a quarter, after four years of 91."""
    years = [(year, (91,) * 4) for year in range(2013, 2017)]
    told: list[Result] = [
        result(
            f"{year}Q{quarter}",
            of=(top, 100),
            recorded=date(year + quarter // 4, 3 * quarter % 12 + 1, 10),
        )
        for year, given in (*years, (2017, tops))
        for quarter, top in enumerate(given, 1)
    ]

    def at(day: date) -> Facts:
        return facts(*told, as_of=day, known_at=day)

    later = date(2018, 3, 1)
    return count_flagged(build_track_record([PLAN], at(later), catalogue(quarterly()), at).judged)


@pytest.mark.parametrize(
    ("tops", "found"),
    [
        ((80, 80, 80, 80), FlagRecord(1, 1, 0, 0)),  # a poor year
        ((93, 93, 93, 70), FlagRecord(1, 0, 0, 0)),  # a good one that fails in its last quarter
        ((95, 95, 95, 95), FlagRecord(0, 0, 1, 0)),  # a good one
        ((87, 88, 87, 99), FlagRecord(0, 0, 1, 1)),  # a poor one that is saved in its last quarter
    ],
)
def test_a_test_is_caught_or_falsely_flagged_by_its_flag_after_the_third_quarter(
    tops: tuple[int, ...], found: FlagRecord
) -> None:
    assert count(*tops) == found


def test_what_was_flagged_earlier_in_the_year_alone_is_not_caught() -> None:
    judged = [JudgedTest(1, flagged=True, held=False), JudgedTest(3, flagged=False, held=False)]
    assert count_flagged(judged) == FlagRecord(1, 0, 0, 0)


def test_an_aim_is_reached_on_the_line() -> None:
    assert FlagRecord(10, 9, 100, 13).catches_enough
    assert FlagRecord(10, 9, 100, 13).spares_enough
    assert not FlagRecord(10, 8, 100, 14).catches_enough
    assert not FlagRecord(10, 8, 100, 14).spares_enough


def test_a_share_is_of_those_that_came_out_that_way_and_none_without_any() -> None:
    found = FlagRecord(failed=4, caught=3, met=10, falsely=1)
    assert (found.caught_share, found.false_share) == (Fraction(3, 4), Fraction(1, 10))
    assert (FlagRecord(0, 0, 0, 0).caught_share, FlagRecord(0, 0, 0, 0).false_share) == (None, None)


def test_the_figures_that_the_pages_tell_are_those_of_the_document() -> None:
    row = next(line for line in DOCUMENT.splitlines() if line.startswith("| all | **"))
    shares = (SIMULATED.caught_share, SIMULATED.false_share)
    assert re.findall(r"[\d.]+ %", row) == [f"{float(100 * (share or 0)):.1f} %" for share in shares]
    first = next(line for line in DOCUMENT.splitlines() if line.startswith("| all | 6"))
    early = [
        share for found in (FIRST_YEAR, FIRST_YEAR_PACE) for share in (found.caught_share, found.false_share)
    ]
    assert re.findall(r"\d+ %", first)[-4:] == [f"{float(100 * (share or 0)):.0f} %" for share in early]
