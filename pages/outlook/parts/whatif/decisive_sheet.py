"""What decides the wanted total, as HTML: the decisive goals, and the sets of goals that reach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from markupsafe import Markup

from metrics.whatif.pivotal import Pivot
from metrics.whatif.ways import Way
from pages.outlook.parts.whatif.likelihood import write_chance
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from words.language import Words


def draw_sensitivity(
    pivotal: Sequence[Pivot], titles: Mapping[str, str], wanted: str, words: Words
) -> Markup:
    """Draw the goals that decide the wanted total, as bars from missed to met with their figures."""
    if not pivotal:
        return Markup()
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("whatif.stake"), numeric=True),
        Column(words.t("whatif.p_met"), numeric=True),
        Column(words.t("whatif.if_missed"), numeric=True),
        Column(words.t("whatif.range")),
        Column(words.t("whatif.if_met"), numeric=True),
    ]
    rows = [_pivot(pivot, titles[pivot.number], words) for pivot in pivotal]
    caption = words.t("whatif.sensitivity", points=wanted)
    return draw_table(columns, rows, caption, show_caption=True, classes="m-pivots")


def _pivot(pivot: Pivot, title: str, words: Words) -> list[Cell]:
    missed, met = pivot.missed.reaches, pivot.met.reaches
    low, high = min(*missed, *met), max(*missed, *met)
    said = words.t("whatif.alt_range", missed=write_chance(missed, words), met=write_chance(met, words))
    bar = fill(
        '<span class="m-range" role="img" aria-label="{}"><i style="left:{}%;width:{}%"></i></span>',
        said,
        f"{100 * low:.1f}",
        f"{100 * (high - low):.1f}",
    )
    return [
        f"{pivot.number} {title}",
        words.points(pivot.stake),
        words.t("word.unknown") if pivot.p_met is None else words.likelihood(pivot.p_met),
        write_chance(missed, words),
        bar,
        write_chance(met, words),
    ]


def draw_ways(
    found: Sequence[Way], titles: Mapping[str, str], wanted: Fraction, possible: Fraction, words: Words
) -> Markup:
    """Draw the sets of open goals that suffice, the easiest first; say why where there are none."""
    if not found:
        return fill('<p class="m-none">{}</p>', words.t("whatif.no_way"))
    if not found[0].goals:
        return fill('<p class="m-none">{}</p>', words.t("whatif.secured_already"))
    columns = [
        Column(words.t("whatif.way")),
        Column(words.t("whatif.total"), numeric=True),
        Column(words.t("whatif.chance"), numeric=True),
    ]
    rows = [
        [
            words.list([f"{number} {titles[number]}" for number in way.goals]),
            words.points(way.points, possible),
            words.t("word.unknown") if way.likelihood is None else words.likelihood(way.likelihood),
        ]
        for way in found
    ]
    return draw_table(
        columns, rows, words.t("whatif.ways", points=words.points(wanted, possible)), show_caption=True
    )
