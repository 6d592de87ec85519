"""The days ahead as HTML: a line for each plan, with a mark for each day on which something is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from metrics.followup.deadlines import Deadline, Duty, select_deadlines
from metrics.periods import add_months
from metrics.plan.model import Plan
from pages.outlook.parts import owed_sheet
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer
from words.deadline import name_duty
from words.language import Words

AHEAD = timedelta(days=120)
"""How far the timeline reaches."""
_STEPS = range(0, AHEAD.days, 30)  # the last would reach beyond the edge


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
        '<div class="m-time"><h3>{}</h3>{}{}{}{}</div>',
        words.t("ahead.timeline", first=words.date(as_of), last=words.date(as_of + AHEAD)),
        _axis([(_place(first, as_of), words.month(first)) for first in _firsts(as_of)]),
        lines,
        _axis([(_place(as_of + timedelta(days), as_of), _count_days(days, words)) for days in _STEPS]),
        _legend([duty for duty in Duty if duty in used], words),
    )


def _by_plan(deadline: Deadline) -> tuple[str, date]:
    return deadline.plan.id, deadline.due


def _line(plan: Plan, duties: Sequence[Deadline], as_of: date, writer: Writer) -> Markup:
    """Draw a plan's line of marks, which is read aloud as one text."""
    days = [(on, list(group)) for on, group in groupby(duties, key=lambda deadline: deadline.due)]
    told = [(on, _told(on, group, writer)) for on, group in days]
    drawn = Markup().join(
        _mark(on, group, text, as_of) for (on, group), (_, text) in zip(days, told, strict=True)
    )
    return fill(
        '<div class="m-time-line">{}<span class="m-track" role="img" aria-label="{}">{}</span></div>',
        marks.draw_link(writer.link("plan", plan=plan.id), owed_sheet.name_plan(plan, writer)),
        "; ".join(text for _, text in told),
        drawn,
    )


def _told(on: date, duties: Sequence[Deadline], writer: Writer) -> str:
    words = writer.words
    what = words.list([name_duty(deadline, writer.catalogue, words) for deadline in duties])
    return f"{words.date(on)}: {what}"


def _mark(on: date, duties: Sequence[Deadline], text: str, as_of: date) -> Markup:
    """Draw a day: the shape of its first duty, and the number of duties where there are several."""
    count = fill("<b>× {}</b>", len(duties)) if len(duties) > 1 else Markup()
    return fill(
        '<i class="m-due m-duty-{}" style="left:{}" title="{}">{}</i>',
        duties[0].duty,
        _place(on, as_of),
        text,
        count,
    )


def _axis(ticks: Iterable[tuple[str, str]]) -> Markup:
    """Draw names at their places on the timeline."""
    drawn = Markup().join(fill('<span style="left:{}">{}</span>', place, name) for place, name in ticks)
    return fill(
        '<div class="m-time-line m-axis" aria-hidden="true"><span></span><span>{}</span></div>', drawn
    )


def _count_days(days: int, words: Words) -> str:
    return words.n("ahead.in_days", days) if days else words.t("deadline.today")


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
    several = fill("<li>{}</li>", words.t("ahead.several"))
    legend = words.t("overview.legend")
    return fill('<ul class="m-marks m-duties" aria-label="{}">{}{}</ul>', legend, items, several)
