"""The layers of a trend's figure, drawn one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from html import escape

from metrics.plan.terms import Over, Reports
from metrics.score.quantities import AmountInput
from metrics.score.trend import ResultPoint, TargetPoint, Trend
from pages.ui.draw.charts import lines
from pages.ui.draw.charts.axes import HALF_YEAR, find_height, find_place, is_within_years, make_note_anchor
from pages.ui.draw.charts.paper import Figure
from pages.ui.draw.theme import Look
from words import verdict
from words.language import Words

_FAN_AT, _FAN_WIDTH = 0.38, 0.2  # at the end of its year
_SHORT = 300  # days; a period longer than this is a year's result, not a reading within it


@dataclass(frozen=True, slots=True)
class TrendDrawing:
    """A figure being drawn: each method adds one layer of the notation."""

    data: Trend
    words: Words
    look: Look
    traces: list[Figure] = field(default_factory=list)
    shapes: list[Figure] = field(default_factory=list)
    notes: list[Figure] = field(default_factory=list)

    def fan(self, quantiles: Sequence[float], year: int) -> None:
        """Draw where the year is likely to end, hatched: 90 % within the light part, 50 % within the dark."""
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
        """Draw a step line: outlined, dashed where provisional, thin and grey where a newer plan replaces it."""
        revised, provisional = run[-1].revised, run[-1].amount.provisional_target
        color = self.look.revised if revised else self.look.target
        self._trace(
            "scatter",
            x=[x for p in run for x in (p.year - HALF_YEAR, p.year + HALF_YEAR)],
            y=[find_height(p) for p in run for _ in range(2)],
            mode="lines",
            line={
                "color": color,
                "dash": "dash" if provisional else "solid",
                "width": 1.5 if revised else 2,
            },
            text=[self._describe_target(p) for p in run for _ in range(2)],
            hovertemplate="%{text}<extra></extra>",
        )
        if revised:
            text = self.words.t("chart.revised", year=run[-1].plan.year, value=self._write_aim(run[-1]))
            self._note(run[-1].year, find_height(run[-1]), text, size=13, yshift=10)
        elif provisional:
            last = self._find_last_target()
            for point in (p for p in run if p is not last):
                self._note(point.year, find_height(point), self._write_aim(point), yshift=11)

    def readings(self) -> None:
        """Draw the readings within years, small and light, at the end of their period."""
        short = [g for g in self.data.readings if _count_days(g) < _SHORT]
        pairs = [(g, v) for g in short if (v := g.observation.amount(self.data.indicator)) is not None]
        if self.data.over is Over.SUM and self.data.indicator.reports is Reports.EACH:
            pairs = lines.add_within_years(pairs)
        for run in lines.split_at_breaks(pairs, self.data):
            fill = [self.look.background if g.observation.provisional else self.look.earlier for g, _ in run]
            self._trace(
                "scatter",
                x=[find_place(g.observation.period.end) for g, _ in run],
                y=[float(value) for _, value in run],
                mode="lines+markers",
                line={"color": self.look.earlier, "width": 1},
                marker={"size": 5, "color": fill, "line": {"color": self.look.earlier, "width": 1}},
                text=[
                    f"{self.words.period(g.observation.period.text)}: {self._write_value(v)}" for g, v in run
                ],
                hovertemplate="%{text}<extra></extra>",
            )

    def results(self) -> None:
        """Draw each year's result as a point, hollow where provisional, joined where figures can be compared."""
        points = [p for p in self.data.results if p.amount.value is not None and not p.amount.running]
        line: list[tuple[float | None, float | None]] = []
        for before, point in zip([None, *points], points, strict=False):
            line += [(None, None)] if before and not lines.is_joined(before, point, self.data) else []
            line.append((point.year, find_height(point)))
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
            y=[find_height(p) for p in points],
            mode="markers+text",
            text=[self._write_result(p) for p in points],
            textposition=[_find_text_position(points, place) for place in range(len(points))],
            textfont={"color": self.look.text, "size": 15},
            cliponaxis=False,
            marker={"size": 11, "color": fill, "line": {"color": self.look.result, "width": 2.5}},
            customdata=[_write_hover(p.amount.inputs, self.words) for p in points],
            hovertemplate="%{x}: %{text}<br>%{customdata}<extra></extra>",
        )

    def limit(self) -> None:
        """Write the newest target at the end of its line."""
        last = self._find_last_target()
        if last is None:
            return
        value = self.words.number(last.amount.value or 0)
        text = self.words.t(f"why.operator.{last.operator.name.lower()}", value=value)
        said = self.words.t("chart.target", limit=f"[{text}]" if last.amount.provisional_target else text)
        self._note(last.year + HALF_YEAR, find_height(last), said, xanchor="right", yshift=11)

    def breaks(self) -> None:
        """Mark where a new definition begins with a dotted line and a note that explains it on hover."""
        for one in self.data.breaks:
            place = find_place(one.on)
            if not is_within_years(place, self.data):
                continue
            self._line(place, {"color": self.look.muted, "width": 1, "dash": "dot"})
            text = self.words.t("chart.break", on=self.words.date_short(one.on))
            said = escape(verdict.write_changed(one, self.words), quote=False)
            where = {"yref": "paper", "yanchor": "bottom", **make_note_anchor(place, self.data)}
            self._note(place, 0, text, size=12, hovertext=said, **where)

    def today(self, as_of: date) -> None:
        """Mark the day the page is set to, where it falls within the years shown."""
        place = find_place(as_of)
        if is_within_years(place, self.data):
            self._line(place, {"color": self.look.benchmark, "width": 1})
            text = self.words.date_short(as_of)
            self._note(
                place, 1, text, size=12, yref="paper", yanchor="top", **make_note_anchor(place, self.data)
            )

    def _trace(self, kind: str, **said: object) -> None:
        self.traces.append({"type": kind, **said})

    def _line(self, place: float, line: Figure) -> None:
        """Draw a line from bottom to top at a place on the axis of years."""
        ends = {"x0": place, "x1": place, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
        self.shapes.append({"type": "line", **ends, "line": line})

    def _note(self, x: float, y: float, text: str, *, size: int = 14, **where: object) -> None:
        font = {"color": self.look.muted, "size": size}
        self.notes.append({"x": x, "y": y, "text": text, "showarrow": False, "font": font, **where})

    def _write_aim(self, point: TargetPoint) -> str:
        value = self.words.number(point.amount.value or 0)
        return f"[{value}]" if point.amount.provisional_target else value

    def _describe_target(self, point: TargetPoint) -> str:
        return self.words.t(
            "chart.target_from",
            year=point.year,
            value=self._write_aim(point),
            plan=escape(point.plan.title, quote=False),
        )

    def _write_value(self, value: Fraction | None, *, unit: bool = True) -> str:
        return write_value(value, self.data, self.words, unit=unit)

    def _write_result(self, point: ResultPoint) -> str:
        value = self._write_value(point.amount.value, unit=False)
        return value if point.amount.settled else f"{value}*"

    def _find_last_target(self) -> TargetPoint | None:
        standing = [t for t in self.data.targets if not t.revised and t.amount.value is not None]
        return standing[-1] if standing else None


def write_value(value: Fraction | None, data: Trend, words: Words, *, unit: bool = True) -> str:
    """Write a value of the trend's series with its decimals; nothing where there is none."""
    if value is None:
        return ""
    decimals = data.indicator.decimals
    return words.value(value, data.indicator.unit, decimals) if unit else words.number(value, decimals)


def _find_text_position(points: Sequence[ResultPoint], place: int) -> str:
    """Return the side of a point that the line to its neighbours leaves free."""
    around = [points[p] for p in (place - 1, place + 1) if 0 <= p < len(points)]
    near = [find_height(p) for p in around if abs(p.year - points[place].year) == 1]
    above = bool(near) and sum(near) / len(near) > find_height(points[place])
    return "bottom center" if above else "top center"


def _write_hover(inputs: Sequence[AmountInput], words: Words) -> str:
    said = (text for given in inputs for text in (given.observation.note, given.observation.source))
    notes = [escape(text, quote=False) for text in said if text]  # Plotly reads a text as HTML of its own
    marks = [words.t("word.provisional")] if any(given.observation.provisional for given in inputs) else []
    return "<br>".join(dict.fromkeys([*marks, *notes]))


def _count_days(given: AmountInput) -> int:
    return (given.observation.period.end - given.observation.period.start).days
