"""An institution's years as HTML: fulfilment year by year, and the course of the current plan's year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from metrics.followup.changes import list_reports
from metrics.plan.model import Plan
from metrics.whatif.headline import find_own_threshold
from metrics.whatif.month_ends import MonthEnd, list_months
from metrics.whatif.year_totals import YearState, YearTotal, scale_to_100
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.multiples.month_plot import MonthRow, MonthSubject, draw_month_plot
from pages.ui.draw.multiples.year_bars import Threshold, YearBar, draw_year_bars
from pages.ui.draw.table import Column, draw_table
from words import criteria
from words.language import Words

MOST_BARS = 8


def draw_years(
    totals: Sequence[YearTotal], plan: Plan, course: Sequence[MonthEnd], as_of: date, words: Words
) -> Markup:
    """Draw both drawings side by side, each with the table of its figures, folded."""
    return fill(
        '<div class="m-half">{}{}</div>',
        _draw_totals(totals, plan, words),
        _draw_course(plan, course, as_of, words),
    )


def _draw_totals(totals: Sequence[YearTotal], plan: Plan, words: Words) -> Markup:
    bars = [make_bar(total, words) for total in totals]
    alt = "; ".join(_tell(bar) for bar in bars)
    plot = draw_year_bars(bars[-MOST_BARS:], _thresholds(plan, words), alt)
    columns = [Column(words.t("institution.year")), Column(words.t("institution.fulfilment"))]
    rows: list[list[Cell]] = [[bar.year, ", ".join(_list_said(bar))] for bar in bars]
    table = draw_table(columns, rows, words.t("institution.years"))
    return _section("institution.years", "institution.years_read", plot, table, words)


def make_bar(total: YearTotal, words: Words) -> YearBar:
    """Make the bar of a year."""
    year = criteria.write_plan_years(total.plan)
    notes = []
    if total.decided is not None and total.decided != total.secured:
        notes.append(words.t("institution.decided", points=words.points(total.decided)))
    value, solid = words.points(total.secured), total.secured
    match total.state:
        case YearState.NO_TOTAL:
            return YearBar(year, criteria.NOTHING, (words.t("institution.no_total"),))
        case YearState.FINAL:
            return YearBar(year, value, tuple(notes), solid, outlined=total.decided)
        case YearState.UNSETTLED:
            # What is missing is not zero: the points that are in are told below.
            said = [words.t("institution.unsettled")]
            said += [words.t("institution.secured", points=value)] if solid else []
            return YearBar(year, criteria.NOTHING, (*said, *notes), solid, outlined=total.decided)
        case YearState.RUNNING:
            return _make_running_bar(total, year, notes, words)


def _make_running_bar(total: YearTotal, year: str, notes: list[str], words: Words) -> YearBar:
    expected = words.t("institution.expected")
    if ahead := total.likely:
        said = [expected, f"{_write_expected(ahead.low, words)}–{_write_expected(ahead.high, words)}", *notes]
        reach = (ahead.low, ahead.high)
        return YearBar(
            year,
            _write_expected(ahead.mean, words),
            tuple(said),
            total.secured,
            ahead.mean,
            reach,
            total.decided,
        )
    assert total.between is not None
    least, most = (_write_expected(points, words) for points in total.between)
    said = [expected, words.t("headline.bounds", low=least, high=most)]
    said += [words.t("institution.without_forecast"), *notes]
    return YearBar(year, "", tuple(said), total.secured, outlined=total.decided, bounds=total.between)


def _draw_course(plan: Plan, course: Sequence[MonthEnd], as_of: date, words: Words) -> Markup:
    known = [one for one in course if one.likely]
    if not known:
        said = fill('<p class="m-none">{}</p>', words.t("institution.no_course", plan=plan.title))
        return _section("institution.course", "institution.course_read", said, Markup(), words)
    months = list_months(plan, as_of)
    reports = [
        (due, words.t("institution.quarter_short", quarter=quarter)) for quarter, due in list_reports(plan)
    ]
    rows = list(_rows(plan, course, months, words))
    alt = "; ".join(f"{words.date(one.day)}: {_tell_month(one, words)}" for one in course)
    plot = draw_month_plot(MonthSubject(course, months, reports, _thresholds(plan, words), rows), alt, words)
    return _section("institution.course", "institution.course_read", plot, _table(plan, course, words), words)


def _rows(
    plan: Plan, course: Sequence[MonthEnd], months: Sequence[tuple[date, date]], words: Words
) -> Iterator[MonthRow]:
    """Make the row of how likely the plan's own threshold was, month by month, in percent; none without one."""
    enough = find_own_threshold(plan)
    if enough is None:
        return
    numbers = {}
    for one in course:
        place = next((n for n, (first, last) in enumerate(months) if first <= one.day <= last), None)
        if place is not None and one.chance is not None:
            numbers[place] = words.number(round(100 * one.chance), 0)
    yield MonthRow(words.t("institution.threshold_chance", points=words.points(enough)), numbers)


def _table(plan: Plan, course: Sequence[MonthEnd], words: Words) -> Markup:
    enough = find_own_threshold(plan)
    columns = [
        Column(words.t("institution.day")),
        Column(words.t("institution.expected_total"), numeric=True),
    ]
    if enough is not None:
        columns.append(Column(words.t("institution.reaching", points=words.points(enough)), numeric=True))
    rows: list[list[Cell]] = []
    for one in course:
        row: list[Cell] = [words.date_short(one.day), _tell_month(one, words)]
        if enough is not None:
            row.append(criteria.NOTHING if one.chance is None else words.likelihood(one.chance))
        rows.append(row)
    return draw_table(columns, rows, words.t("institution.course"))


def _tell_month(one: MonthEnd, words: Words) -> str:
    if one.likely is None:
        return words.t("institution.without_forecast")
    mean, low, high = (_write_expected(p, words) for p in (one.likely.mean, one.likely.low, one.likely.high))
    return words.t("institution.month", mean=mean, low=low, high=high)


def _tell(bar: YearBar) -> str:
    return f"{bar.year}: {' '.join(_list_said(bar))}"


def _list_said(bar: YearBar) -> list[str]:
    """List what is written of a bar: over it, where there is a number, and below it."""
    return [part for part in (bar.value, *bar.notes) if part]


def _thresholds(plan: Plan, words: Words) -> list[Threshold]:
    enough = find_own_threshold(plan)
    if enough is None:
        return []
    return [
        Threshold(scale_to_100(plan, enough), words.t("institution.threshold", points=words.points(enough)))
    ]


def _section(title: str, read: str, plot: Markup, table: Markup, words: Words) -> Markup:
    folded = (
        fill(
            '<details class="m-fold"><summary>{}</summary>{}</details>', words.t("multiples.as_table"), table
        )
        if table
        else Markup()
    )
    return fill(
        '<section class="m-drawn"><h2>{}</h2><p>{}</p>{}{}</section>',
        words.t(title),
        words.t(read),
        plot,
        folded,
    )


def _write_expected(points: Fraction, words: Words) -> str:
    return words.points(points, decimals=0)
