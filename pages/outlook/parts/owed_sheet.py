"""Deadlines as HTML: a timeline with a line for each plan, and tables by month with who has to act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from metrics.followup.deadlines import Deadline, Duty, select_deadlines
from metrics.periods import add_months
from metrics.plan.model import Plan
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria
from words.deadline import name_duty, write_days_left
from words.language import Words

AHEAD = timedelta(days=120)
"""How far the timeline reaches."""


def draw_timeline(owed: Sequence[Deadline], as_of: date, writer: Writer) -> Markup:
    """Draw the next 120 days with a line for each plan and a mark for each kind of duty; empty where nothing is due."""
    words = writer.words
    shown = select_deadlines(owed, as_of, as_of + AHEAD)
    if not shown:
        return Markup()
    lines = Markup()
    for plan, duties in groupby(sorted(shown, key=_by_plan), key=lambda deadline: deadline.plan):
        lines += _line(plan, list(duties), as_of, writer)
    used = {deadline.duty for deadline in shown}
    return fill(
        '<div class="m-time"><p class="m-caption">{}</p>{}{}{}</div>',
        words.t("ahead.timeline", first=words.date(as_of), last=words.date(as_of + AHEAD)),
        _axis(as_of, words),
        lines,
        _legend([duty for duty in Duty if duty in used], words),
    )


def draw_months(owed: Sequence[Deadline], as_of: date, writer: Writer) -> Markup:
    """Draw a table of what is late and one for each month to come; empty where nothing is due."""
    words = writer.words
    columns = [
        Column(words.t("ahead.what")),
        Column(words.t("page.plan")),
        Column(words.t("overview.due"), numeric=True),
        Column(words.t("cli.deadlines_working_day"), numeric=True),
        Column(words.t("overview.left"), numeric=True),
        Column(words.t("ahead.owes")),
    ]
    tables = Markup()
    for (late, month), group in groupby(owed, key=lambda deadline: _month(deadline, as_of)):
        duties = list(group)
        title = words.t("ahead.late") if late else words.period(month).capitalize()
        rows = [_row(deadline, as_of, writer) for deadline in duties]
        caption = words.n("ahead.month", len(duties), month=title)
        tables += draw_table(columns, rows, caption, show_caption=True, classes="m-owed")
    return tables


def _by_plan(deadline: Deadline) -> tuple[str, date]:
    return deadline.plan.id, deadline.due


def _month(deadline: Deadline, as_of: date) -> tuple[bool, str]:
    """Return whether a deadline is late, and its month where it is not."""
    late = deadline.days_left(as_of) < 0
    return late, "" if late else f"{deadline.due:%Y-%m}"


def _row(deadline: Deadline, as_of: date, writer: Writer) -> list[Cell]:
    words = writer.words
    plan, moved = deadline.plan, deadline.working_day != deadline.due
    what = name_duty(deadline, writer.catalogue, words)
    href = (
        writer.link("goal", plan=plan.id, goal=deadline.goal)
        if deadline.goal
        else writer.link("plan", plan=plan.id)
    )
    return [
        marks.draw_link(href, f"{deadline.goal} {what}" if deadline.goal else what),
        _named(plan, writer),
        words.date_short(deadline.due),
        words.date_short(deadline.working_day) if moved else "",
        write_days_left(deadline, as_of, words),
        words.t(f"role.{deadline.role}"),
    ]


def _named(plan: Plan, writer: Writer) -> Markup:
    name = f"{writer.catalogue.find_owner(plan).name} {criteria.write_plan_years(plan)}"
    return marks.draw_link(writer.link("plan", plan=plan.id), name)


def _line(plan: Plan, duties: Sequence[Deadline], as_of: date, writer: Writer) -> Markup:
    """Draw a plan's line of marks, which is read aloud as one text."""
    days = [(on, list(group)) for on, group in groupby(duties, key=lambda deadline: deadline.due)]
    told = [(on, _told(on, group, writer)) for on, group in days]
    drawn = Markup().join(
        _mark(on, group, text, as_of) for (on, group), (_, text) in zip(days, told, strict=True)
    )
    return fill(
        '<div class="m-time-line">{}<span class="m-track" role="img" aria-label="{}">{}</span></div>',
        _named(plan, writer),
        "; ".join(text for _, text in told),
        drawn,
    )


def _told(on: date, duties: Sequence[Deadline], writer: Writer) -> str:
    words = writer.words
    what = words.list([name_duty(deadline, writer.catalogue, words) for deadline in duties])
    return f"{words.date(on)}: {what}"


def _mark(on: date, duties: Sequence[Deadline], text: str, as_of: date) -> Markup:
    """Draw a day: the shape of its first duty, and the number of duties where there are several."""
    count = fill("<b>{}</b>", len(duties)) if len(duties) > 1 else Markup()
    return fill(
        '<i class="m-due m-duty-{}" style="left:{}" title="{}">{}</i>',
        duties[0].duty,
        _place(on, as_of),
        text,
        count,
    )


def _axis(as_of: date, words: Words) -> Markup:
    ticks = Markup().join(
        fill('<span style="left:{}">{}</span>', _place(first, as_of), words.month(first))
        for first in _firsts(as_of)
    )
    return fill(
        '<div class="m-time-line m-axis" aria-hidden="true"><span></span><span>{}</span></div>', ticks
    )


def _firsts(as_of: date) -> Iterator[date]:
    """Yield the first days of the months on the timeline, except one too near its end for a name."""
    first = add_months(as_of.replace(day=1), 1)
    while first <= as_of + AHEAD - timedelta(days=14):
        yield first
        first = add_months(first, 1)


def _place(on: date, as_of: date) -> str:
    return f"{100 * (on - as_of) / AHEAD:.2f}%"


def _legend(used: Sequence[Duty], words: Words) -> Markup:
    items = Markup().join(
        fill('<li><i class="m-due m-duty-{}"></i>{}</li>', duty, words.t(f"ahead.kind_{duty}"))
        for duty in used
    )
    return fill('<ul class="m-marks m-duties" aria-label="{}">{}</ul>', words.t("overview.legend"), items)
