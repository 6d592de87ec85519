"""The figure of a trend, as data and in words. The notation is the same in every one of them.

Solid is a result, hollow a provisional one; outlined steps are targets, dashed where provisional, grey where revised.
A band is a tolerance, and a shaded year one whose target has no number yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from metrics.score.trend import TargetPoint, Trend, find_ruling_target
from pages.ui.draw.charts import lines
from pages.ui.draw.charts.axes import make_axes, make_frame
from pages.ui.draw.charts.labels import Label, LabelPlacement
from pages.ui.draw.charts.paper import Figure, make_paper
from pages.ui.draw.charts.trend_drawing import TrendDrawing, write_value
from pages.ui.draw.charts.trend_labels import TrendLabels
from pages.ui.draw.theme import Look
from pages.ui.draw.writer import Writer
from words import trend_aims, verdict, year_results
from words.language import end_sentence

UnknownRun = tuple[list[TargetPoint], str]
"""Years in a row whose target has no number yet, and what it is going to be."""


def has_drawing(data: Trend, fan: Sequence[float] = ()) -> bool:
    """Tell whether there is anything to draw but targets."""
    return bool(data.results or lines.find_readings(data) or (fan and data.targets))


def draw_trend(
    data: Trend,
    as_of: date,
    writer: Writer,
    look: Look,
    fan: Sequence[float] = (),
    year: int = 0,
    *,
    lower: int = 0,
) -> Figure:
    """Draw targets as steps and results as points, year by year; `fan` is where `year` is likely to end.

    The figure is `lower` than others by so many pixels.
    """
    # Years are numbers on the axis, so that a step spans its whole year.
    frame = make_frame(data, fan, look.least_text, lower)
    drawing = TrendDrawing(data, writer.words, look, LabelPlacement(frame, look.background))
    unknown = list(find_unknown(data, writer))
    for points, _ in unknown:
        drawing.unknown(points)
    if fan:
        drawing.fan(fan, year)
    for run in lines.group_steps(data.targets):
        drawing.target(run)
    own = find_own(data)
    if own:
        drawing.own(own)
    drawing.readings()
    drawing.results()
    drawing.breaks()
    drawing.today(as_of)
    labels = _list_labels(TrendLabels(data, writer.words, look), own, unknown, as_of, (fan, year))
    return {
        "data": drawing.traces,
        "layout": {
            **make_paper(writer.words, look, lower),
            **make_axes(data, look, frame),
            "shapes": drawing.shapes,
            "annotations": drawing.labels.place(labels),
        },
    }


def _list_labels(
    labels: TrendLabels,
    own: TargetPoint | None,
    unknown: Sequence[UnknownRun],
    as_of: date,
    foreseen: tuple[Sequence[float], int],
) -> Iterator[Label]:
    """List the labels, the most needed first."""
    fan, year = foreseen
    yield from labels.results()
    if own:
        yield from labels.own(own)
    if fan:
        yield from labels.forecast(fan, year)
    yield from labels.unknown(unknown)
    yield from labels.today(as_of)
    yield from labels.breaks()
    # A level that goes on over the years is written once, at its end.
    ends = [run[-1] for run in lines.group_steps(labels.data.targets) if own not in run]
    yield from labels.provisional([p for p in ends if p.amount.provisional_target and not p.revised])
    yield from labels.revised([p for p in ends if p.revised])


def find_own(data: Trend) -> TargetPoint | None:
    """Find the target that carries the label: the page's own, or else that of the newest year that has a number."""
    if data.own:
        return data.own if data.own.limits else None
    known = [point.year for point in data.targets if point.limits and not point.revised]
    return find_ruling_target([p for p in data.targets if p.limits], max(known)) if known else None


def find_unknown(data: Trend, writer: Writer) -> Iterator[UnknownRun]:
    """Find the years in a row whose target has no number yet, and say what it is going to be."""
    missing = [
        (trend_aims.write_unknown(point, data, writer.words, writer.catalogue), point)
        for point in data.targets
        if not point.limits and point.amount.reading is not None
    ]
    ranked = sorted(missing, key=lambda one: (one[0], one[1].year))
    for (said, _), run in groupby(enumerate(ranked), key=lambda one: (one[1][0], one[1][1].year - one[0])):
        yield [point for _, (_, point) in run], said


def describe_trend(data: Trend, writer: Writer, fan: Sequence[float] = ()) -> str:
    """Describe the chart for those who do not see it: every year's result and target, and the forecast."""
    words = writer.words
    parts = [
        words.t("chart.alt_result", year=point.year, value=write_value(point.amount.value, data, words))
        + ("" if point.amount.settled else f" ({words.t('word.provisional')})")
        for point in data.results
        if point.amount.value is not None
    ]
    aims = [
        words.t("chart.alt_target", year=point.year, value=_write_aim(point, data, writer))
        for point in data.targets
        if not point.revised and (point.limits or point.amount.reading is not None)
    ]
    if fan:
        low, _, middle, _, high = (words.number(value, data.indicator.decimals) for value in fan)
        aims.append(words.t("chart.alt_fan", low=low, middle=middle, high=high))
    told = "; ".join([*parts, *aims]) or words.t("spark.nothing")
    changed = [verdict.write_changed(one, words) for one in data.breaks]
    return " ".join([f"{data.indicator.name}.", end_sentence(told), *changed])


def _write_aim(point: TargetPoint, data: Trend, writer: Writer) -> str:
    if not point.limits:
        return trend_aims.write_unknown(point, data, writer.words, writer.catalogue)
    if len(point.limits) == 1:
        return write_value(point.limits[0], data, writer.words)
    return year_results.write_bare_limit(point, writer.words)
