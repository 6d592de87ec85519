"""Figures: data, words and a look in, a Plotly figure out, as data. The notation is the same in every one of them.

Solid is a result, hollow a provisional one; outlined steps are targets, dashed where provisional, grey where revised.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from html import escape
from typing import Any

from metrics.foresight.forecast import Forecast
from metrics.plan.terms import Over
from metrics.score.quantities import AmountInput
from metrics.score.trend import ResultPoint, TargetPoint, Trend
from pages.ui.draw.charts import lines
from pages.ui.draw.theme import Look
from words import verdict
from words.language import Words

Figure = dict[str, Any]
"""A figure as Plotly writes it. Made of objects of Plotly's it would be checked piece by piece, at each step."""
HEIGHT = 380
_FONT = "Source Sans, Source Sans Pro, sans-serif"
_HALF = 0.5  # a year is drawn from half a year before its tick to half a year after
_FAN_AT, _FAN_WIDTH = 0.38, 0.2  # at the end of its year
_AIR = 0.18  # of the values' span, above and below them
_SHORT = 300  # days; a period longer than this is a year's result, not a reading within it


def draw_trend(
    data: Trend, as_of: date, words: Words, look: Look, ahead: Forecast | None = None, year: int = 0
) -> Figure:
    """Targets as steps and results as points, year by year. Years are numbers on the axis, so a step spans its year.

    `ahead` is where `year` is likely to end, drawn as a fan.
    """
    fan = ahead.quantiles if ahead else ()
    drawing = _Drawing(data, words, look)
    if fan:
        drawing.fan(fan, year)
    for run in lines.group_steps(data.targets):
        drawing.target(run)
    drawing.readings()
    drawing.results()
    drawing.limit()
    drawing.breaks()
    drawing.today(as_of)
    layout = _layout(data, words, look, fan)
    return {
        "data": drawing.traces,
        "layout": {**layout, "shapes": drawing.shapes, "annotations": drawing.notes},
    }


def describe_trend(data: Trend, words: Words, ahead: Forecast | None = None) -> str:
    """The chart in words, for those who do not see it: every year's result and target, and what is foreseen."""
    parts = [
        words.t("chart.alt_result", year=point.year, value=_text(point.amount.value, data, words))
        + ("" if point.amount.settled else f" ({words.t('word.provisional')})")
        for point in data.results
        if point.amount.value is not None
    ]
    aims = [
        words.t("chart.alt_target", year=point.year, value=_text(point.amount.value, data, words))
        for point in data.targets
        if point.amount.value is not None and not point.revised
    ]
    if ahead and ahead.quantiles:
        low, _, middle, _, high = (words.number(value, data.indicator.decimals) for value in ahead.quantiles)
        aims.append(words.t("chart.alt_fan", low=low, middle=middle, high=high))
    said = "; ".join([*parts, *aims]) or words.t("spark.nothing")
    changed = [verdict.write_changed(one, words) for one in data.breaks]
    return " ".join([f"{data.indicator.name}. {said}.", *changed])


def make_config(words: Words) -> dict[str, Any]:
    """Plotly's own words and numbers in the page's language. Danish is not in its bundle."""
    months = [words.t(f"month.{number}") for number in range(1, 13)]
    own = {
        "dictionary": {name: words.t(f"chart.{key}") for name, key in _BUTTONS.items()},
        "format": {
            "decimal": words.t("number.decimal"),
            "thousands": words.t("number.thousands"),
            "months": months,
            "shortMonths": [month[:3] for month in months],
        },
    }
    return {
        "locale": words.lang,
        "locales": {words.lang: own},
        "displaylogo": False,
        "modeBarButtonsToRemove": [
            "select2d",
            "lasso2d",
            "zoomIn2d",
            "zoomOut2d",
            "autoScale2d",
            "pan2d",
            "zoom2d",
        ],
    }


