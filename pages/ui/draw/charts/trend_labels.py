"""The labels of a trend's figure, the most needed first, each with the spots it may take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from metrics.score.trend import ResultPoint, TargetPoint, Trend
from pages.ui.draw.charts.axes import HALF_YEAR, find_height, find_place, find_years, is_within_years
from pages.ui.draw.charts.labels import Label, Spot
from pages.ui.draw.charts.text_size import LINE
from pages.ui.draw.charts.trend_drawing import FAN_AT, FAN_WIDTH, write_result
from pages.ui.draw.theme import Look
from words import criteria, verdict, year_results
from words.language import Words

SMALL, QUIET, PLAIN = 12, 13, 15
_BESIDE = 11  # pixels from a line to the middle of the label beside it
_AROUND_MARK = (20, 36)  # pixels from the middle of a mark to that of its label
_FROM_EDGE = range(9, 110, 17)


@dataclass(frozen=True, slots=True)
class TrendLabels:
    """The labels of a figure. Each method yields those of one kind."""

    data: Trend
    words: Words
    look: Look

    def own(self, point: TargetPoint) -> Iterator[Label]:
        """Name the target that the page is about."""
        text = self.words.t("chart.target", limit=year_results.write_bare_limit(point, self.words))
        yield Label([text, _fold(text)], _find_line_spots(point), self.look.text)

    def unknown(self, runs: Sequence[tuple[Sequence[TargetPoint], str]]) -> Iterator[Label]:
        """Say in words what the targets of each run of years are going to be."""
        for run, text in runs:
            first, last = run[0].year, run[-1].year
            years = str(first) if first == last else f"{first}–{last}"
            said = f"{years}: {escape(text, quote=False)}"
            places = ((first + last) / 2, 0), (last + HALF_YEAR, -1), (first - HALF_YEAR, 1)
            spots = [
                Spot(x, 1, side, dx=4 * side, dy=dy, paper=True) for dy in _FROM_EDGE for x, side in places
            ]
            yield Label([said, _fold(said), _fold(said, 3), _fold(said, 4)], spots, self.look.muted, QUIET)

    def forecast(self, quantiles: Sequence[float], year: int) -> Iterator[Label]:
        """Write the number that is foreseen beside its mark."""
        low, _, middle, _, high = quantiles
        value = self.words.number(middle, self.data.indicator.decimals)
        text = self.words.t("chart.foreseen", value=value)
        start, end = year + FAN_AT - FAN_WIDTH / 2, year + FAN_AT + FAN_WIDTH / 2
        beside = [(end, 1, 5), (start, -1, -5)]
        spots = [Spot(x, middle, side, dx) for x, side, dx in beside]
        spots += [
            Spot(x, y, side, dy=dy)
            for dy in (11, 27, 44)
            for x, side in ((year + FAN_AT, 0), (end, -1))
            for y, dy in ((high, -dy), (low, dy))
        ]
        spots += [Spot(x, middle, side, dx, dy) for dy in (-18, 18, -36, 36) for x, side, dx in beside]
        yield Label([text, _fold(text)], spots, self.look.text)

    def results(self) -> Iterator[Label]:
        """Write each year's result, the newest first, on the side of its mark that the line leaves free."""
        points = [p for p in self.data.results if p.amount.value is not None and not p.amount.running]
        for place, point in reversed(list(enumerate(points))):
            text = write_result(point.amount.value, self.data, self.words, settled=point.amount.settled)
            sign = 1 if _is_low(points, place) else -1
            x, y = point.year, find_height(point)
            spots = [Spot(x, y, dy=sign * dy) for dy in (_AROUND_MARK[0], -_AROUND_MARK[0])]
            spots += [Spot(x, y, side, 11 * side, dy) for dy in (0, -14, 14) for side in (1, -1)]
            spots += [Spot(x, y, dy=sign * dy) for dy in (_AROUND_MARK[1], -_AROUND_MARK[1])]
            yield Label([text], spots, self.look.text, PLAIN)

    def today(self, as_of: date) -> Iterator[Label]:
        """Write the day that the page is set to beside its line."""
        yield from self._beside_line(find_place(as_of), self.words.date_short(as_of))

    def breaks(self) -> Iterator[Label]:
        """Note each new definition at the foot of its line; hovering explains it."""
        for one in self.data.breaks:
            text = self.words.t("chart.break", on=self.words.date_short(one.on))
            said = escape(verdict.write_changed(one, self.words), quote=False)
            yield from self._beside_line(find_place(one.on), text, foot=True, hover=said)

    def provisional(self, points: Sequence[TargetPoint]) -> Iterator[Label]:
        """Write the provisional targets in brackets."""
        for point in points:
            text = year_results.write_bare_limit(point, self.words)
            yield Label([text, self._write_bare(point)], _find_near_spots(point), self.look.muted, QUIET)

    def revised(self, points: Sequence[TargetPoint]) -> Iterator[Label]:
        """Write what was the target until a newer plan set another, with the plan it comes from."""
        for point in points:
            limit = year_results.write_bare_limit(point, self.words)
            text = self.words.t("chart.revised", year=point.plan.year, value=limit)
            texts = [text, _fold(text), self._write_bare(point)]
            yield Label(texts, _find_near_spots(point), self.look.muted, QUIET)

    def _write_bare(self, point: TargetPoint) -> str:
        """Write a target's number alone, in brackets if provisional."""
        value = self.words.number(point.amount.value or 0)
        return criteria.bracket_provisional(value, point.amount)

    def _beside_line(
        self, place: float, text: str, *, foot: bool = False, hover: str = ""
    ) -> Iterator[Label]:
        """Make a label beside an upright line, from its top down or from its foot up, on the side with room first."""
        if not is_within_years(place, self.data):
            return
        years = find_years(self.data)
        first = 1 if place < (years[0] + years[-1]) / 2 else -1
        y, sign = (0, -1) if foot else (1, 1)
        spots = [
            Spot(place, y, side, 4 * side, sign * dy, paper=True)
            for dy in _FROM_EDGE
            for side in (first, -first)
        ]
        yield Label([text, _fold(text)], spots, self.look.muted, SMALL, hover)


