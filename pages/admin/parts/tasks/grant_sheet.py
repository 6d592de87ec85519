"""The roles people hold, as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from metrics.access import Grant
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from words.administration.grant_line import write_scope
from words.language import Words

MOST_SHOWN = 200

Held = tuple[str, Grant]
"""A person's address, and a grant they hold."""


def draw_grants(
    found: Sequence[Held],
    institutions: Mapping[str, str],
    link: Callable[[int], str],
    today: date,
    words: Words,
) -> Markup:
    """Draw a row for each grant with the link to take it back; say in words where there is none."""
    if not found:
        return fill('<p class="m-none">{}</p>', words.t("grant.none"))
    columns = [
        Column(words.t("grant.person")),
        Column(words.t("grant.role")),
        Column(words.t("grant.scope")),
        Column(words.t("grant.start")),
        Column(words.t("grant.end")),
        Column(words.t("grant.revoke"), quiet=True),
    ]
    rows: list[list[Cell]] = []
    for person, given in found[:MOST_SHOWN]:
        role = words.t(f"role.{given.role}")
        named = words.t("grant.revoke_of", role=role, person=person)
        rows.append(
            [
                person,
                role,
                write_scope(given, institutions, words),
                words.date_short(given.start) + _mark(given, today, words),
                words.date_short(given.end) if given.end else words.t("grant.no_end"),
                marks.draw_link(link(given.number), words.t("grant.revoke"), label=named),
            ]
        )
    table = draw_table(columns, rows, words.n("grant.found", len(found)), show_caption=True)
    return table + _draw_rest(len(found), words)


def _mark(given: Grant, today: date, words: Words) -> Markup:
    if given.start > today:
        return marks.draw_badge(words.t("grant.coming"))
    if given.is_over(today):
        return marks.draw_badge(words.t("grant.over"))
    return Markup()


def _draw_rest(count: int, words: Words) -> Markup:
    """Say that there are more than are shown."""
    if count <= MOST_SHOWN:
        return Markup()
    return fill('<p class="m-none">{}</p>', words.n("grant.more", count - MOST_SHOWN))
