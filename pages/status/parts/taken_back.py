"""Figures that were taken back, in the tables beside those that count: what they were, when and why."""

from __future__ import annotations

from datetime import date

from metrics.facts.facts import TakenBack
from metrics.periods import find_danish_day
from metrics.plan.model import Indicator, Plan
from metrics.score.trend import Trend
from pages.ui.draw.html import Cell, fill
from words import criteria, verdict
from words.language import Words


def find_years(trend: Trend) -> set[int]:
    """Find the years with a figure that was taken back."""
    return {one.before.period.start.year for one in trend.taken_back}


def write_notes(trend: Trend, year: int, words: Words) -> list[str]:
    """Write each figure of a year that was taken back, with the day and the reason."""
    return [
        words.t(
            "goal.was_taken_back",
            period=words.period(one.before.period.text),
            value=_write_value(one, trend.reported, words),
            said=_write_said(one, words),
        )
        for one in trend.taken_back
        if one.before.period.start.year == year
    ]


def list_rows(trend: Trend, plan: Plan, words: Words) -> list[tuple[date, list[Cell]]]:
    """List the rows of the figures within the plan year that were taken back, by the first day of their period."""
    return [
        (one.before.period.start, _row(one, trend.reported, words))
        for one in trend.taken_back
        if plan.start <= one.before.period.start and one.before.period.end <= plan.end
    ]


def _row(one: TakenBack, indicator: Indicator, words: Words) -> list[Cell]:
    seen = one.before
    said = [_write_said(one, words), seen.source]
    return [
        words.period(seen.period.text),
        fill("<del>{}</del>", _write_value(one, indicator, words)),
        criteria.NOTHING if seen.numerator is None else words.number(seen.numerator),
        criteria.NOTHING if seen.denominator is None else words.number(seen.denominator),
        verdict.write_recorded(seen, words),
        "; ".join(part for part in said if part),
    ]


def _write_value(one: TakenBack, indicator: Indicator, words: Words) -> str:
    value = one.before.amount(indicator)
    return words.t("why.empty_ratio") if value is None else criteria.write_value(value, indicator, words)


def _write_said(one: TakenBack, words: Words) -> str:
    on = words.date_short(find_danish_day(one.row.recorded_at))
    return words.t("goal.taken_back", on=on, reason=one.row.note or "")
