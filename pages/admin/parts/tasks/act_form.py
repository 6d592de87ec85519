"""Something that is recorded in two steps: filled in and checked, then read as what it will do and recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from metrics.errors import Problem
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from pages.ui import saving, screen, widgets
from pages.ui.draw.html import fill
from pages.ui.page import Page

DONE = "act"

Entered = TypeVar("Entered")


@dataclass(frozen=True, slots=True)
class Act:
    """Something to record: its command, what it will do, and what is told of it when it is done.

    `problems` are what is wrong before the command is asked; it then goes by stand-ins, so that all else is checked.
    """

    change: Callable[[Session], object]
    will: tuple[str, ...]
    done: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ActForm:
    """A form of an act: its page, the key of its inputs, and their labels by the places of problems.

    `names` stand in problems for the keys that people do not know.
    """

    page: Page
    key: str
    labels: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def keep(self, name: str) -> dict[str, Any]:
        """Return the arguments that keep what is typed in an input until it is recorded."""
        return widgets.keep_typed(f"{self.key}|{name}")

    def ask_day(self, name: str, usual: date | None) -> date | None:
        """Show an input for a day, which may be left empty."""
        found: date | None = st.date_input(
            self.labels[name],
            usual,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format=self.page.words.language.calendar,
            **self.keep(name),
        )
        return found

    def ask_text(self, name: str) -> str:
        """Show an input for a text of some lines."""
        return str(st.text_area(self.labels[name], height=80, **self.keep(name)) or "")

    def show_refused(self, problems: Sequence[Problem]) -> None:
        """Show all that is wrong; what was typed stays."""
        widgets.show_refused([self._name(one) for one in problems], self.labels, self.page.words)

    def _name(self, problem: Problem) -> Problem:
        said = problem.params.items()
        params = {name: self.names.get(key, key) if isinstance(key, str) else key for name, key in said}
        return replace(problem, params=params)

    def forget(self) -> None:
        """Forget what was typed."""
        for key in [key for key in st.session_state if str(key).startswith(f"{self.key}|")]:
            del st.session_state[key]


def say_what_was_done() -> None:
    """Say what was just recorded."""
    said = saving.find_done(DONE)
    notice = '<p class="m-notice m-done" role="status" data-look="done">{}</p>'
    screen.draw(fill(notice, said) if said else "")


def show_act(form: ActForm, draw: Callable[[], Entered], make: Callable[[Entered], Act]) -> None:
    """Show a form, with a button that checks it; once it is right, what it will do and the button that records it."""
    waiting = f"{form.key}|waiting"
    with st.form(f"{form.key}|form", border=False):
        entered = draw()
        if widgets.show_submit(form.page.t("administration.check"), f"{form.key}|check"):
            found = _check(make(entered))
            if found:
                form.show_refused(found)
            st.session_state[waiting] = None if found else entered
    # What was checked and is no longer what the form says has to be checked again.
    if st.session_state.get(waiting) == entered:
        _ask(form, make(entered), waiting)


def show_question(
    form: ActForm,
    will: Sequence[str],
    button: str,
    draw: Callable[[], Entered],
    make: Callable[[Entered], Act],
) -> None:
    """Show what an act that the address asks for will do, with the buttons that do it and that leave it.

    The form's key is the parameter of the address.
    """
    sure, left = f"{form.key}|sure", f"{form.key}|leave"
    with st.form(f"{form.key}|form"):
        screen.draw(draw_will(form.page.t("administration.will"), will))
        entered = draw()
        with st.container(horizontal=True):
            for key, label in ((sure, button), (left, form.page.t("administration.leave"))):
                st.form_submit_button(
                    label,
                    key=key,
                    type="primary" if key == sure else "secondary",
                    on_click=widgets.note_press,
                    args=(key,),
                )
    if widgets.take_press(sure):
        _record(form, make(entered))
    elif widgets.take_press(left):
        _leave(form)


def draw_will(title: str, lines: Sequence[str]) -> Markup:
    """Draw what an act will do."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    return fill(
        '<div class="m-will" role="status" data-look="{}"><p>{}</p><ul>{}</ul></div>',
        len(lines),
        title,
        items,
    )


def _check(act: Act) -> Sequence[Problem]:
    return [*act.problems, *saving.check_change(act.change)]


def _ask(form: ActForm, act: Act, waiting: str) -> None:
    screen.draw(draw_will(form.page.t("administration.will"), act.will))
    with st.container(horizontal=True):
        key = f"{form.key}|record"
        record = form.page.t("administration.record")
        st.button(record, type="primary", key=key, on_click=widgets.note_press, args=(key,))
        st.button(
            form.page.t("administration.back"),
            key=f"{form.key}|back",
            on_click=lambda: st.session_state.pop(waiting, None),
        )
    if widgets.take_press(key):
        _record(form, act)


def _record(form: ActForm, act: Act) -> None:
    """Record an act and begin anew; where it is refused, say why."""
    found = act.problems or saving.write_change(act.change)
    if found:
        form.show_refused(found)
        return
    saving.note_done(DONE, act.done)
    _leave(form)


def _leave(form: ActForm) -> None:
    form.forget()
    st.query_params.pop(form.key, None)
    st.rerun()
