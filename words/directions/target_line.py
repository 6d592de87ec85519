"""A year of a development plan's target in words: the target, the result, and how yearly plans' targets agree."""

from __future__ import annotations

from metrics.direction.direction_plan import Direction
from metrics.direction.target_years import Agreement, TargetYear, YearlyAim
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Indicator
from words import verdict
from words.language import Words, end_sentence
from words.standing import write_status


def find_counted(direction: Direction, one: TargetYear, known: Catalogue) -> Indicator:
    """Find the series of a target, in the unit that its results are in."""
    reading = one.target.value
    series = known.find_indicator(reading.find_key(direction.institution), direction.start)
    return series.model_copy(update={"unit": reading.unit}) if reading.unit else series


def write_target(one: TargetYear, series: Indicator, known: Catalogue, words: Words) -> str:
    """Write the target of a year as a limit, "mindst 90 pct.", in brackets if provisional."""
    test, aim = one.target.criterion.measured, one.trace.target
    assert test is not None
    assert aim is not None
    return verdict.write_limit(test, aim, one.year, words, series, known)


def write_result(one: TargetYear, series: Indicator, words: Words) -> str:
    """Write the result of a year with its unit; that it is not final, or that there is none, is said."""
    actual, target = one.trace.actual, one.trace.target
    if actual is None or actual.value is None:
        return words.t("target.no_result")
    places = words.decimals_apart(actual.value, target.value if target else None, series.decimals)
    text = words.value(actual.value, series.unit, places)
    if actual.settled:
        return text
    return words.t("target.so_far" if actual.running else "target.provisional", value=text)


def write_aim(aim: YearlyAim, series: Indicator, year: int, known: Catalogue, words: Words) -> str:
    """Write how a yearly plan's target for the year stands to the development plan's."""
    if aim.agreement is not Agreement.OTHER_TARGET:
        return words.t(f"target.{aim.agreement}")
    return words.t("target.differs", limit=write_aimed_limit(aim, series, year, known, words))


def write_aimed_limit(aim: YearlyAim, series: Indicator, year: int, known: Catalogue, words: Words) -> str:
    """Write a yearly plan's own target for the year as a limit."""
    test = aim.criterion.measured
    assert test is not None
    return verdict.write_limit(test, aim.amount, year, words, series, known)


def write_target_year(one: TargetYear, series: Indicator, known: Catalogue, words: Words) -> str:
    """Write a year in one line: its target, its result, and whether it was met."""
    result = write_result(one, series, words)
    if one.trace.actual and one.trace.actual.value is not None:
        result = words.t("target.result", value=result)
    line = words.t(
        "target.year", year=one.year, target=write_target(one, series, known, words), result=result
    )
    return f"{end_sentence(line)} {end_sentence(write_status(one.status, words, over=False))}"
