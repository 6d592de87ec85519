"""The day a page is set to: read from the address, and chosen in a control."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from metrics.periods import read_day
from pages.ui.page import Page
from pages.ui.widgets import follow_address
from words.language import LANGUAGES

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def read_day_choice(name: str, today: date) -> tuple[date, str]:
    """Read the day a parameter asks for; today, and the parameter's text, where that is no day in range."""
    asked = st.query_params.get(name, "")
    day = read_day(asked) if asked else today
    return (day, "") if day and FIRST_DAY <= day <= LAST_DAY else (today, asked)


def show_day_control(page: Page) -> None:
    """Show the control that sets the page's day."""
    # The address is the truth; the control follows it, and a choice is written back to it.
    follow_address("as_of", page.as_of)
    st.date_input(
        page.t("frame.as_of"),
        key="as_of",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format=LANGUAGES[page.lang].calendar,
        on_change=_write_choice(page.today),
        width=200,
    )


def _write_choice(today: date) -> Callable[[], None]:
    def write() -> None:
        day = st.session_state["as_of"]
        if day and day != today:
            st.query_params["as_of"] = day.isoformat()
        else:
            st.query_params.pop("as_of", None)

    return write
