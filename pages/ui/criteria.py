"""What a criterion asks for and what came of it, as the cells of a table."""

from __future__ import annotations

from fractions import Fraction

from metrics.model import Compare, Criterion, Indicator, Plan, Reading, Within
from metrics.readings import Amount, Catalogue
from metrics.schema import EventKind
from metrics.scoring import CriterionScore
from metrics.trend import ResultPoint, TargetPoint, Trend, ruling
from pages.ui import why
from pages.ui.i18n import Words
from pages.ui.marks import SparkPoint

NOTHING = "–"
SPARK_YEARS = 5


def indicator(criterion: Criterion, institution: str, catalogue: Catalogue) -> Indicator | None:
    """The series a measured criterion reads; None for milestones, assessments and groups."""
    test = criterion.compare or criterion.within
    if test is None or not isinstance(test.value, Reading):
        return None
    return catalogue.indicators[test.value.institution or institution, test.value.indicator]


def target(score: CriterionScore, plan: Plan, catalogue: Catalogue, words: Words) -> str:
    """What is asked for: a limit with its unit, or the day something is due."""
    criterion, trace = score.criterion, score.trace
    due = criterion.milestone or criterion.assessed
    if due:
        return words.t("criterion.by", on=words.date_short(due.due))
    series = indicator(criterion, plan.institution, catalogue)
    test = criterion.test
    if trace is None or series is None or not isinstance(test, Compare | Within):
        return NOTHING
    assert trace.target is not None
    return why.target(test, trace.target, plan.year, words, series, catalogue)


def result(score: CriterionScore, institution: str, catalogue: Catalogue, words: Words) -> str:
    """What came of it so far: the value and for when, or what was said of a milestone."""
    trace = score.trace
    if trace is None:
        return NOTHING
    if trace.said:
        key = "criterion.claimed" if trace.said.kind is EventKind.CLAIMED else f"criterion.{trace.said.kind}"
        return words.t(key, on=words.date_short(trace.said.on))
    series = indicator(score.criterion, institution, catalogue)
    if series is None:
        return words.t("criterion.unsaid")
    if trace.actual is None or trace.actual.value is None:
        return words.t("criterion.none")
    text = written(trace.actual.value, series, words)
    last = trace.actual.inputs[-1].observation
    key = "criterion.for" if trace.actual.settled or last.provisional else "criterion.through"
    mark = f", {words.t('word.provisional')}" if last.provisional else ""
    return f"{text} ({words.t(key, period=words.period(last.period.text))}{mark})"


def written(value: Fraction, series: Indicator, words: Words) -> str:
    """A value in the series' unit and decimals."""
    return words.value(value, series.unit, series.decimals)


def bracketed(text: str, amount: Amount) -> str:
    """A provisional target in brackets, as the plans write it."""
    return f"[{text}]" if amount.provisional_target else text


def last_year(trend: Trend | None, year: int, words: Words, catalogue: Catalogue) -> tuple[str, str]:
    """Target and result of a year, as a table shows them beside this year's."""
    if trend is None:
        return NOTHING, NOTHING
    found = next((point for point in trend.results if point.year == year), None)
    aim = found.target if found else ruling(trend.targets, year)
    return aim_text(aim, trend, words, catalogue), _reached(found, trend, words)


def aim_text(point: TargetPoint | None, trend: Trend, words: Words, catalogue: Catalogue) -> str:
    """A target of one year, in brackets where it is provisional; in words where its value is not known yet."""
    if point is None:
        return NOTHING
    return bracketed(why.aimed(point.amount, point.year, words, trend.indicator, catalogue), point.amount)


def _reached(point: ResultPoint | None, trend: Trend, words: Words) -> str:
    if point is None or point.amount.value is None:
        return NOTHING
    text = written(point.amount.value, trend.indicator, words)
    return text if point.amount.settled else f"{text} ({words.t('word.provisional')})"


def spark(trend: Trend, year: int) -> list[SparkPoint]:
    """Five years up to the plan's, for a sparkline."""
    results = {point.year: point for point in trend.results}
    points = []
    for when in range(year - SPARK_YEARS + 1, year + 1):
        found, aim = results.get(when), ruling(trend.targets, when)
        value = found.amount.value if found and not found.amount.running else None
        provisional = bool(found and not found.amount.settled)
        points.append(SparkPoint(str(when), value, aim.amount.value if aim else None, provisional))
    return points
