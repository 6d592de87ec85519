"""The axes of a trend: where a day stands among the years, and how far the values reach."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from metrics.score.trend import ResultPoint, TargetPoint, Trend
from pages.ui.draw.charts.paper import Figure
from pages.ui.draw.theme import Look

HALF_YEAR = 0.5  # a year is drawn from half a year before its tick to half a year after
_AIR = 0.18  # of the values' span, above and below them


def make_axes(data: Trend, look: Look, fan: Sequence[float]) -> Figure:
    """Make both axes; `fan` holds the foreseen values that have to fit as well."""
    ticks = sorted(set(find_years(data)))
    low, high = find_range(data, fan)
    return {
        "xaxis": {
            "tickvals": ticks,
            "ticktext": [str(year) for year in ticks],
            "range": [ticks[0] - 0.7, ticks[-1] + 0.7] if ticks else None,
            "showgrid": False,
            "zeroline": False,
            "linecolor": look.line,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [low, high],
            "gridcolor": look.line,
            "griddash": "dot",
            "zeroline": low < 0 < high,
            "zerolinecolor": look.benchmark,
            "fixedrange": True,
            "automargin": True,
            "nticks": 6,
        },
    }


def find_years(data: Trend) -> list[int]:
    """Return the years of every result and every known target."""
    results = [p.year for p in data.results]
    return results + [t.year for t in data.targets if t.amount.value is not None]


def find_range(data: Trend, fan: Sequence[float]) -> tuple[float, float]:
    """Return the range of the values with air above and below."""
    amounts = [p.amount.value for p in data.results if not p.amount.running]
    amounts += [p.amount.value for p in data.targets]
    amounts += [given.observation.amount(data.indicator) for given in data.readings]
    values = [*fan, *(float(value) for value in amounts if value is not None)] or [0.0, 1.0]
    span = max(values) - min(values) or abs(max(values)) * 0.2 or 1.0
    return min(values) - _AIR * span, max(values) + _AIR * span


def find_height(point: TargetPoint | ResultPoint) -> float:
    """Return where a point stands on the axis of values."""
    return float(point.amount.value or 0)


def find_place(day: date) -> float:
    """Return where a day stands on the axis of years, 1 January half a year before the tick."""
    length = 366 if calendar.isleap(day.year) else 365
    return day.year - HALF_YEAR + day.timetuple().tm_yday / length


def is_within_years(place: float, data: Trend) -> bool:
    """Tell whether a place on the axis of years falls within the years shown."""
    years = find_years(data)
    return bool(years) and min(years) - HALF_YEAR <= place <= max(years) + HALF_YEAR


def make_note_anchor(place: float, data: Trend) -> dict[str, object]:
    """Make the anchor that puts a line's note on the side where there is room."""
    years = find_years(data)
    left = place < (min(years) + max(years)) / 2
    return {"xanchor": "left" if left else "right", "xshift": 4 if left else -4}
