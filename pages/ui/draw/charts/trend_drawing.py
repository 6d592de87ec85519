"""The layers of a trend's figure, drawn one by one: everything but its labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from html import escape
from itertools import pairwise

from metrics.score.quantities import AmountInput
from metrics.score.trend import TargetPoint, Trend
from pages.ui.draw.charts import lines
from pages.ui.draw.charts.axes import HALF_YEAR, find_height, find_place, is_within_years
from pages.ui.draw.charts.labels import LabelPlacement, Segment
from pages.ui.draw.charts.paper import Figure
from pages.ui.draw.theme import Look
from words import trend_aims, year_results
from words.cases.origin_line import list_remarks
from words.language import Words

FAN_AT, FAN_WIDTH = 0.38, 0.2  # at the end of its year
_BAND = "17"  # the part of a tolerance within its limits: the colour of targets, a tenth as strong
_MARK = 8.0  # pixels from the middle of a result that are its own


@dataclass(frozen=True, slots=True)
class TrendDrawing:
    """A figure being drawn: each method adds one layer of the notation, and keeps labels away from it."""

    data: Trend
    words: Words
    look: Look
    labels: LabelPlacement
    traces: list[Figure] = field(default_factory=list)
    shapes: list[Figure] = field(default_factory=list)

    def fan(self, quantiles: Sequence[float], year: int) -> None:
        """Draw where the year is likely to end, hatched: 90 % within the light part, 50 % within the dark."""
        low, quarter, middle, three_quarters, high = quantiles
        said = [self.words.number(value, self.data.indicator.decimals) for value in quantiles]
        text = self.words.t("chart.fan", low=said[0], middle=said[2], high=said[4])
        for bottom, top, density in ((low, high, 0.12), (quarter, three_quarters, 0.4)):
            self._trace(
                "bar",
                x=[year + FAN_AT],
                base=[bottom],
                y=[top - bottom],
                width=FAN_WIDTH,
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
        start, end = year + FAN_AT - FAN_WIDTH / 2, year + FAN_AT + FAN_WIDTH / 2
        self._trace(
            "scatter",
            x=[start, end],
            y=[middle, middle],
            mode="lines",
            line={"color": self.look.forecast, "width": 2.5},
            hoverinfo="skip",
        )
        self.labels.lines.extend([((x, low), (x, high)) for x in (start, end)])
        self.labels.lines.extend([((start, y), (end, y)) for y in quantiles])

    def target(self, run: Sequence[TargetPoint]) -> None:
        """Draw a step line: outlined, dashed where provisional, thin and grey where a newer plan replaces it.

        A tolerance is drawn as a band between its two limits.
        """
        revised, provisional = run[-1].revised, run[-1].amount.provisional_target
        color = self.look.revised if revised else self.look.target
        for place in range(len(run[0].limits)):
            self._trace(
                "scatter",
                x=[x for p in run for x in (p.year - HALF_YEAR, p.year + HALF_YEAR)],
                y=[float(p.limits[place]) for p in run for _ in range(2)],
                mode="lines",
                line={
                    "color": color,
                    "dash": "dash" if provisional else "solid",
                    "width": 1.5 if revised else 2,
                },
                text=[self._describe_target(p) for p in run for _ in range(2)],
                hovertemplate="%{text}<extra></extra>",
                **({"fill": "tonexty", "fillcolor": color + _BAND} if place and not revised else {}),
            )
            self._draw_around([(p.year, float(p.limits[place])) for p in run])

    def unknown(self, run: Sequence[TargetPoint]) -> None:
        """Shade the years whose target has no number yet."""
        ends = {"x0": run[0].year - HALF_YEAR, "x1": run[-1].year + HALF_YEAR, "xref": "x"}
        self.shapes.append(
            {
                "type": "rect",
                **ends,
                "y0": 0,
                "y1": 1,
                "yref": "y domain",
                "layer": "below",
                "fillcolor": self.look.surface,
                "line": {"width": 0},
            }
        )

    def own(self, point: TargetPoint) -> None:
        """Draw the target that the page is about stronger than those of other years."""
        for limit in point.limits:
            self._trace(
                "scatter",
                x=[point.year - HALF_YEAR, point.year + HALF_YEAR],
                y=[float(limit)] * 2,
                mode="lines",
                line={
                    "color": self.look.target,
                    "dash": "dash" if point.amount.provisional_target else "solid",
                    "width": 3.5,
                },
                hoverinfo="skip",
            )

    def readings(self) -> None:
        """Draw the readings within years, small and light, at the end of their period."""
        for run in lines.split_at_breaks(lines.find_readings(self.data), self.data):
            fill = [self.look.background if g.observation.provisional else self.look.earlier for g, _ in run]
            points = [(find_place(g.observation.period.end), float(value)) for g, value in run]
            self._trace(
                "scatter",
                x=[x for x, _ in points],
                y=[y for _, y in points],
                mode="lines+markers",
                line={"color": self.look.earlier, "width": 1},
                marker={"size": 5, "color": fill, "line": {"color": self.look.earlier, "width": 1}},
                text=[
                    f"{self.words.period(g.observation.period.text)}: {write_value(v, self.data, self.words)}"
                    for g, v in run
                ],
                hovertemplate="%{text}<extra></extra>",
            )
            self.labels.lines.extend(_join(points))

    def results(self) -> None:
        """Draw each year's result as a point, hollow where provisional, joined where figures can be compared."""
        points = [p for p in self.data.results if p.amount.value is not None and not p.amount.running]
        line: list[tuple[float | None, float | None]] = []
        for before, point in zip([None, *points], points, strict=False):
            joined = before is not None and lines.is_joined(before, point, self.data)
            line += [(None, None)] if before and not joined else []
            line.append((point.year, find_height(point)))
            if before and joined:
                self.labels.lines.append(
                    ((before.year, find_height(before)), (point.year, find_height(point)))
                )
        self._trace(
            "scatter",
            x=[x for x, _ in line],
            y=[y for _, y in line],
            mode="lines",
            line={"color": self.look.result, "width": 2},
            hoverinfo="skip",
        )
        fill = [self.look.result if p.amount.settled else self.look.background for p in points]
        self._trace(
            "scatter",
            x=[p.year for p in points],
            y=[find_height(p) for p in points],
            mode="markers",
            text=[
                write_result(p.amount.value, self.data, self.words, settled=p.amount.settled) for p in points
            ],
            cliponaxis=False,
            marker={"size": 11, "color": fill, "line": {"color": self.look.result, "width": 2.5}},
            customdata=[_write_hover(p.amount.inputs, self.words) for p in points],
            hovertemplate="%{x}: %{text}<br>%{customdata}<extra></extra>",
        )
        for point in points:
            self.labels.keep_away(point.year, find_height(point), _MARK)

    def breaks(self) -> None:
        """Mark where a new definition begins with a dotted line."""
        for one in self.data.breaks:
            self._draw_upright(find_place(one.on), {"color": self.look.muted, "width": 1, "dash": "dot"})

    def today(self, as_of: date) -> None:
        """Mark the day the page is set to, where it falls within the years shown."""
        self._draw_upright(find_place(as_of), {"color": self.look.benchmark, "width": 1})

    def _trace(self, kind: str, **said: object) -> None:
        self.traces.append({"type": kind, **said})

    def _draw_upright(self, place: float, line: Figure) -> None:
        """Draw a line from bottom to top at a place on the axis of years, where that is within the years shown."""
        if not is_within_years(place, self.data):
            return
        ends = {"x0": place, "x1": place, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
        self.shapes.append({"type": "line", **ends, "line": line})
        frame = self.labels.frame
        self.labels.lines.append(((place, frame.bottom), (place, frame.top)))

    def _draw_around(self, steps: Sequence[tuple[float, float]]) -> None:
        """Keep labels off a step line."""
        points = [(x, y) for year, y in steps for x in (year - HALF_YEAR, year + HALF_YEAR)]
        self.labels.lines.extend(_join(points))

    def _describe_target(self, point: TargetPoint) -> str:
        said = self.words.t(
            "chart.target_from",
            year=point.year,
            value=year_results.write_bare_limit(point, self.words),
            plan=escape(point.plan.title, quote=False),
        )
        product = trend_aims.write_product(point.amount, self.words)
        return f"{said}<br>{product}" if product else said


def write_value(value: Fraction | None, data: Trend, words: Words, *, unit: bool = True) -> str:
    """Write a value of the trend's series with its decimals; nothing where there is none."""
    if value is None:
        return ""
    decimals = data.indicator.decimals
    return words.value(value, data.indicator.unit, decimals) if unit else words.number(value, decimals)


def write_result(value: Fraction | None, data: Trend, words: Words, *, settled: bool) -> str:
    """Write a result without its unit, with a star while it is not settled."""
    text = write_value(value, data, words, unit=False)
    return text if settled else f"{text}*"


def _join(points: Sequence[tuple[float, float]]) -> list[Segment]:
    return list(pairwise(points))


def _write_hover(inputs: Sequence[AmountInput], words: Words) -> str:
    said = (text for given in inputs for text in list_remarks(given.observation, words))
    notes = [escape(text, quote=False) for text in said]  # Plotly reads a text as HTML of its own
    marks = [words.t("word.provisional")] if any(given.observation.provisional for given in inputs) else []
    return "<br>".join(dict.fromkeys([*marks, *notes]))
