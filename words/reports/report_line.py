"""The lines of a report in words: what each asks for, and the facts of an explanation from the numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from metrics.facts.reports.line_keys import LineKind, split_key
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Indicator, Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Unit
from metrics.report.explanations import ExplanationReason, LineEffect, LineFacts
from metrics.report.lines import ReportLine
from words.criteria import write_target, write_value
from words.language import Words


def name_line(line: ReportLine, plan: Plan, words: Words) -> str:
    """Say what a line asks for: a series and its period, a milestone, what is expected of a goal, or words."""
    name = name_row(line.key, line.figure.indicator.name if line.figure else "", plan, words)
    if line.carried and line.said:
        return words.t("report.line_carried", line=name, day=words.date(line.said.on))
    return name


def name_row(key: str, series: str, plan: Plan, words: Words) -> str:
    """Name what the key of a line is about: a `series` and its period, a milestone, a goal, or words."""
    kind, of_what = split_key(key)
    match kind:
        case LineKind.FIGURE | LineKind.SEEN:
            return words.t("report.line_figure", name=series, period=words.period(of_what[-1]))
        case LineKind.MILESTONE | LineKind.ASSESSED | LineKind.NUMBER:
            leaf = derive_structure(plan).leaves.get(of_what[0])
            title = leaf.title if leaf else ""
            key = "report.line_number" if kind is LineKind.NUMBER else "report.line_criterion"
            return words.t(key, number=of_what[0], title=title).strip()
        case LineKind.EXPECTATION:
            title = next((goal.title for goal in plan.goals if goal.number == of_what[0]), "")
            return words.t("report.line_goal", number=of_what[0], title=title)
        case LineKind.WORDS:
            return words.t("report.line_words")


def write_line_facts(
    line: ReportLine, found: LineFacts, plan: Plan, catalogue: Catalogue, words: Words
) -> list[str]:
    """Write the facts an explanation begins from. They say what the numbers say, and never why."""
    assert line.figure is not None
    if found.value is None:
        return []
    return [*_write_beside(line, found, words), *_write_effects(line, found, plan, catalogue, words)]


def _write_beside(line: ReportLine, found: LineFacts, words: Words) -> Iterator[str]:
    assert line.figure is not None and found.value is not None  # noqa: PT018
    asked, series = line.figure, line.figure.indicator
    period, value = words.period(asked.period.text), write_value(found.value, series, words)
    yield words.t("report.fact_value", period=period, value=value)
    if ExplanationReason.CORRECTED in found.reasons and found.told is not None:
        before = write_value(found.told, series, words, found.value)
        yield words.t(
            "report.fact_corrected", before=before, value=write_value(found.value, series, words, found.told)
        )
    if found.year_before is not None:
        yield words.t("report.fact_year_before", value=write_value(found.year_before, series, words))
    if found.last is not None and asked.before:
        last = words.period(asked.before[-1].period.text)
        key = _choose_direction(found.value - found.last)
        change = _write_change(abs(found.value - found.last), series, words)
        yield words.t(f"report.fact_{key}", last=last, change=change)


def _write_change(change: Fraction, series: Indicator, words: Words) -> str:
    """Write how far a value has moved: a percentage moves by percentage points."""
    unit = Unit.PERCENTAGE_POINTS if series.unit is Unit.PERCENT else series.unit
    return words.value(change, unit, series.decimals)


def _choose_direction(change: Fraction) -> str:
    if not change:
        return "same"
    return "higher" if change > 0 else "lower"


def _write_effects(
    line: ReportLine, found: LineFacts, plan: Plan, catalogue: Catalogue, words: Words
) -> Iterator[str]:
    for effect in found.effects:
        actual = effect.after.trace.actual if effect.after.trace else None
        if actual is None or actual.value is None or line.figure is None:
            continue
        key = "missed" if _is_missed(effect) else "met"
        yield words.t(
            f"report.fact_{key}",
            number=effect.criterion,
            value=write_value(actual.value, line.figure.indicator, words, _read_target(effect)),
            target=write_target(effect.after, plan, catalogue, words),
        )


def _read_target(effect: LineEffect) -> Fraction | None:
    target = effect.after.trace.target if effect.after.trace else None
    return target.value if target else None


def _is_missed(effect: LineEffect) -> bool:
    return effect.after.trace is not None and effect.after.trace.holds is False
