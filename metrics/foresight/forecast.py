"""Forecasts of a plan's open tests: each has a forecast, or the reason it has none. A forecast settles nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from metrics.algebra.distribution import Chances
from metrics.facts.facts import Observation
from metrics.plan.model import Indicator
from metrics.plan.terms import Over
from metrics.score.beliefs import Beliefs

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that a forecast reports."""


class Method(StrEnum):
    """How a forecast was made; docs/forecasts.md says what each method assumes."""

    SHARE = "share"
    SUM = "sum"
    MEAN = "mean"
    STOCK = "stock"
    EXTREME = "extreme"
    YEARS = "years"
    BUDGET = "budget"
    MILESTONE = "milestone"
    EXPECTATION = "expectation"


class SilenceReason(StrEnum):
    """Why there is no forecast."""

    TOO_FEW_VALUES = "too_few_values"
    TOO_FEW_YEARS = "too_few_years"
    TOO_FEW_MILESTONES = "too_few_milestones"
    TOO_FEW_EXPECTATIONS = "too_few_expectations"
    NO_VOLUME = "no_volume"
    NO_TARGET = "no_target"
    JUDGED = "judged"
    NO_METHOD = "no_method"
    DEFINITION_CHANGED = "definition_changed"
    YEAR_OVER = "year_over"


@dataclass(frozen=True, slots=True)
class RunRate:
    """The value each remaining span needs, or the share the remaining cases need: at least, or at most if not `upward`.

    `season` is the best rate over the same part of an earlier year, `ever` the best over any part of the same length.
    `volume` is the expected number of remaining cases of a share, `left` the first and the last day that remain. From
    `impossible_since` on, full credit was out of reach by arithmetic alone.
    """

    needed: float
    spans: int
    upward: bool
    season: float | None = None
    ever: float | None = None
    volume: float | None = None
    impossible_since: date | None = None
    left: tuple[date, date] | None = field(default=None, compare=False, kw_only=True)
    indicator: Indicator = field(compare=False, kw_only=True)

    def is_over(self, day: date) -> bool:
        """Whether all that was left had passed before a day."""
        return self.left is not None and self.left[1] < day

    def beyond(self, done: float | None) -> bool:
        """Whether the needed rate is more demanding than one that was reached; False if that one is unknown."""
        if done is None:
            return False
        return self.needed > done if self.upward else self.needed < done


@dataclass(frozen=True, slots=True)
class YearPace:
    """What each remaining span must give, against what those known gave, and the newest quarter.

    Of a share: the share of the cases that remain. Of a stock: the change in a week. Of another last value: that value
    itself, against the newest quarter, and the newest span.
    """

    over: Over
    needed: float
    seen: float
    newest: float
    upward: bool
    indicator: Indicator = field(compare=False)
    weekly: bool = False
    """Whether all three are changes in a week."""

    @property
    def behind(self) -> bool:
        """Whether the rest must do better than the year is going: midway between what was seen and the newest of it."""
        sign = 1 if self.upward else -1
        going = sign * (self.seen + self.newest) / 2
        # A level that meets its target needs no move at all.
        return sign * self.needed > (max(going, 0.0) if self.weekly else going)


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a test has no forecast: for one, `have` of the `need` values, years or milestones that the method requires.

    If the definition of the series has changed, `since` is the first day of the current one, and older values do not
    count. `needed` and `pace` are arithmetic, and are given even without a forecast.
    """

    reason: SilenceReason
    method: Method | None = None
    have: int = 0
    need: int = 0
    needed: RunRate | None = None
    since: date | None = None
    pace: YearPace | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The likely outcome of an open test.

    `quantiles` are those of the final value of the tested quantity, in its unit; empty for milestones and assessments.
    `chances` gives the probability of each credit, `p_met` that of full credit. The forecast is based on `points`
    values from `years` years, which are the `inputs`. `volume` is the expected number of cases in the rest of the year.
    `weighed` counts the earlier numbers by which the institution's own is part of the forecast, `heard` the earlier
    words by which its word is; 0 where it is not.
    """

    method: Method
    quantiles: tuple[float, ...]
    p_met: float
    chances: Chances
    points: int
    years: int
    inputs: tuple[Observation, ...] = ()
    volume: float | None = None
    needed: RunRate | None = None
    weighed: int = 0
    heard: int = 0


@dataclass(frozen=True, slots=True)
class Foresight:
    """The forecasts of a plan's open tests by number, and the joint beliefs about them."""

    tests: Mapping[str, Forecast | Silence]
    beliefs: Beliefs

    @property
    def forecasts(self) -> dict[str, Forecast]:
        """The tests that have a forecast."""
        return {number: found for number, found in self.tests.items() if isinstance(found, Forecast)}

    @property
    def silences(self) -> dict[str, Silence]:
        """The tests that have none."""
        return {number: found for number, found in self.tests.items() if isinstance(found, Silence)}
