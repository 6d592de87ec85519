"""The roadmap of a development plan: a row for each initiative, drawn over all the days its time may mean.

What has no time stands in a column of its own beside the axis, never on it: no day is drawn that the plan does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from markupsafe import Markup

from export.status_shapes import TONES
from metrics.direction.direction_plan import Direction, FocusArea, PlanStep
from metrics.direction.planned_time import Exactness
from metrics.direction.progress import StepStanding, StepState
from metrics.direction.roadmap_places import find_ends, find_place, find_reach, list_drawn
from metrics.status import Status
from pages.ui.draw.charts.paper import Figure, make_paper
from pages.ui.draw.charts.text_size import LINE
from pages.ui.draw.html import fill
from pages.ui.draw.theme import Look
from words.directions.planned_line import write_span
from words.directions.roadmap_line import MARKS, write_marks
from words.directions.standing_line import write_standing
from words.language import Words, end_sentence

_FONT = 13
_HEAD, _DATED, _UNDATED = 38, 52, 27
"""The pixels that a row is high at the usual size of text: a heading, a title with a bar below, a title alone."""
_TITLE, _BAR, _HALF = 12, 36, 12
"""How far below its upper edge the title and the middle of the bar of a row stand, and half the height of a bar."""
_ABOVE, _BELOW = 52, 36
_TALL = 700  # pixels of rows, beyond which the lower axis is out of sight
_YEARS_UP = 20  # pixels, clear of the day's name
_BESIDE = 0.24  # of the period's width, for the column of what has no time
_COLUMN = 12  # letters that it has room for
_GAP = 0.03
_INSIDE = 0.4  # of the width: a bar this long has room for its own text
_LONGEST = 44  # letters of a title that a telephone has room for


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """A row, so many pixels from the top: the heading of a focus area, or what is planned in it."""

    area: FocusArea
    step: PlanStep | None = None
    top: int = 0
    height: int = _HEAD

    @property
    def title(self) -> str:
        """The name, cut off where a telephone has no room for it; the table has all of it."""
        whole = self.step.name if self.step else f"{self.area.number} {self.area.title}"
        return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1].rstrip()}…"

    @property
    def bar(self) -> float:
        """Where the middle of its bar stands, or of its mark where there is no bar."""
        return self.top + (_BAR if self.height == _DATED else _TITLE)


def list_rows(direction: Direction) -> list[RoadmapRow]:
    """List the rows: each focus area, its initiatives, and those of their steps that have another time, or depend."""
    rows: list[RoadmapRow] = []
    for area in direction.focus_areas:
        for part in (None, *list_drawn(area)):
            top = rows[-1].top + rows[-1].height if rows else 0
            dated = part is not None and part.find_span(direction.period) is not None
            rows.append(RoadmapRow(area, part, top, _DATED if dated else _UNDATED if part else _HEAD))
    return rows


def draw_roadmap(
    direction: Direction, standings: Mapping[str, StepStanding], as_of: date, words: Words, look: Look
) -> Figure:
    """Draw the roadmap with the line of a day, which is left out where the day is outside the period."""
    return _Roadmap(direction, standings, words, look).draw(as_of)


def describe_roadmap(direction: Direction, standings: Mapping[str, StepStanding], words: Words) -> str:
    """Describe the roadmap for those who do not see it: when each initiative is planned, and how it stands."""
    told = [
        f"{row.step.name}: {write_span(standings[row.step.number].span, words)}. "
        f"{write_standing(standings[row.step.number], words)}"
        for row in list_rows(direction)
        if row.step
    ]
    return " ".join([end_sentence(words.t("roadmap.alt", title=direction.title)), *told])


def draw_legend(direction: Direction, as_of: date, words: Words) -> Markup:
    """Draw how the roadmap is read, and that the day is outside the period where it is."""
    lines = [words.t("roadmap.legend"), write_marks(words)]
    if not direction.start <= as_of <= direction.end:
        key = "roadmap.after" if as_of > direction.end else "roadmap.before"
        lines.append(words.t(key, day=words.date(as_of)))
    return fill('<p class="m-none">{}</p>', " ".join(lines))


class _Roadmap:
    def __init__(
        self, direction: Direction, standings: Mapping[str, StepStanding], words: Words, look: Look
    ) -> None:
        self.direction, self.standings, self.words, self.look = direction, standings, words, look
        self.rows = list_rows(direction)
        self.first, self.last = find_reach(direction.period)
        self.width = self.last - self.first
        self.beside = self.last + _GAP * self.width
        undated = any(row.step and standings[row.step.number].span is None for row in self.rows)
        self.right = self.last + (_BESIDE if undated else _GAP) * self.width
        self.mark = self.beside + (self.right - self.beside) / 2
        self.bottom = self.rows[-1].top + self.rows[-1].height
        self.font = max(_FONT, look.least_text)
        self.height, self.above, self.years_up = (
            pixels * self.font // _FONT for pixels in (self.bottom, _ABOVE, _YEARS_UP)
        )
        self.shapes: list[Figure] = []
        self.notes: list[Figure] = []

    def draw(self, as_of: date) -> Figure:
        self._ground()
        if self.height > _TALL:
            self._years_above()
        self._dependences()
        for row in self.rows:
            if row.step is None:
                self._head(row)
            else:
                self._row(row, row.step)
        if self.direction.start <= as_of <= self.direction.end:
            self._today(as_of)
        layout = {
            **make_paper(self.words, self.look),
            **self._axes(),
            "height": self.above + _BELOW + self.height,
            "margin": {"l": 4, "r": 4, "t": self.above, "b": _BELOW},
            "shapes": self.shapes,
            "annotations": self.notes,
        }
        return {"data": [self._hover()], "layout": layout}

    def _years_above(self) -> None:
        """Write the years above the rows too, where those below are out of sight."""
        for year, middle in self._list_years():
            self._note_above(str(year), middle, xanchor="center", yshift=self.years_up)

    def _list_years(self) -> list[tuple[int, float]]:
        """List the years of the plan, each with where the middle of what the plan has of it stands."""
        years = range(self.direction.start.year, self.direction.end.year + 1)
        return [(year, (max(year, self.first) + min(year + 1, self.last)) / 2) for year in years]

    def _axes(self) -> Figure:
        years = self._list_years()
        return {
            "xaxis": {
                "range": [self.first, self.right],
                "tickvals": [middle for _, middle in years],
                "ticktext": [str(year) for year, _ in years],
                "tickangle": 0,
                "showgrid": False,
                "zeroline": False,
                "linecolor": self.look.line,
                "fixedrange": True,
            },
            "yaxis": {"range": [self.bottom, 0], "visible": False, "fixedrange": True},
        }

    def _ground(self) -> None:
        """Draw a line at each new year, and the column of what has no time."""
        for year in range(self.direction.start.year + 1, self.direction.end.year + 2):
            if self.first < year <= self.last:
                self._line(year, {"color": self.look.line, "width": 1, "dash": "dot"})
        if self.right > self.beside:
            ground = {"fillcolor": self.look.surface, "line": {"width": 0}, "layer": "below"}
            self.shapes.append({**self._box(self.beside, self.right, 0, self.bottom), **ground})
            title = wrap(self.words.t("planned.undated"), _COLUMN)
            self._note_above(LINE.join(title), self.mark, xanchor="center")

    def _head(self, row: RoadmapRow) -> None:
        edge = row.top + row.height
        ground = self.look.background
        self._note(
            f"<b>{_escape(row.title)}</b>", self.first, edge - _TITLE, color=self.look.text, bgcolor=ground
        )
        line = {"color": self.look.line, "width": 1}
        self.shapes.append(
            {"type": "line", "x0": self.first, "x1": self.right, "y0": edge, "y1": edge, "line": line}
        )

    def _row(self, row: RoadmapRow, step: PlanStep) -> None:
        standing = self.standings[step.number]
        # What is written stays readable where a line crosses it.
        ground = self.look.background
        self._note(_escape(row.title), self.first, row.top + _TITLE, color=self.look.text, bgcolor=ground)
        if standing.span is None:
            self._note(MARKS[standing.state], self.mark, row.bar, self.look.text, xanchor="center")
            return
        start, end = self._find_ends(standing)
        paint = self._paint(standing)
        self.shapes.append({**self._box(start, end, row.bar - _HALF, row.bar + _HALF), **paint})
        said = f"{MARKS[standing.state]} {write_span(standing.span, self.words)}"
        if end - start >= _INSIDE * self.width:
            self._note(said, start, row.bar, self._ink(standing), xshift=4, bgcolor=paint["fillcolor"])
        elif (start + end) / 2 > (self.first + self.last) / 2:
            self._note(said, start, row.bar, xanchor="right", xshift=-4, bgcolor=ground)
        else:
            self._note(said, end, row.bar, xshift=4, bgcolor=ground)

    def _find_ends(self, standing: StepStanding) -> tuple[float, float]:
        """Find where a bar begins and ends: over all the days its time may mean, within the period."""
        assert standing.span is not None
        # A single day would be thinner than a line.
        return find_ends(standing.span, self.direction.period, 0.006 * self.width)

    def _paint(self, standing: StepStanding) -> Figure:
        """Choose how a bar is filled: full when done, half when under way, empty where nothing is said."""
        tone = TONES[Status.AT_RISK][int(self.look.dark)] if standing.late else self.look.target
        fills = {
            StepState.DONE: self.look.result,
            StepState.AWAITING: self.look.earlier,
            StepState.STARTED: self.look.forecast,
        }
        span = standing.span
        whole = span is not None and span.ends is not None and span.ends.exactness is Exactness.WHOLE
        line = {"color": tone, "width": 2 if standing.late else 1.25, "dash": "dot" if whole else "solid"}
        return {"fillcolor": fills.get(standing.state, self.look.background), "line": line}

    def _ink(self, standing: StepStanding) -> str:
        filled = standing.state is StepState.DONE
        return self.look.background if filled else self.look.text

    def _dependences(self) -> None:
        """Draw an arrow from each thing that another depends on to that, where both have a row."""
        rows = {row.step.number: row for row in self.rows if row.step}
        for row in rows.values():
            assert row.step is not None
            for needed in (rows[number] for number in row.step.depends_on if number in rows):
                assert needed.step is not None
                side = -1 if needed.top < row.top else 1
                self.notes.append(
                    {
                        "x": self._find_edge(row.step.number, last=False),
                        "y": row.bar + side * _HALF,
                        "ax": self._find_edge(needed.step.number, last=True),
                        "ay": needed.bar - side * _HALF,
                        **{"xref": "x", "yref": "y", "axref": "x", "ayref": "y", "text": ""},
                        **{"showarrow": True, "arrowhead": 2, "arrowwidth": 1.25},
                        "arrowcolor": self.look.muted,
                    }
                )

    def _find_edge(self, number: str, *, last: bool) -> float:
        """Find where an arrow to or from something begins or ends: at its bar, or at its mark."""
        standing = self.standings[number]
        return self.mark if standing.span is None else self._find_ends(standing)[1 if last else 0]

    def _today(self, as_of: date) -> None:
        at = find_place(as_of)
        self._line(at, {"color": self.look.primary, "width": 2})
        text = self.words.t("roadmap.today", day=self.words.date_short(as_of))
        anchor = "right" if at > (self.first + self.last) / 2 else "left"
        self._note_above(text, at, self.look.text, xanchor=anchor)

    def _hover(self) -> Figure:
        """Make the points that tell the whole title and the standing on hover."""
        rows = [(row, row.step) for row in self.rows if row.step]
        texts = [
            f"<b>{_escape(step.name)}</b><br>{write_span(self.standings[step.number].span, self.words)}<br>"
            f"{_escape(write_standing(self.standings[step.number], self.words))}"
            for _, step in rows
        ]
        return {
            "type": "scatter",
            "mode": "markers",
            "x": [self._find_edge(step.number, last=False) for _, step in rows],
            "y": [row.bar for row, _ in rows],
            "marker": {"size": 14, "opacity": 0},
            "text": texts,
            "hovertemplate": "%{text}<extra></extra>",
        }

    def _box(self, start: float, end: float, top: float, bottom: float) -> Figure:
        return {"type": "rect", "x0": start, "x1": end, "y0": top, "y1": bottom}

    def _line(self, at: float, line: Figure) -> None:
        ends = {"x0": at, "x1": at, "y0": 0, "y1": self.bottom}
        self.shapes.append({"type": "line", **ends, "line": line})

    def _note(self, text: str, x: float, y: float, color: str = "", **more: object) -> None:
        """Write a text from a place on; `more` are the keys of the annotation that differ."""
        font = {"size": self.font, "color": color or self.look.muted}
        usual = {"yanchor": "middle", "xanchor": "left", "showarrow": False}
        self.notes.append({"text": text, "x": x, "y": y, "font": font, **usual, **more})

    def _note_above(self, text: str, x: float, color: str = "", **more: object) -> None:
        self._note(text, x, 1, color, yref="paper", yanchor="bottom", **more)


def _escape(text: str) -> str:
    """Escape what Plotly would take for HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
