"""Inputs for what a plan lists: notes, days of reports, and steps and words with what each earns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import streamlit as st

from pages.admin.parts import draft, editor_sheet
from pages.admin.parts.draft import Data
from pages.admin.parts.forms.fields import FormFields
from pages.ui import screen

HUNDRED = Decimal(100)


def draw_notes(fields: FormFields, data: Data) -> None:
    """Draw an input for a plan's notes, one a line."""
    before = "\n".join(data.get("notes", ()))
    table: Data = {"notes": before}
    fields.text(table, "notes", lines=3)
    if (typed := str(table.get("notes", ""))) != before:
        draft.put_value(data, "notes", [line.strip() for line in typed.splitlines() if line.strip()], [])


def draw_days(fields: FormFields, reporting: Data) -> None:
    """Draw an input for each day on which a report is due, and one more; without any, they are due by the quarter."""
    words, days = fields.words, list(reporting.get("dates", ()))
    screen.draw(editor_sheet.draw_note(words.t("editor.days_note")))
    picked: list[date] = []
    columns = st.columns(4)
    for place in range(len(days) + 4 - len(days) % 4):
        row: Data = {"day": days[place]} if place < len(days) else {}
        with columns[place % 4]:
            label = words.t("editor.field.report_day", number=place + 1)
            fields.below(f"day {place}").day(row, "day", label=label)
        picked += [row["day"]] if "day" in row else []
    draft.put_value(reporting, "dates", picked, [])


def draw_levels(fields: FormFields, test: Data) -> None:
    """Draw an input for the steps below a target, one a line: the value, and what it earns in percent."""
    steps = test.get("steps", [])
    if any(set(step) != {"target", "earns"} or set(step["target"]) != {"number"} for step in steps):
        return  # only a text can say them

    def make(value: str, earns: object) -> Data:
        return {"target": {"number": draft.read_typed_number(value)}, "earns": earns}

    written = [(draft.write_input(step["target"]["number"], fields.words), step["earns"]) for step in steps]
    _draw_earning(fields, test, "steps", written, make)


def draw_scale(fields: FormFields, test: Data) -> None:
    """Draw an input for the words of an assessment, one a line, and what each earns in percent."""
    scale = test.get("scale", [])
    if isinstance(scale, str):
        return  # the plan's own, which only a text can change

    def make(word: str, earns: object) -> Data:
        return {"word": word, "earns": earns}

    _draw_earning(fields, test, "scale", [(point["word"], point["earns"]) for point in scale], make)


def _draw_earning(
    fields: FormFields,
    test: Data,
    key: str,
    written: Sequence[tuple[str, Decimal | int]],
    make: Callable[[str, object], Mapping[str, object]],
) -> None:
    words = fields.words
    before = "\n".join(
        f"{what}: {draft.write_input(draft.make_percent(earns), words)}" for what, earns in written
    )
    table: Data = {key: before}
    fields.text(table, key, lines=3, hint=key)
    typed = str(table.get(key, ""))
    if typed == before:
        return
    lines = [line.rpartition(":") for line in typed.splitlines() if line.strip()]
    rows = [make(what.strip(), _read_percent(earns.strip())) for what, _, earns in lines]
    draft.put_value(test, key, rows, [])


def _read_percent(text: str) -> Decimal | str:
    """Read a share given in percent; return the text itself, for the check to refuse, where it is none."""
    number = draft.read_typed_number(text.removesuffix("%").removesuffix("pct.").strip())
    return number / HUNDRED if isinstance(number, Decimal) else text
