"""A series over the years as a small drawing: results over their targets, and where the year is likely to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from metrics.followup.benchmark import Benchmark
from metrics.foresight.forecast import Forecast
from metrics.score.trend import ResultPoint, TargetPoint, Trend, find_ruling_target
from metrics.status import Status
from pages.ui.draw.charts.axes import find_place
from pages.ui.draw.charts.lines import group_steps, is_joined
from pages.ui.draw.html import fill
from pages.ui.draw.multiples.plot import (
    Place,
    Plane,
    cut_holes,
    draw_layer,
    draw_text,
    join_places,
    make_area,
    make_dots,
    make_steps,
    make_stroke,
    spread_labels,
)
from words import year_results
from words.language import Words

HEIGHT = 112  # pixels of the plane; with the marks and years below it 160
LABEL = 20  # pixels from one label to the next: the size of a text on the projector
DOT, HOLE = 8.0, 4.5  # pixels across
_HALVES = (-0.5, 0.5)  # of a year, before and after its middle


@dataclass(frozen=True, slots=True)
class PlotSubject:
    """What is drawn: a trend over the years that drawings side by side share, seen from a plan's `year`."""

    trend: Trend
    years: range
    year: int
    forecast: Forecast | None = None
    benchmarks: tuple[Benchmark, ...] = ()
    beside: tuple[float, ...] = ()
    """The values of the drawings that share the scale."""

    @property
    def results(self) -> list[ResultPoint]:
        """The results that are shown: a sum so far beside a whole year's target would look like a miss."""
        return [p for p in self.trend.results if p.year in self.years and not p.amount.running]

    @property
    def targets(self) -> list[TargetPoint]:
        """The known targets of the years shown."""
        return [t for t in self.trend.targets if t.year in self.years and t.limits]

    @property
    def current(self) -> TargetPoint | None:
        """The target of the plan's year."""
        return find_ruling_target(self.trend.targets, self.year)

    def column(self, year: float) -> float:
        """Return the column of a year."""
        return year - self.years.start

    def make_plane(self) -> Plane:
        """Make the plane that holds everything drawn, here and beside."""
        return Plane.around(len(self.years), [*self.list_values(), *self.beside], HEIGHT)

    def list_values(self) -> list[float]:
        """List every value that is drawn."""
        values = [*(_find_value(p) for p in self.results), *(x for t in self.targets for x in find_limits(t))]
        values += self.forecast.quantiles if self.forecast else ()
        values += [
            float(v) for one in self.benchmarks for year, v in one.values.items() if year in self.years
        ]
        return values


def find_limits(point: TargetPoint) -> tuple[float, float]:
    """Return the limits a target sets: both ends of a tolerance, or the same limit twice."""
    return float(point.limits[0]), float(point.limits[-1])


def draw_trend_plot(subject: PlotSubject, words: Words) -> Markup:
    """Draw a series, told in words as well."""
    plane = subject.make_plane()
    body = Markup().join(
        [
            *_layers(subject, plane),
            _expected(subject, plane),
            *_breaks(subject, plane, words),
            *_ends(subject, plane, words),
        ]
    )
    return fill(
        '<div class="m-plot" role="img" aria-label="{}"><div class="m-plane" style="height:{}px">{}</div>{}</div>',
        describe_plot(subject, words),
        HEIGHT,
        body,
        _axis(subject, plane),
    )


def describe_plot(subject: PlotSubject, words: Words) -> str:
    """Tell a drawing in words: every year, the forecast and what it is held against."""
    said = []
    for year in subject.years:
        parts = [year_results.write_year(year, subject.trend, words)]
        parts.append(year_results.write_broken_in(year, subject.trend, words))
        if subject.forecast and year == subject.year:
            parts.append(year_results.write_expected(subject.forecast, subject.trend, words))
        if told := ", ".join(part for part in parts if part):
            said.append(f"{year}: {told}")
    for one in subject.benchmarks:
        decimals = subject.trend.indicator.decimals
        values = (f"{y}: {words.number(v, decimals)}" for y, v in one.values.items() if y in subject.years)
        said.append(f"{one.name}: {', '.join(values)}")
    return "; ".join(said) or words.t("spark.nothing")


def _layers(subject: PlotSubject, plane: Plane) -> Iterator[Markup]:
    yield draw_layer("band", plane, _band(subject, plane))
    runs = group_steps(subject.targets)
    firm = [run for run in runs if not run[-1].revised and not run[-1].amount.provisional_target]
    dashed = [run for run in runs if not run[-1].revised and run[-1].amount.provisional_target]
    revised = [run for run in runs if run[-1].revised]
    yield draw_layer("older-aim", plane, make_stroke(_levels(revised, subject, plane), 1))
    solid = make_stroke(_levels(firm, subject, plane), 1.75)
    yield draw_layer("firm-aim", plane, solid + make_stroke(_levels(dashed, subject, plane), 1.5, "4 3"))
    compared = [
        [(subject.column(y), float(v)) for y, v in one.values.items() if y in subject.years]
        for one in subject.benchmarks
    ]
    yield draw_layer("held-against", plane, make_stroke(join_places(compared, plane), 1.75, "1.5 3"))
    yield draw_layer("run", plane, _results(subject, plane))


