"""What a report asks for, line by line, by the reading contract and what is owed.

First what is overdue, then the figures in the plan's order, those that others give, milestones, an expectation of each
open goal, and words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.facts.expected_numbers import ExpectedNumber
from metrics.facts.facts import Observation, Statement
from metrics.facts.reports.line_keys import LineKind
from metrics.periods import Period
from metrics.plan.catalogue import INSTITUTION, Giver
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator

WORDS = "words"
"""The key of the line with the institution's own words."""


class Section(StrEnum):
    """The parts of a report, in the order in which they stand."""

    OVERDUE = "overdue"
    FIGURES = "figures"
    SEEN = "seen"
    MILESTONES = "milestones"
    EXPECTATIONS = "expectations"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class FigureAsked:
    """The figure that a line asks for: of which series, for which period, and what is known beside it.

    `told` is what stands for the period already, `before` the last periods of the same length, oldest first, and
    `year_before` the same period of the year before. It is `counted` where numerator and denominator are told, as they
    have to be where the value is `pooled` with others. `giver` gives it, `source` is where it is presumably from.
    """

    series: SeriesKey
    indicator: Indicator
    period: Period
    told: Observation | None = None
    before: tuple[Observation, ...] = ()
    year_before: Observation | None = None
    counted: bool = False
    pooled: bool = False
    awaited: date | None = None
    giver: Giver = INSTITUTION
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One thing that a report asks for. Its `key` is the same as long as it is asked for, wherever it stands.

    `criteria` are the tests that it decides: those that read its figure, its milestone, or the goal's open ones. A line
    that is `required` is owed: a report without it cannot be sent. `allowed` are the words that may be said. `said` and
    `foretold` are what was said last, in words and as a number.

    A milestone that was reported as done between reports is `carried` into the next, with which it is answered.
    """

    key: str
    kind: LineKind
    section: Section
    goal: str = ""
    criteria: tuple[str, ...] = ()
    due: date | None = None
    required: bool = False
    figure: FigureAsked | None = None
    said: Statement | None = None
    foretold: ExpectedNumber | None = None
    allowed: tuple[str, ...] = ()
    carried: bool = False

    @property
    def prefilled(self) -> Mapping[str, str]:
        """What stands in fields that nobody has touched."""
        return {"source": self.figure.source} if self.figure and self.figure.source else {}


_SECTIONS = list(Section)


def sort_lines(lines: Iterable[ReportLine]) -> list[ReportLine]:
    """Sort lines by section, each in the order given."""
    return sorted(lines, key=lambda line: _SECTIONS.index(line.section))


def is_missing_figure(line: ReportLine) -> bool:
    """Whether a line asks for a figure of the institution's that is not told, so that another may stand in for it."""
    return line.kind is LineKind.FIGURE and line.figure is not None and line.figure.told is None


def list_required(lines: Iterable[ReportLine]) -> Iterator[ReportLine]:
    """List the lines that a report cannot be sent without."""
    return (line for line in lines if line.required)
