"""The year as HTML beside its picture: one sentence, and the months with what is on in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from metrics.access import Role
from metrics.status import Status
from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState
from pages.status.parts.duties import duty_sheet
from pages.status.parts.wheel.wheel_picture import draw_kind
from pages.status.parts.wheel.wheel_reads import WheelView
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.directions.wheel_line import (
    find_entry_page,
    group_months,
    name_entry,
    name_whose,
    write_entry_day,
    write_entry_state,
    write_summary,
)
from words.language import Words

_SHAPES = {
    WheelState.DONE: Status.MET,
    WheelState.AHEAD: Status.NOT_DUE,
    WheelState.LATE: Status.OVERDUE_DATA,
    WheelState.OPEN: Status.NOT_DUE,
    WheelState.PASSED: Status.UNKNOWN,
}
"""The shape of each state, told apart by the word beside it."""
_OWES = {
    WheelKind.REPORT: Role.REPORTER,
    WheelKind.DIRECTION: Role.REPORTER,
    WheelKind.SETTLEMENT: Role.HEAD,
}
"""Who answers for what no document says it of."""


def draw_wheel_trail(view: WheelView, writer: Writer, *, has_plans: bool) -> Markup:
    """Draw the links to the years on either side, and to the institution where it has yearly plans."""
    institution = writer.link("institution", institution=view.subject.institution)
    links = [
        *([marks.draw_link(institution, view.subject.name)] if has_plans else []),
        *(
            marks.draw_link(writer.link("wheel", **view.subject.query, year=str(year)), str(year))
            for year in (view.year - 1, view.year + 1)
        ),
    ]
    return marks.draw_trail(links, writer.words.t("wheel.trail"))


def draw_wheel_summary(view: WheelView, words: Words) -> Markup:
    """Draw one sentence: how many there are of each kind in the year, what is done, and what is late."""
    return fill('<p class="m-sentence">{}</p>', write_summary(view.year, view.entries, view.before, words))


def draw_entries(
    view: WheelView, entries: Sequence[WheelEntry], before: Sequence[WheelEntry], writer: Writer
) -> Markup:
    """Draw what is on, month by month, with what is open from before the year first."""
    words = writer.words
    names = (
        "wheel.day",
        "wheel.what",
        "wheel.whose" if view.subject.area else "direction.owner",
        "plan.status",
    )
    rows = [
        row
        for title, found in group_months(view.year, entries, before, words)
        for row in _draw_group(title, found, view, writer)
    ]
    title = words.t("wheel.times", year=view.year)
    return draw_table([Column(words.t(name)) for name in names], rows, title, show_caption=True)


def _draw_group(
    title: str, found: Sequence[WheelEntry], view: WheelView, writer: Writer
) -> Iterator[list[Cell]]:
    words = writer.words
    yield [fill("<b>{}</b>", title), "", "", ""]
    for entry in found:
        yield [
            write_entry_day(entry, words),
            _draw_what(entry, view, writer),
            _draw_owner(entry, view, writer),
            _draw_state(entry, words),
        ]


def _draw_what(entry: WheelEntry, view: WheelView, writer: Writer) -> Markup:
    words = writer.words
    key, query = find_entry_page(entry)
    name = name_entry(entry, words)
    # A duty is told of further down on the page of its institution.
    here = entry.kind is WheelKind.DUTY and not view.subject.area
    what: Cell = fill("{}", name) if here else marks.draw_link(writer.link(key, **query), name)
    trigger = entry.standing.occurrence.trigger if entry.standing and entry.standing.occurrence else None
    below = [
        *([words.t("wheel.kind_duty")] if entry.kind is WheelKind.DUTY else []),
        *([trigger.note] if trigger and trigger.note else []),
    ]
    told = Markup().join(fill('<span class="m-rule">{}</span>', line) for line in below)
    return fill('<span class="m-wheel-what">{}<span>{}{}</span></span>', draw_kind(entry.kind), what, told)


def _draw_owner(entry: WheelEntry, view: WheelView, writer: Writer) -> Cell:
    words = writer.words
    if entry.standing:
        owner = entry.standing.duty.owner or words.t("direction.no_owner")
    else:
        role = _OWES.get(entry.kind)
        owner = words.t(f"owed.by_{role}") if role else ""
    if not view.subject.area:
        return owner
    below = fill('<span class="m-rule">{}</span>', owner) if owner else ""
    return fill("<span>{}{}</span>", name_whose(entry, writer.catalogue), below)


def _draw_state(entry: WheelEntry, words: Words) -> Markup:
    if entry.standing:
        return duty_sheet.draw_standing(entry.standing, words)
    return draw_status(_SHAPES[entry.state], words, label=write_entry_state(entry, words))
