"""The axes of a trend: where a day stands among the years, and how far the values reach."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from metrics.score.trend import ResultPoint, Trend
from pages.ui.draw.charts.labels import Frame
from pages.ui.draw.charts.lines import find_readings
from pages.ui.draw.charts.paper import PLOT_HEIGHT, Figure
from pages.ui.draw.theme import Look

HALF_YEAR = 0.5  # a year is drawn from half a year before its tick to half a year after
_BESIDE = 0.7  # years, before the first tick and after the last
_AIR = 0.22  # of the values' span, above and below them
_NAMED = 7  # years that have room for their names on a phone


def make_frame(data: Trend, fan: Sequence[float], least_text: int = 0, lower: int = 0) -> Frame:
    """Make what the axes span; `fan` holds the foreseen values that have to fit as well.

    No label is smaller than `least_text` pixels, and the figure is `lower` than others by some.
    """
    years = find_years(data)
    return Frame(
        min(years) - _BESIDE, max(years) + _BESIDE, *find_range(data, fan), PLOT_HEIGHT - lower, least_text
    )


def make_axes(data: Trend, look: Look, frame: Frame) -> Figure:
    """Make both axes."""
    ticks = find_ticks(data)
    return {
        "xaxis": {
            "tickvals": ticks,
            "ticktext": [str(year) for year in ticks],
            "range": [frame.left, frame.right],
            "tickangle": 0,
            "showgrid": False,
            "zeroline": False,
            "linecolor": look.line,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [frame.bottom, frame.top],
            "gridcolor": look.line,
            "griddash": "dot",
            "zeroline": frame.bottom < 0 < frame.top,
            "zerolinecolor": look.benchmark,
            "fixedrange": True,
            "automargin": True,
            "nticks": 6,
            "separatethousands": True,
            "exponentformat": "none",  # 1.200.000 as everywhere else, not 1.2M
        },
    }


def find_ticks(data: Trend) -> list[int]:
    """Return the years that have a name: all of them, or every other with that of the page among them."""
    years = find_years(data)
    every = range(years[0], years[-1] + 1)
    if len(every) <= _NAMED:
        return years
    kept = data.own.year if data.own else every[-1]
    step = -(-len(every) // _NAMED)
    return [year for year in every if (year - kept) % step == 0]


def find_years(data: Trend) -> list[int]:
    """Return the years of every result and every target, each once."""
    return sorted({p.year for p in data.results} | {t.year for t in data.targets})


def find_range(data: Trend, fan: Sequence[float]) -> tuple[float, float]:
    """Return the range of the values with air above and below."""
    amounts = [p.amount.value for p in data.results if not p.amount.running]
    amounts += [limit for p in data.targets for limit in p.limits]
    amounts += [value for _, value in find_readings(data)]
    values = [*fan, *(float(value) for value in amounts if value is not None)] or [0.0, 1.0]
    span = max(values) - min(values) or abs(max(values)) * 0.2 or 1.0
    return min(values) - _AIR * span, max(values) + _AIR * span


def find_height(point: ResultPoint) -> float:
    """Return where a result stands on the axis of values."""
    return float(point.amount.value or 0)


def find_place(day: date) -> float:
    """Return where a day stands on the axis of years, 1 January half a year before the tick."""
    length = 366 if calendar.isleap(day.year) else 365
    return day.year - HALF_YEAR + day.timetuple().tm_yday / length


def is_within_years(place: float, data: Trend) -> bool:
    """Tell whether a place on the axis of years falls within the years shown."""
    years = find_years(data)
    return bool(years) and min(years) - HALF_YEAR <= place <= max(years) + HALF_YEAR
