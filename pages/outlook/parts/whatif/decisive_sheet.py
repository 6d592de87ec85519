"""The goals that decide the wanted total, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from metrics.whatif.pivotal import Pivot
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
        words.t("word.unknown") if pivot.p_met is None else words.likelihood(pivot.p_met, undecided=True),
        write_chance(missed, words),
        bar,
        write_chance(met, words),
    ]
