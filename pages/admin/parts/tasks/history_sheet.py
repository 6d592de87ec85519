"""Institutions through time, as tables: their names and ministry areas, and what was recorded of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from metrics.periods import find_danish_day
from metrics.plan.institution_history import Histories, InstitutionChange
from pages.ui.draw.html import fill
from pages.ui.draw.table import Column, draw_table
from words.administration.institution_line import write_change, write_start
from words.language import Words


def draw_terms(histories: Histories, names: Mapping[str, str], words: Words) -> Markup:
    """Draw a row for each time in which an institution was called and belonged the same."""
    if not histories:
        return fill('<p class="m-none">{}</p>', words.t("history.no_institutions"))
    columns = [
        Column(words.t("history.name")),
        Column(words.t("history.since")),
        Column(words.t("overview.area")),
        Column(words.t("history.part_of")),
        Column(words.t("history.of")),
    ]
    rows = [
        [
            term.name,
            write_start(term.since, words),
            term.ministry_area,
            names.get(term.successor, term.successor) if term.successor else "",
            ", ".join(names[origin] for since, origin in histories[key].origins if since <= term.until),
        ]
        for key in sorted(histories, key=lambda key: names[key])
        for term in histories[key].terms
    ]
    return draw_table(columns, rows, words.t("history.terms"), show_caption=True)


def draw_changes(found: Sequence[InstitutionChange], names: Mapping[str, str], words: Words) -> Markup:
    """Draw what was recorded, the newest first; say in words where it is nothing."""
    title = fill('<h3 class="m-section">{}</h3>', words.t("history.changes"))
    if not found:
        return title + fill('<p class="m-none">{}</p>', words.t("history.none"))
    columns = [
        Column(words.t("history.change")),
        Column(words.t("course.reason")),
        Column(words.t("history.recorded")),
    ]
    newest = sorted(found, key=lambda one: one.recorded_at, reverse=True)
    rows = [
        [write_change(one, names, words), one.reason, words.date_short(find_danish_day(one.recorded_at))]
        for one in newest
    ]
    return title + draw_table(columns, rows, words.t("history.changes"))
