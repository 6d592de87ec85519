"""The charts of a paper: each goal over the years, a plan's points, and an institution's years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from export.papers.chart import Compared, Fan, Reached, SeriesNames, TargetStep, TrendChart
from metrics.followup.benchmark import Benchmark
from metrics.followup.goal_courses import GoalCourse
from metrics.score.trend import ResultPoint, TargetPoint, Trend
from words import year_results
from words.language import Words


def make_trend_chart(
    one: GoalCourse, title: str, years: range, benchmarks: Sequence[Benchmark], words: Words
) -> TrendChart | None:
    """Make the chart of a measured test over the years; None where there is nothing to draw."""
    trend, year = one.trend, one.plan.year
    if trend is None:
        return None
    shown = [p for p in trend.results if p.year in years and not p.amount.running]
    chart = TrendChart(
        title,
        words.t(f"unit_name.{trend.indicator.unit}"),
        _write_alt(one, title, years, benchmarks, words),
        tuple(years),
        tuple(_list_results(shown, trend, words)),
        tuple(_list_targets([t for t in trend.targets if t.year in years and t.limits], words)),
        _make_fan(one, words) if year in years else None,
        tuple(_compare(benchmarks, years)),
        tuple(_list_breaks(trend, years)),
        name_series(words),
        year,
        trend.indicator.decimals,
    )
    return None if chart.is_empty else chart


def name_series(words: Words) -> SeriesNames:
    """Name the kinds of series a chart may have."""
    keys = ("paper.series_result", "paper.series_target", "paper.series_forecast", "break.short")
    return SeriesNames(*(words.t(key) for key in keys))


def _list_results(shown: Sequence[ResultPoint], trend: Trend, words: Words) -> Iterator[Reached]:
    for before, point in zip((None, *shown), shown, strict=False):
        joined = (
            before is not None
            and before.year + 1 == point.year
            and not trend.is_parted(before.amount.inputs, point.amount.inputs)
        )
        yield Reached(
            point.year,
            float(point.amount.value or 0),
            year_results.write_bare_result(point, trend, words),
            point.amount.settled,
            joined,
            point.holds if point.amount.settled else None,
        )


def _list_targets(points: Sequence[TargetPoint], words: Words) -> Iterator[TargetStep]:
    """List targets in the order in which a step may go on into the next: those of one line after each other."""
    lines: list[list[TargetPoint]] = []
    for point in points:
        line = next((line for line in lines if _goes_on(line[-1], point)), None)
        if line is None:
            lines.append([point])
        else:
            line.append(point)
    for line in sorted(lines, key=lambda line: (not line[0].revised, line[-1].year)):
        for place, point in enumerate(line):
            yield TargetStep(
                point.year,
                tuple(map(float, point.limits)),
                year_results.write_bare_limit(point, words),
                point.amount.provisional_target,
                point.revised,
                place > 0,
            )


def _goes_on(before: TargetPoint, after: TargetPoint) -> bool:
    """Tell whether a step goes on: into the next year, drawn alike, and within a plan of the same criterion."""
    same = before.criterion.number == after.criterion.number or before.plan.id != after.plan.id
    certain = before.amount.provisional_target == after.amount.provisional_target
    alike = certain and before.revised == after.revised and len(before.limits) == len(after.limits)
    return same and alike and before.year + 1 == after.year


def _make_fan(one: GoalCourse, words: Words) -> Fan | None:
    found = one.forecast
    if found is None or one.trend is None or len(found.quantiles) != 5:
        return None
    low, quarter, middle, upper, high = found.quantiles
    said = words.t("multiples.ahead", value=words.number(middle, one.trend.indicator.decimals))
    return Fan(one.plan.year, (low, quarter, middle, upper, high), said)


def _compare(benchmarks: Iterable[Benchmark], years: range) -> Iterator[Compared]:
    for one in benchmarks:
        yield Compared(one.name, tuple((y, float(v)) for y, v in sorted(one.values.items()) if y in years))


def _list_breaks(trend: Trend, years: range) -> Iterator[float]:
    """List where new definitions begin, with the middle of a year as that year."""
    for one in trend.breaks:
        place = one.on.year + float(Fraction(one.on.timetuple().tm_yday - 1, 365)) - 0.5
        if years.start - 0.5 <= place <= years.stop - 0.5:
            yield place


def _write_alt(
    one: GoalCourse, title: str, years: range, benchmarks: Sequence[Benchmark], words: Words
) -> str:
    """Tell a chart in words: every year, the forecast, and what it is compared with."""
    trend = one.trend
    assert trend is not None
    said = []
    for year in years:
        parts = [
            year_results.write_year(year, trend, words),
            year_results.write_broken_in(year, trend, words),
        ]
        if one.forecast and year == one.plan.year:
            parts.append(year_results.write_expected(one.forecast, trend, words))
        if told := ", ".join(part for part in parts if part):
            said.append(f"{year}: {told}")
    for other in benchmarks:
        values = (
            f"{y}: {words.number(v, trend.indicator.decimals)}" for y, v in other.values.items() if y in years
        )
        said.append(f"{other.name}: {', '.join(values)}")
    return f"{title}. {'; '.join(said)}" if said else title
