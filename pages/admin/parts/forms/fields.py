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
from pages.admin.parts.forms.form_typing import FormTyping, InputField
from pages.ui.widgets import keep_typed
from words.language import Words

PAUSE = "1s"  # without a sign typed, after which what is typed is kept
YES = "1"


@dataclass(frozen=True, slots=True)
class FormFields:
    """The inputs of one form, each kept by `typing` as it is left; without it, for as long as the form is shown.

    A key whose input is untouched keeps its value to the last digit.
    """

    words: Words
    place: str
    typing: FormTyping | None = None
    path: str = ""

    def below(self, part: str) -> FormFields:
        """Return the inputs of a part of the form."""
        return replace(self, path=f"{self.path}{part}|")

    def text(self, table: Data, key: str, *, lines: int = 0, label: str = "", hint: str = "") -> None:
        """Draw an input for a text, several lines high where `lines` is given, with the key of a hint."""
        shown = str(table.get(key, ""))
        name = label or self._label(key)
        told: dict[str, Any] = {"help": self.words.t(f"editor.hint.{hint}")} if hint else {}

        def draw(text: str, **named: Any) -> str:
            if lines:
                return str(st.text_area(name, text, height=24 * lines + 24, **named, **told) or "")
            return self._draw_line(name, text, **named, **told)

        typed = self._draw(key, name, shown, draw)
        if typed != shown:
            draft.put_value(table, key, typed)

    def number(self, table: Data, key: str, *, name: str = "", label: str = "", unit: str = "") -> str:
        """Draw an input for a number and return what was typed; other text is left for the check to refuse."""
        shown = draft.write_input(table.get(key), self.words)
        typed = self._typed(name or key, shown, label, unit)
        if typed != shown or not typed:
            table[key] = draft.read_typed_number(typed, unit)
        return typed

    def optional_number(
        self, table: Data, key: str, *, name: str = "", label: str = "", unit: str = ""
    ) -> None:
        """Draw an input for a number that may be left empty, and then is none."""
        if not self.number(table, key, name=name, label=label, unit=unit):
            table.pop(key, None)

    def whole(self, table: Data, key: str, default: int | None = None) -> None:
        """Draw an input for a whole number."""
        shown = draft.write_input(table.get(key, default), self.words)
        typed = self._typed(key, shown, "", "")
        if typed != shown:
            draft.put_value(table, key, draft.read_typed_whole(typed), default)

    def day(self, table: Data, key: str, *, label: str = "") -> None:
        """Draw an input for a day."""
        given = table.get(key)
        shown = given.isoformat() if isinstance(given, date) else ""
        name = label or self._label(key)

        def draw(day: date | None, **named: Any) -> date | None:
            return st.date_input(
                name,
                day,
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                format=self.words.language.calendar,
                **named,
            )

        picked = self._draw(key, name, shown, draw, read=_read_day, write=_write_day)
        draft.put_value(table, key, _read_day(picked))

    def flag(self, table: Data, key: str, *, default: bool = False, label: str = "") -> None:
        """Draw a checkbox."""
        ticked = self._tick(key, label or self._label(key), given=bool(table.get(key, default)))
        draft.put_value(table, key, ticked, default)

    def ticked(self, key: str, label: str) -> bool:
        """Draw a checkbox about the form itself, such as whether to remove a part; return whether it is ticked."""
        return self._tick(key, label, given=False)

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
        picked = self.pick(name or key, current, options, shown)
        if picked != current:
            draft.put_value(table, key, picked, default)

    def pick(self, key: str, current: str, options: Sequence[str], shown: Callable[[str], str]) -> str:
        """Draw a choice among codes and return the one picked."""
        known, label = [str(code) for code in options], self._label(key)

        def say(code: str) -> str:
            return shown(code) if code in known else code

        def draw(code: str, **named: Any) -> str:
            codes = list(dict.fromkeys([*([] if current in known else [current]), *known]))
            codes += [] if code in codes else [code]
            return str(st.selectbox(label, codes, codes.index(code), format_func=say, **named))

        return self._draw(key, label, current, draw, say=say)

    def _tick(self, key: str, label: str, *, given: bool) -> bool:
        def draw(ticked: bool, **named: Any) -> bool:
            return st.checkbox(label, ticked, **named)

        typed = self._draw(
            key, label, YES if given else "", draw, read=bool, write=_write_tick, say=self._say_tick
        )
        return typed == YES

    def _typed(self, key: str, shown: str, label: str, unit: str) -> str:
        name = label or self._label(key)
        named = f"{name} ({unit})" if unit else name

        def draw(text: str, **kept: Any) -> str:
            return self._draw_line(named, text, **kept)

        return self._draw(key, named, shown, draw)

    def _draw_line(self, name: str, text: str, **named: Any) -> str:
        live: Any = PAUSE if self.typing else False
        return st.text_input(name, text, autocomplete="off", live=live, **named) or ""

    def _draw(
        self,
        key: str,
        label: str,
        shown: str,
        draw: Callable[..., Any],
        *,
        read: Callable[[str], Any] = str,
        write: Callable[[Any], str] = str,
        say: Callable[[str], str] = str,
    ) -> str:
        """Draw an input that stands at what was typed, else at what is `shown`; return what stands in it now."""
        name = f"{self.path}{key}"
        kept, typing = f"{self.place}|{name}", self.typing
        if typing is None:
            return write(draw(read(shown), **keep_typed(kept)))
        held = write(st.session_state[kept]) if kept in st.session_state else None
        stands = typing.find_standing(name, shown)

        def put(text: str) -> None:
            st.session_state[kept] = read(text)

        if typing.follow(name, shown, held):
            put(stands)
        typed = write(draw(read(stands), **keep_typed(kept)))
        typing.note(InputField(name, label, shown, say, put), typed)
        return typed

    def _say_tick(self, text: str) -> str:
        return self.words.t("word.yes" if text else "word.no")

    def _label(self, key: str) -> str:
        return self.words.t(f"editor.field.{key}")


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _write_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _write_tick(ticked: bool) -> str:
    return YES if ticked else ""