_BUTTONS = {"Download plot as a PNG": "download", "Download plot as a png": "download", "Reset axes": "reset"}


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A figure under way: each method adds one layer of the notation."""

    data: Trend
    words: Words
    look: Look
    traces: list[Figure] = field(default_factory=list)
    shapes: list[Figure] = field(default_factory=list)
    notes: list[Figure] = field(default_factory=list)

    def fan(self, quantiles: Sequence[float], year: int) -> None:
        """Where the year is likely to end: nine in ten within the light part, half of all within the dark; hatched."""
        low, quarter, middle, three_quarters, high = quantiles
        said = [self.words.number(value, self.data.indicator.decimals) for value in quantiles]
        text = self.words.t("chart.fan", low=said[0], middle=said[2], high=said[4])
        for bottom, top, density in ((low, high, 0.12), (quarter, three_quarters, 0.4)):
            self._trace(
                "bar",
                x=[year + _FAN_AT],
                base=[bottom],
                y=[top - bottom],
                width=_FAN_WIDTH,
                marker={
                    "color": "rgba(0,0,0,0)",
                    "line": {"color": self.look.forecast, "width": 1},
                    "pattern": {
                        "shape": "/",
                        "fgcolor": self.look.forecast,
                        "size": 5,
                        "solidity": density,
                    },
                },
                hovertext=[text],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        self._trace(
            "scatter",
            x=[year + _FAN_AT - _FAN_WIDTH / 2, year + _FAN_AT + _FAN_WIDTH / 2],
            y=[middle, middle],
            mode="lines",
            line={"color": self.look.forecast, "width": 2.5},
            hoverinfo="skip",
        )

    def target(self, run: Sequence[TargetPoint]) -> None:
        """One step line: outlined, dashed where provisional, thin and grey where a newer plan says otherwise."""
        revised, provisional = run[-1].revised, run[-1].amount.provisional_target
        color = self.look.revised if revised else self.look.target
        self._trace(
            "scatter",
            x=[x for p in run for x in (p.year - _HALF, p.year + _HALF)],
            y=[_height(p) for p in run for _ in range(2)],
            mode="lines",
            line={
                "color": color,
                "dash": "dash" if provisional else "solid",
                "width": 1.5 if revised else 2,
            },
            text=[self._target_text(p) for p in run for _ in range(2)],
            hovertemplate="%{text}<extra></extra>",
        )
        if revised:
            text = self.words.t("chart.revised", year=run[-1].plan.year, value=self._aim(run[-1]))
            self._note(run[-1].year, _height(run[-1]), text, size=13, yshift=10)
        elif provisional:
            last = self._named()
            for point in (p for p in run if p is not last):
                self._note(point.year, _height(point), self._aim(point), yshift=11)

    def readings(self) -> None:
        """Readings within years, small and light, at the end of their period."""
        short = [g for g in self.data.readings if _days(g) < _SHORT]
        pairs = [(g, v) for g in short if (v := g.observation.amount(self.data.indicator)) is not None]
        if self.data.over is Over.SUM:
            pairs = lines.add_within_years(pairs)
        for run in lines.split_at_breaks(pairs, self.data):
            fill = [self.look.background if g.observation.provisional else self.look.earlier for g, _ in run]
            self._trace(
                "scatter",
                x=[_place(g.observation.period.end) for g, _ in run],
                y=[float(value) for _, value in run],
                mode="lines+markers",
                line={"color": self.look.earlier, "width": 1},
                marker={"size": 5, "color": fill, "line": {"color": self.look.earlier, "width": 1}},
                text=[f"{self.words.period(g.observation.period.text)}: {self._value(v)}" for g, v in run],
                hovertemplate="%{text}<extra></extra>",
            )

    def results(self) -> None:
        """Each year's result as a point, hollow where provisional.

        A missing year is a gap in the line, and so is a new definition.
        """
        points = [p for p in self.data.results if p.amount.value is not None and not p.amount.running]
        line: list[tuple[float | None, float | None]] = []
        for before, point in zip([None, *points], points, strict=False):
            line += [(None, None)] if before and not lines.is_joined(before, point, self.data) else []
            line.append((point.year, _height(point)))
        stroke = {"color": self.look.result, "width": 2}
        self._trace(
            "scatter",
            x=[x for x, _ in line],
            y=[y for _, y in line],
            mode="lines",
            line=stroke,
            hoverinfo="skip",
        )
        fill = [self.look.result if p.amount.settled else self.look.background for p in points]
        self._trace(
            "scatter",
            x=[p.year for p in points],
            y=[_height(p) for p in points],
            mode="markers+text",
            text=[self._value(p.amount.value, unit=False) + "*" * (not p.amount.settled) for p in points],
            textposition=[_beside(points, place) for place in range(len(points))],
            textfont={"color": self.look.text, "size": 15},
            cliponaxis=False,
            marker={"size": 11, "color": fill, "line": {"color": self.look.result, "width": 2.5}},
            customdata=[_hover(p.amount.inputs, self.words) for p in points],
            hovertemplate="%{x}: %{text}<br>%{customdata}<extra></extra>",
        )

    def limit(self) -> None:
        """The newest target in words at the line's end."""
        last = self._named()
        if last is None:
            return
        value = self.words.number(last.amount.value or 0)
        text = self.words.t(f"why.operator.{last.operator.name.lower()}", value=value)
        said = self.words.t("chart.target", limit=f"[{text}]" if last.amount.provisional_target else text)
        self._note(last.year + _HALF, _height(last), said, xanchor="right", yshift=11)

    def _named(self) -> TargetPoint | None:
        standing = [t for t in self.data.targets if not t.revised and t.amount.value is not None]
        return standing[-1] if standing else None

    def breaks(self) -> None:
        """A thin dotted line and a small note where a new definition begins; on hover what is new."""
        for one in self.data.breaks:
            place = _place(one.on)
            if not self._shown(place):
                continue
            self._line(place, {"color": self.look.muted, "width": 1, "dash": "dot"})
            text = self.words.t("chart.break", on=self.words.date_short(one.on))
            said = escape(verdict.write_changed(one, self.words), quote=False)
            where = {"yref": "paper", "yanchor": "bottom", **self._inwards(place)}
            self._note(place, 0, text, size=12, hovertext=said, **where)

    def _shown(self, place: float) -> bool:
        years = _years(self.data)
        return bool(years) and min(years) - _HALF <= place <= max(years) + _HALF

    def _inwards(self, place: float) -> dict[str, object]:
        """On which side of a line its note has room."""
        years = _years(self.data)
        left = place < (min(years) + max(years)) / 2
        return {"xanchor": "left" if left else "right", "xshift": 4 if left else -4}

    def today(self, as_of: date) -> None:
        """One thin line on the day the page is set to, where it falls within the years shown."""
        place = _place(as_of)
        if self._shown(place):
            self._line(place, {"color": self.look.benchmark, "width": 1})
            text = self.words.date_short(as_of)
            self._note(place, 1, text, size=12, yref="paper", yanchor="top", **self._inwards(place))

    def _trace(self, kind: str, **said: object) -> None:
        self.traces.append({"type": kind, **said})

    def _line(self, place: float, line: Figure) -> None:
        """From the bottom to the top, at a place on the axis of years."""
        ends = {"x0": place, "x1": place, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
        self.shapes.append({"type": "line", **ends, "line": line})

    def _note(self, x: float, y: float, text: str, *, size: int = 14, **where: object) -> None:
        font = {"color": self.look.muted, "size": size}
        self.notes.append({"x": x, "y": y, "text": text, "showarrow": False, "font": font, **where})

    def _aim(self, point: TargetPoint) -> str:
        value = self.words.number(point.amount.value or 0)
        return f"[{value}]" if point.amount.provisional_target else value

    def _target_text(self, point: TargetPoint) -> str:
        return self.words.t(
            "chart.target_from",
            year=point.year,
            value=self._aim(point),
            plan=escape(point.plan.title, quote=False),
        )

    def _value(self, value: Fraction | None, *, unit: bool = True) -> str:
        return _text(value, self.data, self.words, unit=unit)


def _layout(data: Trend, words: Words, look: Look, fan: Sequence[float]) -> Figure:
    ticks = sorted(set(_years(data)))
    low, high = _range(data, fan)
    return {
        **make_paper(words, look),
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


def make_paper(words: Words, look: Look) -> dict[str, Any]:
    """What every figure is drawn on."""
    return {
        "height": HEIGHT,
        "margin": {"l": 8, "r": 8, "t": 12, "b": 36},
        "font": {"family": _FONT, "size": 15, "color": look.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": words.t("number.decimal") + words.t("number.thousands"),
        "showlegend": False,
        "hovermode": "closest",
        "barmode": "overlay",
        "hoverlabel": {"bgcolor": look.surface, "bordercolor": look.line, "font": {"color": look.text}},
    }


def _years(data: Trend) -> list[int]:
    results = [p.year for p in data.results]
    return results + [t.year for t in data.targets if t.amount.value is not None]


def _range(data: Trend, fan: Sequence[float]) -> tuple[float, float]:
    """The axis begins where the question is, with air above and below; it never cuts a value off."""
    amounts = [p.amount.value for p in data.results if not p.amount.running]
    amounts += [p.amount.value for p in data.targets]
    amounts += [given.observation.amount(data.indicator) for given in data.readings]
    values = [*fan, *(float(value) for value in amounts if value is not None)] or [0.0, 1.0]
    span = max(values) - min(values) or abs(max(values)) * 0.2 or 1.0
    return min(values) - _AIR * span, max(values) + _AIR * span


def _height(point: TargetPoint | ResultPoint) -> float:
    return float(point.amount.value or 0)


def _beside(points: Sequence[ResultPoint], place: int) -> str:
    """A figure stands on the side of its point that the line to its neighbours leaves free."""
    around = [points[p] for p in (place - 1, place + 1) if 0 <= p < len(points)]
    near = [_height(p) for p in around if abs(p.year - points[place].year) == 1]
    above = bool(near) and sum(near) / len(near) > _height(points[place])
    return "bottom center" if above else "top center"


def _hover(inputs: Sequence[AmountInput], words: Words) -> str:
    said = (text for given in inputs for text in (given.observation.note, given.observation.source))
    notes = [escape(text, quote=False) for text in said if text]  # Plotly reads a text as HTML of its own
    marks = [words.t("word.provisional")] if any(given.observation.provisional for given in inputs) else []
    return "<br>".join(dict.fromkeys([*marks, *notes]))


def _days(given: AmountInput) -> int:
    return (given.observation.period.end - given.observation.period.start).days


def _place(day: date) -> float:
    """A day on the axis of years: 1 January is half a year before the tick, 31 December half a year after."""
    length = 366 if calendar.isleap(day.year) else 365
    return day.year - _HALF + day.timetuple().tm_yday / length


def _text(value: Fraction | None, data: Trend, words: Words, *, unit: bool = True) -> str:
    if value is None:
        return ""
    decimals = data.indicator.decimals
    return words.value(value, data.indicator.unit, decimals) if unit else words.number(value, decimals)
