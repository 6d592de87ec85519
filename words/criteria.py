"""The cells of a table of criteria: what each asks for and what was reached."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from metrics.facts.breaks import find_breaks_between
from metrics.facts.facts import Statement
from metrics.periods import MONTHS, count_months
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Criterion, Measured, Milestone, Within
from metrics.plan.formula import Reading
from metrics.plan.model import Indicator, Plan
from metrics.plan.units import find_value_unit
from metrics.score.quantities import Amount, AmountInput
from metrics.score.scoring import CriterionScore, Score
from metrics.score.trend import ResultPoint, TargetPoint, Trend, find_ruling_target
from metrics.status import Status
from words import verdict
from words.language import Words, count_decimals
from words.standing import write_status

NOTHING = "–"


def find_indicator(criterion: Criterion, institution: str, catalogue: Catalogue) -> Indicator | None:
    """Find the series a measured criterion reads; None for milestones, assessments and groups."""
    test = criterion.measured
    if test is None or not isinstance(test.value, Reading):
        return None
    return catalogue.indicators[test.value.institution or institution, test.value.indicator]


def write_target(score: CriterionScore, plan: Plan, catalogue: Catalogue, words: Words) -> str:
    """Write what is asked for: a limit with its unit, or the day something is due."""
    match score.criterion.test:
        case Milestone() | Assessment() as test:
            return words.t("criterion.by", on=words.date_short(test.due))
        case Compare() | Within() as test:
            series = find_indicator(score.criterion, plan.institution, catalogue)
            target = score.trace.target if score.trace else None
            if series is None or target is None:
                return NOTHING
            limit = verdict.write_limit(test, target, plan.year, words, series, catalogue)
            return "; ".join([limit, *_write_steps(test, score, words, series)])
        case None:
            return NOTHING
        case other:
            assert_never(other)


def _write_steps(test: Measured, score: CriterionScore, words: Words, series: Indicator) -> list[str]:
    """Write what is earned below the target: "over 0 pct.: 50 pct. af pointene"."""
    steps = test.steps if isinstance(test, Compare) and score.trace else ()
    found = []
    for step, level in zip(steps, score.trace.levels if score.trace else (), strict=False):
        operator = (step.operator or test.operator).name.lower()
        value = "–" if level.value is None else verdict.write_amount(level.value, series.unit, 0, words)
        limit = words.t(f"why.operator.{operator}", value=value)
        found.append(words.t("criterion.step", limit=limit, share=words.percent(step.earns)))
    return found


def write_result(score: CriterionScore, plan: Plan, catalogue: Catalogue, words: Words) -> str:
    """Write what was reached so far: the value and its period, or what was said of a milestone."""
    trace = score.trace
    if trace is None:
        return NOTHING
    if trace.said:
        return write_statement(trace.said, words)
    series = find_indicator(score.criterion, plan.institution, catalogue)
    if series is None:
        return words.t("criterion.unsaid")
    if trace.actual is None or trace.actual.value is None:
        return words.t("criterion.none")
    text = write_value(trace.actual.value, series, words, trace.target.value if trace.target else None)
    return f"{text} ({_write_period(trace.actual, plan, words)})"


def write_statement(said: Statement, words: Words) -> str:
    """Write what was said of a milestone or an assessment, and the day it was said of."""
    return words.t(f"criterion.{said.kind}", on=words.date_short(said.on), word=said.word or "")


def write_told_number(
    told: Decimal, criterion: Criterion, institution: str, catalogue: Catalogue, words: Words
) -> str:
    """Write a number that is told of a criterion, in the unit of what that measures and with the decimals told."""
    unit = find_value_unit(criterion, institution, catalogue.indicators)
    return words.value(told, unit, count_decimals(Fraction(told))) if unit else words.number(told)


def _write_period(actual: Amount, plan: Plan, words: Words) -> str:
    """Write the period of a value: the plan year once it is complete, otherwise its last reading."""
    last = actual.inputs[-1].observation
    if actual.settled and len(actual.inputs) > 1:
        return write_plan_years(plan)
    if last.provisional:
        return f"{words.period(last.period.text)}, {words.t('word.provisional')}"
    key = "criterion.for" if actual.settled else "criterion.through"
    return words.t(key, period=words.period(last.period.text))


def write_figures(read: Sequence[AmountInput], words: Words) -> str:
    """Count figures by what they are for, "4 kvartalstal"; those of different lengths as readings."""
    spans = {(given.observation.period.start, given.observation.period.end) for given in read}
    months = {count_months(span) for span in spans}
    frequency = next((f for f, length in MONTHS.items() if months == {length}), None)
    return words.n(f"basis.{frequency or 'reading'}", len(read))


def write_counts(score: Score, words: Words) -> str:
    """Count the goals by status, for a plan without a total: "18 opfyldt, 1 delvist opfyldt"."""
    found = score.counts
    over = score.is_over
    said = [
        f"{found[status]} {write_status(status, words, over=over).lower()}"
        for status in Status
        if found[status]
    ]
    return words.list(said)


def write_plan_years(plan: Plan) -> str:
    """Write the plan year in short: "2017", or "2025/26" if it spans the turn of the year."""
    return str(plan.start.year) if plan.start.year == plan.end.year else f"{plan.start.year}/{plan.end:%y}"


def write_value(value: Fraction, series: Indicator, words: Words, against: Fraction | None = None) -> str:
    """Write a value in the unit and decimals of its series, with more if it would look equal to `against`."""
    return words.value(value, series.unit, words.decimals_apart(value, against, series.decimals))


def bracket_provisional(text: str, amount: Amount) -> str:
    """Put a provisional target in brackets, as the plans do."""
    return f"[{text}]" if amount.provisional_target else text


def write_last_year(trend: Trend | None, plan: Plan, words: Words, catalogue: Catalogue) -> tuple[str, str]:
    """Write target and result of the year before the plan's; a result counted in another way says so."""
    if trend is None:
        return NOTHING, NOTHING
    year = plan.year - 1
    found = next((point for point in trend.results if point.year == year), None)
    aim = found.target if found else find_ruling_target(trend.targets, year)
    reached = _write_reached(found, trend, words)
    if found and find_breaks_between(trend.breaks, found.amount.inputs[0].observation.period.start, plan.end):
        reached = words.t("break.before", value=reached)
    return write_aim(aim, trend, words, catalogue), reached


def write_aim(point: TargetPoint | None, trend: Trend, words: Words, catalogue: Catalogue) -> str:
    """Write the target of a year, in brackets if provisional, in words while its value is unknown."""
    if point is None:
        return NOTHING
    return bracket_provisional(
        verdict.write_aimed(point.amount, point.year, words, trend.indicator, catalogue), point.amount
    )


def _write_reached(point: ResultPoint | None, trend: Trend, words: Words) -> str:
    if point is None or point.amount.value is None:
        return NOTHING
    against = point.target.amount.value if point.target else None
    text = write_value(point.amount.value, trend.indicator, words, against)
    return text if point.amount.settled else f"{text} ({words.t('word.provisional')})"
