"""A series year by year in words: results with their targets, and where the year is likely to end."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.foresight.forecast import Forecast
from metrics.plan.catalogue import Catalogue
from metrics.score.trend import ResultPoint, TargetPoint, Trend, find_ruling_target
from metrics.status import Status
from words import verdict
from words.language import Words, count_decimals


def write_bare_limit(point: TargetPoint, words: Words) -> str:
    """Write a known target without its unit, "mindst 90" or "inden for ±2", in brackets if provisional."""
    written = [words.number(limit, count_decimals(limit)) for limit in point.limits]
    if len(written) > 1:
        low, high = point.limits
        around = words.t("why.within", value=written[1])
        text = around if low == -high else words.t("chart.between", low=written[0], high=written[1])
    else:
        text = words.t(f"why.operator.{point.operator.name.lower()}", value=written[0])
    return f"[{text}]" if point.amount.provisional_target else text


def write_bare_result(point: ResultPoint, trend: Trend, words: Words) -> str:
    """Write a result without its unit, with the decimals that tell it from its target."""
    assert point.amount.value is not None
    against = point.target.amount.value if point.target else None
    places = words.decimals_apart(point.amount.value, against, trend.indicator.decimals)
    return words.number(point.amount.value, places)


def write_awaited_target(point: TargetPoint, trend: Trend, words: Words, known: Catalogue) -> str:
    """Write what a target that has no number yet will be."""
    aim = verdict.write_aimed(point.amount, point.year, words, trend.indicator, known)
    key = f"why.operator.{point.operator.name.lower()}"
    return words.t("multiples.awaited", limit=words.t(key, value=aim), year=point.year)


def write_year(year: int, trend: Trend, words: Words) -> str:
    """Write a year's result, its target and whether it was reached; empty where there is neither."""
    found = next((point for point in trend.results if point.year == year), None)
    aim = found.target if found and found.target else find_ruling_target(trend.targets, year)
    return ", ".join(_write_parts(found, aim, trend, words))


def _write_parts(
    found: ResultPoint | None, aim: TargetPoint | None, trend: Trend, words: Words
) -> Iterator[str]:
    if found and not found.amount.running:
        said = write_bare_result(found, trend, words)
        yield said if found.amount.settled else f"{said} ({words.t('word.provisional')})"
    if aim and aim.limits:
        yield words.t("multiples.target", limit=write_bare_limit(aim, words))
    if found and found.amount.settled and found.holds is not None:
        status = Status.MET if found.holds else Status.NOT_MET
        yield words.t(f"status.{status}").lower()


def write_expected(forecast: Forecast, trend: Trend, words: Words) -> str:
    """Write where a year is likely to end, with its interval."""
    low, _, middle, _, high = (words.number(value, trend.indicator.decimals) for value in forecast.quantiles)
    return words.t("multiples.expected", value=middle, low=low, high=high)


def write_broken_in(year: int, trend: Trend, words: Words) -> str:
    """Write that a new definition begins in a year; empty where none does."""
    return words.t("break.short") if any(one.on.year == year for one in trend.breaks) else ""
