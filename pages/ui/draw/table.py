"""Accessible tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from pages.ui.draw.html import Cell, fill
from pages.ui.draw.marks import draw_hidden


@dataclass(frozen=True, slots=True)
class Column:
    """A column: numbers are aligned right, a quiet heading is for screen readers only."""

    title: Cell
    numeric: bool = False
    quiet: bool = False


def draw_table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    caption: str,
    *,
    show_caption: bool = False,
    classes: str = "",
) -> Markup:
    """Draw a table whose rows are headed by their first cell; it scrolls on a narrow screen, by keyboard too."""
    heads = Markup().join(_head(column) for column in columns)
    body = Markup().join(_row(columns, row) for row in rows)
    kind = Markup() if show_caption else Markup(' class="m-hidden"')
    title = fill("<caption{}>{}</caption>", kind, caption)
    return fill(
        '<div class="m-scroll" role="region" aria-label="{}" tabindex="0"><table role="table" class="m-table {}">'
        '{}<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table></div>',
        caption,
        classes,
        title,
        heads,
        body,
    )


def draw_skippable(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], caption: str, skip: str, *, classes: str = ""
) -> Markup:
    """Draw a long table below a link past it, called `skip`, that shows while it has the focus."""
    table = draw_table(columns, rows, caption, classes=classes)
    past = '<a class="m-skip" href="#m-after">{}</a>{}<span id="m-after" tabindex="-1"></span>'
    return fill(past, skip, table)


def _head(column: Column) -> Markup:
    kind = Markup(' class="m-number"') if column.numeric else Markup()
    title = draw_hidden(str(column.title)) if column.quiet else escape(column.title)
    return fill('<th scope="col" role="columnheader"{}>{}</th>', kind, title)


def _row(columns: Sequence[Column], cells: Sequence[Cell]) -> Markup:
    drawn = Markup()
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        tag = Markup('th scope="row" role="rowheader"') if place == 0 else Markup('td role="cell"')
        kind = Markup(' class="m-number"') if column.numeric else Markup()
        label = fill(' data-label="{}"', column.title) if place and not column.quiet and cell else Markup()
        # On a telephone a cell's label stands beside what is in it, which is one thing however many parts it has.
        held = fill("<div>{}</div>", cell) if place and isinstance(cell, Markup) and "<" in cell else cell
        drawn += fill("<{}{}{}>{}</{}>", tag, kind, label, held, tag[:2])
    return fill('<tr role="row">{}</tr>', drawn)
