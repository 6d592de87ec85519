"""The year as a picture: the months around, a ring for each kind, a mark for each entry, and today's line.

Each mark is a link with a text. On a narrow screen the months stand below each other instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState
from metrics.wheel.wheel_places import WheelMark, find_line, find_name_place, list_radii, place_marks
from metrics.wheel.year_wheel import count_kinds
from pages.status.parts.wheel.wheel_reads import WheelView
from pages.ui.draw import marks, theme
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer
from words.directions.wheel_line import (
    describe_wheel,
    find_entry_page,
    name_entry,
    name_whose,
    write_entry_state,
)
from words.language import Words

_SIZE = 1000


def draw_picture(view: WheelView, entries: Sequence[WheelEntry], as_of: date, writer: Writer) -> Markup:
    """Draw the wheel of the entries, and the same months as a list for a narrow screen."""
    words = writer.words
    said = describe_wheel(view.subject.name, view.year, entries, words)
    today = as_of if as_of.year == view.year else None
    parts = [_draw_lines(entries), _draw_months(view.year, words), _draw_hub(view.year, len(entries), words)]
    if today:
        parts.append(_draw_today(today, words))
    parts += [_draw_mark(mark, view, writer) for mark in place_marks(entries)]
    wheel = fill('<div class="m-wheel" role="group" aria-label="{}">{}</div>', said, Markup().join(parts))
    year = fill('<ol class="m-year" aria-label="{}">{}</ol>', said, _draw_year(view, entries, today, writer))
    return fill('<div class="m-wheel-page">{}{}{}</div>', wheel, year, draw_wheel_legend(entries, words))


def draw_wheel_legend(entries: Sequence[WheelEntry], words: Words) -> Markup:
    """Draw the shape of each kind there is, from the outer ring inwards, and what else is drawn."""
    items = Markup().join(
        fill("<li>{}{}</li>", draw_kind(kind), words.t(f"wheel.kind_{kind}")) for kind in count_kinds(entries)
    )
    late = any(entry.state is WheelState.LATE for entry in entries)
    rest = [
        fill('<li><b class="m-wheel-late">!</b>{}</li>', words.t("wheel.legend_late")) if late else "",
        fill("<li><b>2</b>{}</li>", words.t("wheel.legend_several")),
    ]
    return fill(
        '<ul class="m-marks m-wheel-legend" aria-label="{}">{}{}</ul>',
        words.t("overview.legend"),
        items,
        Markup().join(rest),
    )


def draw_kind(kind: WheelKind) -> Markup:
    """Draw the shape of a kind."""
    return fill('<i class="m-due m-wheel-{}"></i>', kind)


def _draw_lines(entries: Sequence[WheelEntry]) -> Markup:
    """Draw the rings and the lines between the months, behind everything."""
    radii = list_radii(list(count_kinds(entries)))
    circles = "".join(
        f"<circle cx='500' cy='500' r='{radius * 10:.1f}' fill='none' stroke='#000' stroke-width='{width}'/>"
        for radius, width in zip(radii, [2, *[1] * len(radii)], strict=False)
    )
    spokes = "".join(_write_line(date(2025, month, 1)) for month in range(1, 13))
    drawing = f"{circles}<path d='{spokes}' stroke='#000' stroke-width='1'/>"
    return fill('<i class="m-wheel-lines" style="--draw:{}"></i>', theme.encode_svg(drawing, _SIZE, _SIZE))


def _draw_today(day: date, words: Words) -> Markup:
    drawing = f"<path d='{_write_line(day)}' stroke='#000' stroke-width='3'/>"
    line = fill('<i class="m-wheel-today" style="--draw:{}"></i>', theme.encode_svg(drawing, _SIZE, _SIZE))
    text = words.t("wheel.today", date=words.date_short(day))
    return line + _put("m-wheel-now", find_line(day)[1], fill("{}", text))


def _draw_months(year: int, words: Words) -> Markup:
    drawn = Markup()
    for month in range(1, 13):
        first = date(year, month, 1)
        drawn += _put("m-wheel-month", find_name_place(first), fill("{}", words.month(first)))
    return fill('<span aria-hidden="true">{}</span>', drawn)


def _draw_hub(year: int, count: int, words: Words) -> Markup:
    text = fill("<b>{}</b><small>{}</small>", year, words.n("wheel.entries", count))
    return fill('<span class="m-wheel-hub" aria-hidden="true">{}</span>', text)


def _put(kind: str, place: tuple[float, float], body: Markup) -> Markup:
    return fill('<span class="{}" style="left:{}%;top:{}%">{}</span>', kind, *_round(place), body)


def _round(place: tuple[float, float]) -> tuple[str, str]:
    return f"{place[0]:.2f}", f"{place[1]:.2f}"


def _write_line(day: date) -> str:
    """Write the line at a day as a path."""
    (x, y), (end_x, end_y) = find_line(day)
    return f"M{x * 10:.1f} {y * 10:.1f}L{end_x * 10:.1f} {end_y * 10:.1f}"


def _draw_mark(mark: WheelMark, view: WheelView, writer: Writer) -> Markup:
    """Draw a mark that leads to what it stands for; of several to their month in the table."""
    link = _draw_link(mark.kind, mark.entries, view, writer)
    return fill('<span class="m-wheel-mark" style="left:{}%;top:{}%">{}</span>', *_round(mark.place), link)


def _draw_link(kind: WheelKind, entries: Sequence[WheelEntry], view: WheelView, writer: Writer) -> Markup:
    late = any(entry.state is WheelState.LATE for entry in entries)
    body = draw_kind(kind)
    if len(entries) > 1:
        body += fill("<b>{}</b>", len(entries))
    if late:
        body += Markup('<b class="m-wheel-late">!</b>')
    key, query = (
        find_entry_page(entries[0])
        if len(entries) == 1 and kind is not WheelKind.DUTY
        else ("wheel", _find_month(entries[0], view))
    )
    label = "; ".join(_tell(entry, view, writer) for entry in entries)
    return fill(
        '<a href="{}" data-nav="1" aria-label="{}" title="{}">{}</a>',
        writer.link(key, **query),
        label,
        label,
        body,
    )


def _find_month(entry: WheelEntry, view: WheelView) -> dict[str, str]:
    month, year = str(entry.day.month), str(view.year)
    return {**view.subject.query, "year": year, "kind": entry.kind.value, "month": month}


def _tell(entry: WheelEntry, view: WheelView, writer: Writer) -> str:
    words = writer.words
    whose = f"{name_whose(entry, writer.catalogue)}: " if view.subject.area else ""
    what, state = name_entry(entry, words), write_entry_state(entry, words)
    return f"{words.date(entry.day)}: {whose}{what} ({state})"


def _draw_year(view: WheelView, entries: Sequence[WheelEntry], today: date | None, writer: Writer) -> Markup:
    """Draw a line for each month, with the marks of its kinds."""
    drawn = Markup()
    for month in range(1, 13):
        first = date(view.year, month, 1)
        own = [entry for entry in entries if entry.day.month == month]
        here = Markup(' aria-current="date"') if today and today.month == month else Markup()
        links = Markup().join(_draw_kinds(own, view, writer))
        name = marks.draw_hidden(writer.words.month_name(first)) + fill(
            '<span aria-hidden="true">{}</span>', writer.words.month(first)
        )
        drawn += fill("<li{}><span>{}</span><span>{}</span></li>", here, name, links)
    return drawn


def _draw_kinds(own: Sequence[WheelEntry], view: WheelView, writer: Writer) -> Iterator[Markup]:
    for kind in count_kinds(own):
        yield _draw_link(kind, [entry for entry in own if entry.kind is kind], view, writer)
