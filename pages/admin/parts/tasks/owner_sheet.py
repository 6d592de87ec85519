"""Who gives the figures of an institution's series, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from metrics.plan.model import Indicator
from metrics.plan.terms import SeriesOwner
from pages.ui.draw.html import Cell
from pages.ui.draw.table import Column, draw_table
from words.language import Words


def draw_owners(series: Iterable[Indicator], institution: str, words: Words) -> Markup:
    """Draw each series by its name, with who gives its figures today and where they are usually from."""
    columns = [
        Column(words.t(key)) for key in ("break.indicator", "editor.field.owner", "editor.figures_from")
    ]
    rows: list[list[Cell]] = [
        [one.name, _name_owner(one, words), one.source or ""]
        for one in sorted(series, key=lambda one: one.name)
    ]
    return draw_table(columns, rows, words.t("giving.of", institution=institution), show_caption=True)


def _name_owner(one: Indicator, words: Words) -> str:
    named = one.source if one.owner is SeriesOwner.CENTRAL else None
    return named or words.t(f"editor.owner.{one.owner}")
