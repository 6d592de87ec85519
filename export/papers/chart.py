"""A chart as data: what is drawn where, and what it says to who does not see it.

The notation is the same as on the screens: solid is a result, outlined a target, hatched a forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.wheel.wheel_entry import WheelEntry, WheelKind


@dataclass(frozen=True, slots=True)
class WheelChart:
    """A year around: its months from the top, its entries, the names of their kinds, and today where it is in it."""

    title: str
    unit: str
    alt: str
    year: int
    months: tuple[str, ...]
    entries: tuple[WheelEntry, ...]
    names: tuple[tuple[WheelKind, str], ...]
    today: date | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A year's result; `settled` is whether it is final, `joined` whether a line leads to it from the one before."""

    year: int
    value: float
    text: str
    settled: bool = True
    joined: bool = False
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class TargetStep:
    """A year's target: one limit, or both ends of a tolerance; `joined` whether the step before goes on into it."""

    year: int
    limits: tuple[float, ...]
    text: str
    provisional: bool = False
    revised: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Fan:
    """Where a year is likely to end: five quantiles from 5 to 95 percent, and the middle one in words."""

    year: int
    quantiles: tuple[float, float, float, float, float]
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A series to compare with: its name, and its value by year."""

    name: str
    values: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A series over the years: results over their targets, and where the current year is likely to end."""

    title: str
    unit: str
    alt: str
    years: tuple[int, ...]
    results: tuple[Reached, ...]
    targets: tuple[TargetStep, ...]
    fan: Fan | None = None
    compared: tuple[Compared, ...] = ()
    breaks: tuple[float, ...] = ()
    names: SeriesNames | None = None
    year: int = 0
    """The year that is asked about: its target carries the label."""
    decimals: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.results or self.targets or self.fan)


@dataclass(frozen=True, slots=True)
class SeriesNames:
    """What the three kinds of series are called, where a format needs a legend, and a break of definition."""

    result: str
    target: str
    forecast: str
    broken: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar on a scale that begins at 0: `solid` is in hand, `hatched` expected up to there, `outlined` decided.

    `reach` is the interval of what is expected. `text` stands at its end, `note` below its name.
    """

    name: str
    text: str
    solid: float = 0.0
    hatched: float | None = None
    reach: tuple[float, float] | None = None
    outlined: float | None = None
    lost: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars side by side from 0 to `most`, with the limit that is enough and its name."""

    title: str
    unit: str
    alt: str
    bars: tuple[Bar, ...]
    most: float
    limit: float | None = None
    limit_name: str = ""
    in_rows: bool = False
    """Whether the bars are rows, as those of plans, or columns, as those of years."""
    names: SeriesNames | None = None

    @property
    def is_alone(self) -> bool:
        """Whether it is a single bar without a name, which only draws the figure that it stands below."""
        return [bar.name for bar in self.bars] == [""]


@dataclass(frozen=True, slots=True)
class RoadmapBar:
    """What is planned: from where to where on the axis of years, or without a time; its state in words and as a fill.

    `done` is how far it has come: 1 when it is done, 0 where nothing is said.
    """

    title: str
    text: str
    state: str
    span: tuple[float, float] | None = None
    done: float = 0.0
    late: bool = False


@dataclass(frozen=True, slots=True)
class RoadmapChart:
    """What is planned over some years, a row for each; what has no time stands in a column, named `undated`.

    Without such a name there is no column.
    """

    title: str
    alt: str
    reach: tuple[float, float]
    bars: tuple[RoadmapBar, ...]
    undated: str
    today: float | None = None
    today_name: str = ""
    unit: str = ""
