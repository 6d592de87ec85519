"""Ministry areas as one table: of each how its institutions are likely to end, where its goals stand, what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from metrics.status import Status
from pages.status.parts.areas.area_brief import SHARES, AreaBrief, Order, rank_areas
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_skippable
from pages.ui.draw.writer import Writer
from words import criteria, headline
from words.language import Words
from words.standing import write_status


def draw_areas(areas: Sequence[AreaBrief], order: Order, writer: Writer) -> Markup:
    """Draw what there is in all, and a row for each area, which leads to its institutions."""
    words = writer.words
    columns = [
        Column(words.t("overview.area")),
        Column(words.t("areas.institutions"), numeric=True),
        Column(words.t("areas.below")),
        Column(words.t("areas.bins", bins=_write_bins(words))),
        Column(words.t("areas.goals")),
        Column(words.t("areas.late"), numeric=True),
        Column(words.t("areas.missing"), numeric=True),
        Column(words.t("areas.next_report")),
    ]
    rows = [_row(area, areas, writer) for area in rank_areas(areas, order)]
    table = draw_skippable(columns, rows, words.t("areas.table"), words.t("table.skip"), classes="m-areas")
    lead = fill('<p class="m-lead">{}{}</p>', _write_all(areas, words), draw_fictional_all(areas, writer))
    middle = any(one.total is None and one.share is not None for area in areas for one in area.newest)
    note = fill('<p class="m-none">{}</p>', words.t("areas.middle")) if middle else Markup()
    return lead + table + note


def draw_fictional_all(areas: Iterable[AreaBrief], writer: Writer) -> Markup:
    """Draw the mark of fictional data, once, where all areas are."""
    every = all(_is_fictional(area, writer) for area in areas)
    return marks.draw_fictional(writer.words, fictional=every)


def draw_area_link(area: AreaBrief, areas: Iterable[AreaBrief], writer: Writer) -> Markup:
    """Draw an area as a link to its institutions, marked where it alone of all areas is fictional."""
    link = marks.draw_link(writer.link("overview", area=area.name), area.name)
    alone = _is_fictional(area, writer) and not all(_is_fictional(one, writer) for one in areas)
    return link + marks.draw_fictional(writer.words, fictional=alone)


def draw_statuses(statuses: Mapping[Status, int], words: Words) -> Markup:
    """Draw how many goals stand where, as the mark of each status and a number."""
    drawn = (
        fill(
            '<span class="m-status" title="{}"><span class="m-mark m-{}"></span>{}{}</span>',
            name := write_status(status, words, over=False),
            status.replace("_", "-"),
            words.number(statuses[status]),
            marks.draw_hidden(f" {name}"),
        )
        for status in Status
        if statuses.get(status)
    )
    return fill('<span class="m-counts">{}</span>', Markup(" ").join(drawn))


def write_count(count: int, words: Words) -> str:
    """Write how many there are, or that there are none."""
    return words.number(count) if count else criteria.NOTHING


def _write_all(areas: Sequence[AreaBrief], words: Words) -> str:
    parts = [
        words.n("overview.plans", sum(len(area.institutions) for area in areas)),
        words.n("areas.areas", len(areas)),
        words.n("overview.goals", sum(sum(area.statuses.values()) for area in areas)),
        words.n("areas.late_in_all", sum(area.late for area in areas)),
        words.n("areas.missing_in_all", sum(area.missing for area in areas)),
    ]
    return " · ".join(parts)


def _is_fictional(area: AreaBrief, writer: Writer) -> bool:
    return writer.catalogue.institutions[area.plans[0].plan.institution].fictional


def _row(area: AreaBrief, areas: Sequence[AreaBrief], writer: Writer) -> list[Cell]:
    words = writer.words
    return [
        draw_area_link(area, areas, writer),
        words.number(len(area.institutions)),
        _draw_below(area, words),
        _draw_bins(area, words),
        draw_statuses(area.statuses, words),
        write_count(area.late, words),
        write_count(area.missing, words),
        words.date_short(area.next_report) if area.next_report else criteria.NOTHING,
    ]


def _draw_below(area: AreaBrief, words: Words) -> Markup:
    """Draw how many institutions are likely to end below, and how many are not counted since a goal has no forecast."""
    parts = []
    if area.likely:
        figure, _ = headline.write_below(area.likely, area.counted, area.enough, words)
        parts.append(words.t("areas.below_limit", figure=figure, enough=words.points(area.enough)))
    elif area.counted:
        parts.append(words.t("areas.too_early"))
    if area.silent:
        parts.append(words.n("areas.unforeseen", area.silent))
    return Markup("<br>").join(parts) if parts else fill("{}", criteria.NOTHING)


def _write_bins(words: Words) -> str:
    """Write the bins, lowest first, as they stand above the bars."""
    between = (
        words.t("headline.between", low=words.number(low), high=words.number(high))
        for low, high in pairwise(SHARES)
    )
    first, last = words.number(SHARES[0]), words.number(SHARES[-1])
    return " · ".join(
        [words.t("areas.bin_below", limit=first), *between, words.t("areas.bin_above", limit=last)]
    )


def _draw_bins(area: AreaBrief, words: Words) -> Markup:
    """Draw how many institutions are in each bin as figures above small bars."""
    if not any(area.bins):
        return fill("{}", criteria.NOTHING)
    bars = Markup().join(
        fill(
            '<span>{}<i style="--share:{}"></i></span>',
            words.number(count),
            f"{count / len(area.newest):.2f}",
        )
        for count in area.bins
    )
    return fill('<span class="m-mini">{}</span>', bars)
