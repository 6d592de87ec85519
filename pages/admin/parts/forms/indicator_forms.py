"""The forms of an indicator: a new one that a criterion needs, and one that nothing but drafts uses."""

from __future__ import annotations

from collections.abc import Container

import streamlit as st

from metrics.periods import Frequency
from metrics.plan.drafting.keys import make_key
from metrics.plan.terms import Better, SeriesOwner, Unit
from pages.admin.parts import editor_sheet
from pages.admin.parts.draft import Data
from pages.admin.parts.forms.fields import FormFields
from pages.admin.parts.forms.form_scope import FormScope
from pages.ui import screen

EARLIER = 3  # years of results that may be told with a new indicator


def draw_new_indicator(
    fields: FormFields, scope: FormScope, taken: Container[str]
) -> tuple[Data, list[Data]]:
    """Draw the form of a new indicator; return its definition, and the results of earlier years."""
    row: Data = {"institution": scope.institution}
    screen.draw(editor_sheet.draw_note(fields.words.t("editor.new_indicator_note")))
    draw_indicator(fields, row)
    row["id"] = make_key(row.get("name", ""), taken)
    return row, _draw_earlier(fields, row, scope)


def draw_indicator(fields: FormFields, row: Data) -> None:
    """Draw the inputs for an indicator, changing it in place."""
    words = fields.words
    left, middle, right = st.columns([4, 2, 2])
    with left:
        fields.text(row, "name")
    row.setdefault("unit", Unit.PERCENT.value)
    with middle:
        fields.choice(row, "unit", list(Unit), lambda code: words.t(f"unit_name.{code}"))
    with right:
        fields.whole(row, "decimals", 1)
    left, middle, right = st.columns([4, 2, 2])
    with left:
        fields.text(row, "definition", lines=2)
    with middle:
        fields.choice(
            row,
            "better",
            list(Better),
            lambda code: words.t(f"editor.better.{code}"),
            default=Better.HIGHER,
        )
    with right:
        fields.choice(
            row,
            "frequency",
            list(Frequency),
            lambda code: words.t(f"editor.frequency.{code}"),
            default=Frequency.YEAR,
        )
    left, right = st.columns([4, 4])
    with left:
        fields.choice(
            row,
            "owner",
            list(SeriesOwner),
            lambda code: words.t(f"editor.owner.{code}"),
            default=SeriesOwner.INSTITUTION,
        )
    with right:
        fields.text(row, "source", label=words.t("editor.figures_from"))


def _draw_earlier(fields: FormFields, row: Data, scope: FormScope) -> list[Data]:
    """Draw the inputs for the results of the years before the plan's, for a series that is told by the year."""
    words = fields.words
    if row.get("frequency", Frequency.YEAR) != Frequency.YEAR:
        screen.draw(editor_sheet.draw_note(words.t("editor.earlier_otherwise")))
        return []
    unit, told = words.t(f"unit_name.{row['unit']}"), []
    years = range(scope.year - EARLIER, scope.year)
    for year, column in zip(years, st.columns(EARLIER), strict=True):
        value: Data = {"indicator": row.get("id", ""), "institution": row["institution"], "period": str(year)}
        with column:
            label = words.t("editor.earlier", year=year)
            fields.optional_number(value, "value", name=f"earlier {year}", label=label, unit=unit)
        told += [value] if "value" in value else []
    return told