def _band(subject: PlotSubject, plane: Plane) -> str:
    """Fill the tolerances between their two limits."""
    found = ""
    for run in group_steps([point for point in subject.targets if point.criterion.within]):
        if not run[-1].revised:
            # One area for the run: a browser shows a seam between two that only touch.
            sides = [
                (subject.column(point.year) + half, *find_limits(point)) for point in run for half in _HALVES
            ]
            found += make_area([(column, low, high) for column, low, high in sides], plane)
    return found


def _levels(runs: Sequence[Sequence[TargetPoint]], subject: PlotSubject, plane: Plane) -> str:
    levels: list[list[Place]] = []
    for run in runs:
        # A single limit is both ends of its tolerance, and is drawn once.
        for limits in dict.fromkeys(zip(*map(find_limits, run), strict=True)):
            columns = (subject.column(point.year) for point in run)
            levels.append(list(zip(columns, limits, strict=True)))
    return make_steps(levels, plane)


def _results(subject: PlotSubject, plane: Plane) -> str:
    points = subject.results
    runs: list[list[Place]] = []
    for before, point in zip([None, *points], points, strict=False):
        if before is None or not is_joined(before, point, subject.trend):
            runs.append([])
        runs[-1].append((subject.column(point.year), _find_value(point)))
    dots = [place for run in runs for place in run]
    hollow = [
        (subject.column(point.year), _find_value(point)) for point in points if not point.amount.settled
    ]
    drawn = make_stroke(join_places(runs, plane), 1.75) + make_dots(dots, plane, DOT)
    return cut_holes(drawn, hollow, plane, HOLE)


def _expected(subject: PlotSubject, plane: Plane) -> Markup:
    """Draw where the year is likely to end, hatched, beside the year's own result."""
    if subject.forecast is None or subject.year not in subject.years:
        return Markup()
    low, _, middle, _, high = subject.forecast.quantiles
    top, bottom, left = plane.y(high), plane.y(low), plane.x(subject.column(subject.year))
    box = f"left:{left:.2f}%;top:{top:.1f}px;height:{max(bottom - top, 3):.1f}px"
    line = f"left:{left:.2f}%;top:{plane.y(middle):.1f}px"
    return fill('<i class="m-likely" style="{}"></i><i class="m-middle" style="{}"></i>', box, line)


def _breaks(subject: PlotSubject, plane: Plane, words: Words) -> Iterator[Markup]:
    """Mark where a new definition begins; the last one is named on the side where there is room."""
    places = [subject.column(find_place(one.on)) for one in subject.trend.breaks]
    shown = [place for place in places if -0.5 <= place <= len(subject.years) - 0.5]
    for place in shown:
        yield fill('<i class="m-parting" style="left:{}%"></i>', f"{plane.x(place):.2f}")
    if shown:
        side = "left" if plane.x(shown[-1]) > 50 else "right"
        yield draw_text(f"parted m-to-the-{side}", words.t("break.short"), left=plane.x(shown[-1]))


def _ends(subject: PlotSubject, plane: Plane, words: Words) -> Iterator[Markup]:
    """Write the target, the value and what it is held against at the right end, moved apart where they are near."""
    ends = list(_find_ends(subject, words))
    tops = spread_labels([plane.y(value) for _, value, _ in ends], LABEL, HEIGHT)
    for (kind, _, text), top in zip(ends, tops, strict=True):
        yield draw_text(f"at-end m-of-{kind}", text, top=top)


def _find_ends(subject: PlotSubject, words: Words) -> Iterator[tuple[str, float, str]]:
    """Find what is written at the right end: its kind, the value it belongs to, and the text."""
    aim = subject.current
    if aim and aim.limits and subject.year in subject.years:
        yield "aim", find_limits(aim)[-1], year_results.write_bare_limit(aim, words)
    decimals = subject.trend.indicator.decimals
    if subject.forecast:
        middle = subject.forecast.quantiles[2]
        yield "value", middle, words.t("multiples.ahead", value=words.number(middle, decimals))
    elif subject.results:
        last = subject.results[-1]
        said = year_results.write_bare_result(last, subject.trend, words)
        if last.year != subject.year:
            said = words.t("multiples.of_year", value=said, year=last.year)
        yield "value", _find_value(last), said
    for one in subject.benchmarks:
        shown = [year for year in one.values if year in subject.years]
        if shown:
            yield "held-against", float(one.values[shown[-1]]), one.name


def _axis(subject: PlotSubject, plane: Plane) -> Markup:
    """Draw each year, and above it a tick or a cross where it is settled."""
    marks = []
    for point in subject.results:
        if point.amount.settled and point.holds is not None:
            kind = str(Status.MET if point.holds else Status.NOT_MET).replace("_", "-")
            place = f"{plane.x(subject.column(point.year)):.2f}"
            marks.append(fill('<i class="m-mark m-{}" style="left:{}%"></i>', kind, place))
    every = 1 if len(subject.years) <= 7 else 2
    years = [
        draw_text("tick", f"’{year % 100:02d}", left=plane.x(place))
        for place, year in enumerate(subject.years)
        if (len(subject.years) - 1 - place) % every == 0
    ]
    return fill(
        '<div class="m-marked" aria-hidden="true">{}</div><div class="m-ticks" aria-hidden="true">{}</div>',
        Markup().join(marks),
        Markup().join(years),
    )


def _find_value(point: ResultPoint) -> float:
    return float(point.amount.value or 0)
