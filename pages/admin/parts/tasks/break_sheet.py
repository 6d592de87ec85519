"""New definitions of an institution's series, as a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from markupsafe import Markup

from metrics.facts.breaks import Break
from metrics.periods import find_danish_day
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from words.language import Words


def draw_breaks(
    found: Sequence[Break],
    stand: Collection[Break],
    names: Mapping[str, str],
    owner: str,
    link: Callable[[Break], str],
    words: Words,
) -> Markup:
    """Draw all that was recorded, the newest first, with the link to retract what stands; say where it is nothing."""
    if not found:
        return fill('<p class="m-none">{}</p>', words.t("break.none", institution=owner))
    columns = [
        Column(words.t("break.indicator")),
        Column(words.t("break.from")),
        Column(words.t("break.note")),
        Column(words.t("history.recorded")),
        Column(words.t("break.retract"), quiet=True),
    ]
    rows: list[list[Cell]] = []
    for one in sorted(found, key=lambda one: one.recorded_at, reverse=True):
        name = names.get(one.indicator, one.indicator)
        label = words.t("break.retract_of", indicator=name, on=words.date(one.on))
        mark = marks.draw_badge(words.t("break.retracted")) if one.retracted else Markup()
        rows.append(
            [
                name,
                words.date_short(one.on),
                fill("{}{}", one.note, mark),
                words.date_short(find_danish_day(one.recorded_at)),
                marks.draw_link(link(one), words.t("break.retract"), label=label) if one in stand else "",
            ]
        )
    return draw_table(columns, rows, words.t("break.of", institution=owner), show_caption=True)