def _find_line_spots(point: TargetPoint) -> list[Spot]:
    """Find the spots of a target's label: along its line, outside a band first, then further off."""
    spots = _find_near_spots(point)
    far = (-28, 28, -45, 45, -62, 62, -79, 79)
    return spots + [
        Spot(x, float(point.limits[-1] if dy < 0 else point.limits[0]), side, dy=dy)
        for dy in far
        for x, side in _find_ends(point)
    ]


def _find_near_spots(point: TargetPoint) -> list[Spot]:
    """Find the spots that are plainly a line's own: on it, or right beside it."""
    low, high = float(point.limits[0]), float(point.limits[-1])
    beside = ((high, -_BESIDE), (low, _BESIDE), (high, _BESIDE))
    spots = [Spot(x, y, side, dy=dy) for y, dy in beside for x, side in _find_ends(point)]
    return [*spots, Spot(point.year + HALF_YEAR, high, 1, dx=4)]


def _find_ends(point: TargetPoint) -> list[tuple[float, int]]:
    """Return the end, the middle and the beginning of a target's line, each with the side on which a label stands."""
    return [(point.year + HALF_YEAR, -1), (point.year, 0), (point.year - HALF_YEAR, 1)]


def _is_low(points: Sequence[ResultPoint], place: int) -> bool:
    """Tell whether a point lies below the line between its neighbours, so that there is room below it."""
    around = [points[p] for p in (place - 1, place + 1) if 0 <= p < len(points)]
    near = [find_height(p) for p in around if abs(p.year - points[place].year) == 1]
    return bool(near) and sum(near) / len(near) > find_height(points[place])


def _fold(text: str, lines: int = 2) -> str:
    """Write a text on so many lines, each about as long as the others."""
    words, wanted = text.split(" "), len(text) / lines
    rows = [""]
    for word in words:
        if rows[-1] and len(rows[-1]) + len(word) / 2 > wanted and len(rows) < lines:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return LINE.join(rows)
