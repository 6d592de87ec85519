"""The inputs for what a comparison asks for: this year's target, later years', and what is earned below it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.admin.parts import draft
from pages.admin.parts.draft import Data
from pages.admin.parts.forms import line_fields
from pages.admin.parts.forms.fields import FormFields

NUMBER, LAST_YEAR = "number", "last_year"
LATER = 2  # years after the plan's own whose targets may be told
HUNDRED = Decimal(100)


def pick_measure(fields: FormFields, test: Data) -> str:
    """Draw the choice between a target in figures and one that follows last year's result; return the code."""
    words = fields.words
    current = LAST_YEAR if draft.follows_last_year(test["target"]) else NUMBER
    return fields.pick(
        "measure", current, (NUMBER, LAST_YEAR), lambda code: words.t(f"editor.measure.{code}")
    )


def draw_target(
    fields: FormFields, test: Data, measure: str, of: tuple[int, str], columns: Sequence[DeltaGenerator]
) -> None:
    """Draw this year's target in two columns, as a figure or as a change from last year's result."""
    if measure == NUMBER:
        if draft.find_number(test["target"], of[0]) is None:
            test["target"] = {"by_year": [{"year": of[0], "number": ""}]}
        draw_number(fields, test, "target", of, columns)
        return
    given = test["target"] if draft.follows_last_year(test["target"]) else {}
    change: Data = {"change": draft.make_percent(Decimal(given.get("factor", 1)) - 1)}
    with columns[0]:
        fields.number(change, "change")
    reading = {name: test["value"][name] for name in ("indicator", "over") if test["value"].get(name)}
    test["target"] = {**reading, "offset": -1}
    if change["change"] != 0:
        said = change["change"]
        test["target"]["factor"] = 1 + said / HUNDRED if isinstance(said, int | Decimal) else said


def draw_number(
    fields: FormFields, test: Data, side: str, of: tuple[int, str], columns: Sequence[DeltaGenerator]
) -> None:
    """Draw a year's number in two columns: the number with the unit, and whether it is provisional."""
    year, unit = of
    table = draft.find_number(test[side], year)
    assert table is not None
    mark: Data = {"provisional": bool(table.get("provisional"))}
    with columns[0]:
        fields.number(table, "number", name=side, unit=unit)
    with columns[1]:
        fields.below(side).flag(mark, "provisional")
    draft.set_number(test[side], year, table["number"], provisional=bool(mark.get("provisional")))


def draw_more(fields: FormFields, test: Data, measure: str, of: tuple[int, str]) -> None:
    """Draw the targets of later years, from where a part is earned, and what the institution itself expects."""
    year, unit = of
    columns = st.columns(LATER + 2, vertical_alignment="bottom")
    if measure == NUMBER:
        for later, column in zip(range(year + 1, year + 1 + LATER), columns, strict=False):
            with column:
                _draw_later(fields, test, later, of)
    for key, column in zip(("partial_from", "expected"), columns[LATER:], strict=True):
        with column:
            _draw_side(fields, test, key, unit, hidden=key == "partial_from" and "steps" in test)
    if "partial_from" not in test:
        line_fields.draw_levels(fields, test)


def _draw_later(fields: FormFields, test: Data, year: int, of: tuple[int, str]) -> None:
    """Draw the target of a later year; left empty, there is none."""
    target, words = test["target"], fields.words
    steps = target.get("by_year", [])
    there = next((step for step in steps if step["year"] == year), None)
    if there is not None and "number" not in there:
        return  # only a text can say it
    step: Data = dict(there or {})
    label = words.t("editor.target_of", year=year)
    fields.optional_number(step, "number", name=f"target {year}", label=label, unit=of[1])
    if step.get("number") == (there or {}).get("number"):
        return
    draft.set_step(target, of[0], year, step)


def _draw_side(fields: FormFields, test: Data, key: str, unit: str, *, hidden: bool) -> None:
    given = test.get(key)
    if hidden or (given is not None and set(given) != {"number"}):
        return  # only a text can say it
    side = dict(given or {})
    fields.optional_number(side, "number", name=key, unit=unit)
    draft.put_value(test, key, side if "number" in side else None)
