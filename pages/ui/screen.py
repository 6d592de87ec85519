"""Putting content on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from pages.ui import saving, widgets
from pages.ui.draw.charts.drawn_figure import DrawnFigure
from pages.ui.draw.charts.paper import Figure, make_config
from pages.ui.draw.html import fill
from words import addresses
from words.language import Words


@dataclass(frozen=True, slots=True)
class _Html:
    """HTML to be sent as it is."""

    # In plain text Streamlit looks for a margin to cut off, line by line, at every run.
    text: str

    def _repr_html_(self) -> str:
        return self.text


def draw(*parts: Markup | str) -> None:
    """Put blocks of HTML on the page in one go; where they are empty, hold their place."""
    body = "".join(parts)
    if body:
        st.html(_Html(body))
    else:
        st.empty()


def show_figure(drawn: Figure, words: Words, *, alt: str, key: str) -> None:
    """Show a figure, with what it says for those who do not see it."""
    st.plotly_chart(DrawnFigure(drawn), theme=None, config=make_config(words), alt=alt, key=key)


def hold_place() -> DeltaGenerator:
    """Return a container for what comes and goes above or among fields.

    The browser knows a container by its place alone: one that moves is built anew, and what is being typed is lost.
    """
    return st.container()


def say_done(act: str, write: Callable[[Any], str]) -> None:
    """Say what was just done in an act of a kind, in a place that stays; `write` puts it in words."""
    with hold_place():
        if what := saving.find_done(act):
            st.success(write(what))


def say(text: str) -> None:
    """Tell the reader something, set apart from the content."""
    draw(fill('<p class="m-notice" role="status">{}</p>', text))


def draw_footer(words: Words) -> None:
    """Draw the line below every page: where the accessibility statement is."""
    # No data-nav: it is a page outside of the session.
    link = addresses.make_accessibility_path(words.lang)
    draw(fill('<footer class="m-foot"><a href="{}">{}</a></footer>', link, words.t("was.title")))


def close_page(words: Words) -> None:
    """Draw the line below a page that has come to its end, and let go of what was kept until then."""
    widgets.forget_presses()
    saving.forget_said()
    draw_footer(words)


def end_page(words: Words) -> NoReturn:
    """End the page here, with the line below it: after a stop nothing can be drawn any more."""
    close_page(words)
    st.stop()
