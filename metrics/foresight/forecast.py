"""What is foreseen of a plan's open tests: for each a forecast, or why there is none. Never a certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from metrics.algebra.distribution import Chances
from metrics.facts.facts import Observation
from metrics.plan.model import Indicator
from metrics.score.beliefs import Beliefs

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Those that a forecast tells."""


class Method(StrEnum):
    """How a forecast was made; docs/forecasts.md says what each assumes."""

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


@dataclass(frozen=True, slots=True)
class RunRate:
    """What each remaining span must give, or what share the rest must have: at least, or at most if not `upward`.

    `season` is the best that the same part of an earlier year gave, `ever` the best of any part as long. `volume` is
    how many cases a share's rest is believed to have. From `impossible_since` on, no rest of the year could be enough
    for full credit, by arithmetic alone.
    """

    needed: float
    spans: int
    upward: bool
    season: float | None = None
    ever: float | None = None
    volume: float | None = None
    impossible_since: date | None = None
    indicator: Indicator = field(compare=False, kw_only=True)

    def beyond(self, done: float | None) -> bool:
        """Whether more is needed than was done; no where nothing is known to have been done."""
        if done is None:
            return False
        return self.needed > done if self.upward else self.needed < done


@dataclass(frozen=True, slots=True)
class Silence:
    """No probability, and why: `have` of the `need` values, years or milestones that the method asks for.

    Where the definition of the series has changed, `since` is the first day of the present one, and nothing older
    counts. What is needed of the rest of the year is arithmetic, and is told all the same.
    """

    reason: SilenceReason
    method: Method | None = None
    have: int = 0
    need: int = 0
    needed: RunRate | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an open test is likely to come to.

    `quantiles` are those of the tested quantity at the end, in its unit; none for a milestone or an assessment.
    `chances` are those of the credit, `p_met` that of full credit. `points` values from `years` years were used,
    `inputs` are these. `volume` is how many cases are expected in the rest of the year.
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


@dataclass(frozen=True, slots=True)
class Foresight:
    """Every open test of a plan by its number, and what is believed of them together."""

    tests: Mapping[str, Forecast | Silence]
    beliefs: Beliefs

    @property
    def forecasts(self) -> dict[str, Forecast]:
        """The tests of which something is foreseen."""
        return {number: found for number, found in self.tests.items() if isinstance(found, Forecast)}

    @property
    def silences(self) -> dict[str, Silence]:
        """The tests of which nothing can be said."""
        return {number: found for number, found in self.tests.items() if isinstance(found, Silence)}
