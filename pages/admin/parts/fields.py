"""Inputs that each show one key of a table of plain data and put back what is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from metrics.plan.terms import FIRST_DAY, LAST_DAY
from pages.admin.parts import draft
from pages.admin.parts.draft import Data
from pages.ui.widgets import keep_typed
from words.language import Words


@dataclass(frozen=True, slots=True)
class FormFields:
    """The inputs of one form. What is typed is kept under `place` for as long as the form is shown.

    A key whose input is untouched keeps its value to the last digit.
    """

    words: Words
    place: str

    def below(self, part: str) -> FormFields:
        """Return the inputs of a part of the form."""
        return replace(self, place=f"{self.place}|{part}")

    def forget(self) -> None:
        """Forget what was typed, so that the form starts empty the next time."""
        for key in list(st.session_state):
            if str(key).startswith(f"{self.place}|"):
                del st.session_state[key]

    def text(self, table: Data, key: str, *, lines: int = 0, label: str = "", hint: bool = False) -> None:
        """Draw an input for a text, several lines high where `lines` is given."""
        shown = str(table.get(key, ""))
        named: dict[str, Any] = {**self._kept(key), "help": self._hint(key) if hint else None}
        if lines:
            typed = st.text_area(label or self._label(key), shown, height=24 * lines + 24, **named)
        else:
            typed = st.text_input(label or self._label(key), shown, autocomplete="off", **named)
        if typed != shown:
            draft.put_value(table, key, typed)

    def number(self, table: Data, key: str, *, name: str = "", label: str = "", unit: str = "") -> str:
        """Draw an input for a number and return what was typed; other text is left for the check to refuse."""
        shown = draft.write_input(table.get(key), self.words)
        typed = self._typed(name or key, shown, label, unit)
        if typed != shown or not typed:
            table[key] = draft.read_typed_number(typed, unit)
        return typed

    def whole(self, table: Data, key: str, default: int | None = None) -> None:
        """Draw an input for a whole number."""
        shown = draft.write_input(table.get(key, default), self.words)
        typed = self._typed(key, shown, "", "")
        if typed != shown:
            draft.put_value(table, key, draft.read_typed_whole(typed), default)

    def day(self, table: Data, key: str) -> None:
        """Draw an input for a day."""
        given = table.get(key)
        picked = st.date_input(
            self._label(key),
            given if isinstance(given, date) else None,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format=self.words.language.calendar,
            **self._kept(key),
        )
        draft.put_value(table, key, picked)

    def flag(self, table: Data, key: str, *, default: bool = False, label: str = "") -> None:
        """Draw a checkbox."""
        ticked = st.checkbox(label or self._label(key), bool(table.get(key, default)), **self._kept(key))
        draft.put_value(table, key, ticked, default)

    def ticked(self, key: str, label: str) -> bool:
        """Draw a checkbox about the form itself, such as whether to remove a part; return whether it is ticked."""
        return st.checkbox(label, **self._kept(key))

    def choice(
        self,
        table: Data,
        key: str,
        options: Sequence[str],
        shown: Callable[[str], str],
        *,
        default: str = "",
        name: str = "",
    ) -> None:
        """Draw a choice among codes, shown in words; a current code that is not among them is kept."""
        current = str(table.get(key, default))
        known = [str(code) for code in options]
        codes = known if current in known else [current, *known]
        picked = st.selectbox(
            self._label(name or key),
            codes,
            codes.index(current),
            format_func=lambda code: shown(code) if code in known else code,
            **self._kept(name or key),
        )
        if picked != current:
            draft.put_value(table, key, picked, default)

    def _typed(self, key: str, shown: str, label: str, unit: str) -> str:
        name = label or self._label(key)
        named = f"{name} ({unit})" if unit else name
        return st.text_input(named, shown, autocomplete="off", **self._kept(key)) or ""

    def _kept(self, key: str) -> dict[str, Any]:
        return keep_typed(f"{self.place}|{key}")

    def _label(self, key: str) -> str:
        return self.words.t(f"editor.field.{key}")

    def _hint(self, key: str) -> str:
        return self.words.t(f"editor.hint.{key}")
