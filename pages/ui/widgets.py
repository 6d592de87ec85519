"""Controls that pages use in the same way, and the problems with what was entered.

Choices of what to see stand in the address, so that a link, a reload and the back button show the same. A press is
acted on in whichever run comes to its button, though a keystroke has ended the run of the press.
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
from pages.ui.draw.html import fill
from words.language import LANGUAGES, Words
from words.problems import describe_problem

Followed = TypeVar("Followed")
NOTED = "presses"
"""Where a session keeps the keys of what was pressed."""


def keep_typed(key: str) -> dict[str, Any]:
    """Return the arguments that keep what was sent in a form's input even when the page could not be drawn."""
    return {"key": key, "persist_state": "page"}


def follow_address(key: str, value: Followed) -> Followed:
    """Make a control show what the address says; return the value, to be passed to the control as its default."""
    # A browser that draws the control only after a second run was never told of the first, in which the value was
    # set: without the default it would draw another value than the page goes by.
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return value


def follow_day(key: str, day: date | None) -> None:
    """Make a control of days show a day, or none."""
    # Set at every run, and with no default: a control with a default cannot be cleared.
    st.session_state[key] = day


def draw_choice(
    name: str, label: str, options: Sequence[str], shown: Callable[[str], str], width: int = 320
) -> str:
    """Show a select box over codes, the first of them the default, and return the choice as it stands in the address.

    An unknown code in the address gives the default; `find_unknown` returns it, so that the page can say so.
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
    st.selectbox(label, options, place, key=name, format_func=shown, on_change=write, width=width)
    return chosen


def ask_day(name: str, label: str, lang: str) -> date | None:
    """Show a control for an optional day and return the choice as it stands in the address."""
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
        width=156,
    )
    return chosen


def find_unknown(name: str, options: Sequence[str]) -> str | None:
    """Return what the address asks for where it is not among the options, else None."""
    asked = st.query_params.get(name)
    return asked if asked is not None and asked not in options else None


def show_refused(
    problems: Sequence[Problem], labels: Mapping[str, str], words: Words, title: str = "form.refused"
) -> None:
    """Show all problems with what was entered, by the labels of the controls, below a title that counts them."""
    named = [replace(problem, place=labels.get(problem.place, problem.place)) for problem in problems]
    # In a form it is the field that is empty.
    said = [replace(one, code="left_empty") if one.code == "text_empty" else one for one in named]
    lines = [describe_problem(problem, words) for problem in said]
    st.html(marks.draw_problems(words.n(title, len(lines)), lines))


def show_example(text: str) -> None:
    """Show below a field how it is filled in: an example within it looks as if it were filled in already."""
    st.html(fill('<p class="m-none">{}</p>', text))


def show_button(label: str, key: str, **look: Any) -> bool:
    """Show a button; tell, once for each press, that it is to be acted on now, before anything else is drawn."""
    st.button(label, key=key, on_click=note_press, args=(key,), **look)
    return take_press(key)


def show_submit(label: str, key: str, **look: Any) -> bool:
    """Show the button that sends a form; tell, once for each press, that the form is to be acted on now."""
    st.form_submit_button(label, key=key, on_click=note_press, args=(key,), **look)
    return take_press(key)


def note_press(key: str) -> None:
    """Note, before the run that a press asks for, what was pressed."""
    # Streamlit keeps the press for that run alone, which ends unfinished where another control is changed meanwhile.
    st.session_state.setdefault(NOTED, set()).add(key)


def take_press(key: str) -> bool:
    """Tell, once for each press, that it is to be acted on now, before anything else is drawn."""
    noted: set[str] = st.session_state.get(NOTED, set())
    if key not in noted:
        return False
    noted.remove(key)
    return True


def forget_presses() -> None:
    """Forget what a run to the page's end has not come to: it is not shown any more, and nobody waits for it."""
    st.session_state.pop(NOTED, None)
