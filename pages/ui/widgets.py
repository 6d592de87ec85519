"""Controls that every page uses in the same way, and what is told of what was entered in them.

A choice of what to see stands in the address, so that a link, a reload and the back button show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from metrics.errors import Problem
from metrics.periods import read_day
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from pages.ui.draw import marks
from words.language import LANGUAGES, Words
from words.problems import describe_problem

Followed = TypeVar("Followed")


def keep_typed(key: str) -> dict[str, Any]:
    """The name of an input in a form, and that what was sent in it stays when the page could not be drawn."""
    return {"key": key, "persist_state": "page"}


def follow_address(key: str, value: Followed) -> Followed:
    """Let a control show what the address says. The value is to be given to the control as its usual one too.

    A browser that draws the control for the first time only after a second run has not been told of the first, in
    which the value was set: it would draw the usual value while the page goes by the address.
    """
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return value


def follow_day(key: str, day: date | None) -> None:
    """As `follow`, for a control of days: it is told at every run, since one with a usual value cannot be cleared."""
    st.session_state[key] = day


def draw_choice(name: str, label: str, options: Sequence[str], shown: Callable[[str], str]) -> str:
    """A select box over codes, the first of them the usual one. The code stands in the address, never its text.

    An unknown code in the address gives the usual one; `unknown` tells it so that the page can say so.
    """
    asked = st.query_params.get(name, options[0])
    chosen = asked if asked in options else options[0]

    def write() -> None:
        picked = st.session_state[name]
        if picked == options[0]:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = picked

    place = options.index(follow_address(name, chosen))
    st.selectbox(label, options, place, key=name, format_func=shown, on_change=write, width=320)
    return chosen


def ask_day(name: str, label: str, lang: str) -> date | None:
    """A day that may be left out. It stands in the address, where what is no day counts as left out."""
    asked = read_day(st.query_params.get(name, ""))
    chosen = asked if asked and FIRST_DAY <= asked <= LAST_DAY else None

    def write() -> None:
        picked = st.session_state[name]
        if picked is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = picked.isoformat()

    follow_day(name, chosen)
    st.date_input(
        label,
        value=None,
        key=name,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format=LANGUAGES[lang].calendar,
        on_change=write,
        width=200,
    )
    return chosen


def find_unknown(name: str, options: Sequence[str]) -> str | None:
    """What the address asks for where it is not among the options, else None."""
    asked = st.query_params.get(name)
    return asked if asked is not None and asked not in options else None


def enter_day(label: str, usual: date, lang: str, key: str) -> date:
    """A day to be entered."""
    shown: dict[str, Any] = {"format": LANGUAGES[lang].calendar, "width": 200, **keep_typed(key)}
    found = st.date_input(label, usual, min_value=FIRST_DAY, max_value=LAST_DAY, **shown)
    return found if isinstance(found, date) else usual


def show_refused(problems: Sequence[Problem], labels: Mapping[str, str], words: Words) -> None:
    """Everything wrong with what was entered, at once, by the labels of the controls; what was typed stays."""
    named = [replace(problem, place=labels.get(problem.place, problem.place)) for problem in problems]
    lines = [describe_problem(problem, words) for problem in named]
    st.html(marks.draw_problems(words.n("form.refused", len(lines)), lines))
