"""How many of the tests that failed had been flagged a quarter before the end, and how many of those that were met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from metrics.followup.outlook import Outlook
from metrics.followup.risk import NOTICES

LAST_QUARTER = 3
"""The quarter that leaves one for doing something about it."""
LEAST_CAUGHT, MOST_FALSE = Fraction(90, 100), Fraction(13, 100)
"""What is aimed at: how many of the failing tests are flagged, and how many of the others are."""


@dataclass(frozen=True, slots=True)
class JudgedTest:
    """Whether a test that was open after a quarter had a flag, and whether it held in the end."""

    quarter: int
    flagged: bool
    held: bool


@dataclass(frozen=True, slots=True)
class FlagRecord:
    """How many tests failed and were met, and how many of either had been flagged."""

    failed: int
    caught: int
    met: int
    falsely: int

    @property
    def caught_share(self) -> Fraction | None:
        """How much of what failed had been flagged; None where nothing failed."""
        return Fraction(self.caught, self.failed) if self.failed else None

    @property
    def false_share(self) -> Fraction | None:
        """How much of what was met had been flagged; None where nothing was met."""
        return Fraction(self.falsely, self.met) if self.met else None

    @property
    def catches_enough(self) -> bool:
        """Whether as many of the failing were flagged as is aimed at."""
        return self.caught >= LEAST_CAUGHT * self.failed

    @property
    def spares_enough(self) -> bool:
        """Whether no more of those that were met were flagged than is aimed at."""
        return self.falsely <= MOST_FALSE * self.met


SIMULATED = FlagRecord(failed=56422, caught=50810, met=87578, falsely=11063)
"""How the forecasts alone came out in `make bench ARGS=backtest`: 144,000 simulated years."""
FIRST_YEAR, FIRST_YEAR_PACE = FlagRecord(416, 350, 290, 35), FlagRecord(416, 346, 290, 37)
"""How the flags without history came out in `make bench ARGS="real FOLDER"`, and how the pace of the year did."""


def judge_open_tests(found: Outlook, quarter: int, held: Mapping[str, bool]) -> Iterator[JudgedTest]:
    """Judge the flags on open tests that were decided in the end; a flag on a goal as a whole is one on each of its."""
    flags = [flag for flag in found.flags if flag.rule not in NOTICES]
    for goal in found.score.goals:
        own = {flag.criterion for flag in flags if flag.goal == goal.goal.number}
        for leaf in goal.open_leaves():
            number = leaf.criterion.number
            if number in held:
                yield JudgedTest(quarter, bool(own & {number, None}), held[number])


def count_flagged(judged: Iterable[JudgedTest]) -> FlagRecord:
    """Count the tests that were open after the last quarter but one of a year, and those that were flagged then."""
    late = [one for one in judged if one.quarter == LAST_QUARTER]
    failed, met = ([one for one in late if one.held is held] for held in (False, True))
    return FlagRecord(
        len(failed), sum(one.flagged for one in failed), len(met), sum(one.flagged for one in met)
    )
