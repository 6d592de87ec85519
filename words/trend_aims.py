"""The targets of a trend in words while they have no number yet, and the arithmetic of those that have."""

from __future__ import annotations

from metrics.plan.catalogue import Catalogue
from metrics.score.quantities import Amount
from metrics.score.trend import TargetPoint, Trend
from words import verdict
from words.language import Words, count_decimals


def write_unknown(point: TargetPoint, trend: Trend, words: Words, known: Catalogue) -> str:
    """Write a target that has no number yet: "højst statens gennemsnit, ikke opgjort"."""
    text = words.t(
        f"why.operator.{point.operator.name.lower()}", value=_describe_source(point, trend, words, known)
    )
    return words.t("chart.unknown", limit=f"[{text}]" if point.amount.provisional_target else text)


def _describe_source(point: TargetPoint, trend: Trend, words: Words, known: Catalogue) -> str:
    """Say what a target will be, in the same words for every year that is made alike."""
    reading = point.amount.reading
    if reading is None or reading.year is not None or reading.period is not None:
        return verdict.write_aimed(point.amount, point.year, words, trend.indicator, known)
    owner = reading.institution or trend.institution
    share = "whole" if point.amount.factor == 1 else "share"
    params = {"share": words.number(point.amount.factor * 100), "institution": known.institutions[owner].name}
    if owner != trend.institution and not reading.offset:
        return words.t(f"chart.aim_other_{share}", **params)
    if owner == trend.institution and reading.offset == -1:
        return words.t(f"chart.aim_before_{share}", **params)
    return verdict.write_aimed(point.amount, point.year, words, trend.indicator, known)


def write_product(aim: Amount, words: Words) -> str:
    """Write the arithmetic of a target that is a share of something: "7,2 × 90 pct. = 6,48"; else nothing."""
    if aim.base is None or aim.value is None or aim.factor == 1:
        return ""
    return verdict.write_product(aim, words.number(aim.value, count_decimals(aim.value)), words)
