"""Sparklines: a few years of results as a small line over their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from metrics.score.trend import ResultPoint, Trend, find_ruling_target
from pages.ui.draw import theme
from pages.ui.draw.html import fill
from words.language import Real, Words

SPARK_YEARS = 5


_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_EDGE = 112.0, 28.0, 4.0


@dataclass(frozen=True, slots=True)
class SparkPoint:
    """One year in a sparkline: its result and the limits of its target, either of which may be missing.

    A tolerance has two limits. `parted` means that the result cannot be compared with the one before.
    """

    when: str
    result: Real | None = None
    limits: tuple[Real, ...] = ()
    provisional: bool = False
    parted: bool = False


def build_spark(trend: Trend, year: int) -> list[SparkPoint]:
    """Build the points of a sparkline for the five years up to `year`."""
    results = {point.year: point for point in trend.results}
    points: list[SparkPoint] = []
    before: ResultPoint | None = None
    for when in range(year - SPARK_YEARS + 1, year + 1):
        found, aim = results.get(when), find_ruling_target(trend.targets, when)
        value = found.amount.value if found and not found.amount.running else None
        provisional = bool(found and not found.amount.settled)
        parted = bool(before and found and trend.is_parted(before.amount.inputs, found.amount.inputs))
        points.append(SparkPoint(str(when), value, aim.limits if aim else (), provisional, parted))
        before = found or before
    return points


def draw_sparkline(
    points: Sequence[SparkPoint], words: Words, *, unit: str, decimals: int | None = None
) -> Markup:
    """Draw results as a line with a dot per year, hollow where provisional, over the step of their targets."""
    said = "; ".join(_said(point, words, unit, decimals) for point in points if not _empty(point))
    if not said:
        return fill('<span class="m-none">{}</span>', words.t("spark.nothing"))
    scale = _Scale.of(points)
    layers = Markup().join(
        fill(
            '<i class="m-{}" style="--draw:{}"></i>',
            name,
            theme.encode_svg(drawing, _SPARK_WIDTH, _SPARK_HEIGHT),
        )
        for name, drawing in (
            ("aim", _steps(points, 0, scale) + _steps(points, 1, scale)),
            ("run", _line(points, scale)),
        )
        if drawing
    )
    return fill('<span class="m-spark" role="img" aria-label="{}">{}</span>', said, layers)


def _empty(point: SparkPoint) -> bool:
    return point.result is None and not point.limits


def _said(point: SparkPoint, words: Words, unit: str, decimals: int | None) -> str:
    given = {} if point.result is None else {"result": words.value(point.result, unit, decimals)}
    if point.limits:
        low, high = words.number(point.limits[0], decimals), words.value(point.limits[-1], unit, decimals)
        given["target"] = words.t("chart.between", low=low, high=high) if len(point.limits) > 1 else high
    provisional = ["provisional"] if point.provisional and "result" in given else []
    said = words.t(f"spark.{'_'.join([*given, *provisional])}", when=point.when, **given)
    return f"{said} ({words.t('break.short')})" if point.parted else said


@dataclass(frozen=True, slots=True)
class _Scale:
    """The scale from years and values to the drawing's coordinates."""

    least: float
    most: float
    count: int

    @classmethod
    def of(cls, points: Sequence[SparkPoint]) -> _Scale:
        values = [float(v) for p in points for v in (p.result, *p.limits) if v is not None]
        return cls(min(values), max(values), len(points))

    @property
    def step(self) -> float:
        return (_SPARK_WIDTH - 2 * _SPARK_EDGE) / self.count

    def x(self, place: float) -> str:
        return f"{_SPARK_EDGE + (place + 0.5) * self.step:.1f}"

    def y(self, value: Real) -> str:
        span = self.most - self.least
        share = (float(value) - self.least) / span if span else 0.5
        return f"{_SPARK_HEIGHT - _SPARK_EDGE - share * (_SPARK_HEIGHT - 2 * _SPARK_EDGE):.1f}"


def _steps(points: Sequence[SparkPoint], side: int, scale: _Scale) -> str:
    """Draw one level per year, joined where years follow each other, so that a missing target leaves a gap.

    `side` is which of the limits: only a tolerance has a second one.
    """
    path, joined = "", False
    for place, point in enumerate(points):
        level = point.limits[side] if side < len(point.limits) else None
        if level is not None:
            y = scale.y(level)
            path += f"{'V' if joined else f'M{scale.x(place - 0.5)} '}{y}H{scale.x(place + 0.5)}"
        joined = level is not None
    return f"<path d='{path}' fill='none' stroke='#000' stroke-width='1.25'/>" if path else ""


def _line(points: Sequence[SparkPoint], scale: _Scale) -> str:
    """Draw dots, joined where years follow each other; the line stops at the edge of a hollow dot."""
    path, joined, dots, holes = "", False, "", ""
    for place, point in enumerate(points):
        if point.result is not None:
            x, y = scale.x(place), scale.y(point.result)
            path += f"{'L' if joined and not point.parted else 'M'}{x} {y}"
            dots += f"<circle cx='{x}' cy='{y}' r='2.4'/>"
            holes += f"<circle cx='{x}' cy='{y}' r='1.2'/>" if point.provisional else ""
        joined = point.result is not None
    if not path:
        return ""
    drawn = f"<path d='{path}' fill='none' stroke='#000' stroke-width='1.5'/>{dots}"
    if not holes:
        return drawn
    mask = f"<mask id='m'><path fill='#fff' d='M0 0h{_SPARK_WIDTH:g}v{_SPARK_HEIGHT:g}H0z'/>{holes}</mask>"
    return f"{mask}<g mask='url(#m)'>{drawn}</g>"
