"""The day a page is set to: read from the address, and chosen in a control. It moves what is known along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from metrics.periods import read_day
from pages.ui.page import Page
from pages.ui.widgets import follow_address
from words.language import LANGUAGES, Words

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
AS_OF, KNOWN_AT = "as_of", "known_at"
"""The parameters of an address: the day asked about, and the day by whose end it had to be known."""

KNOWN_TODAY = "known_today"
"""The control that shows a day with what is known today."""


@dataclass(frozen=True, slots=True)
class DayChoice:
    """The day a page shows, the day by whose end it had to be known, and what was wrong with the address."""

    as_of: date
    known: date
    notices: tuple[str, ...] = ()


def read_day_choice(today: date, words: Words) -> DayChoice:
    """Read the days the address asks for: today where it names none that has come, known by its own end."""
    as_of, wrong = _read_day(AS_OF)
    notices = []
    if wrong:
        notices.append(words.t("frame.date_invalid", value=wrong, date=words.date(today)))
    elif as_of and as_of > today:
        notices.append(words.t("frame.date_coming", date=words.date(as_of)))
    shown = min(as_of or today, today)
    known, wrong = _read_day(KNOWN_AT)
    if wrong:
        notices.append(words.t("frame.known_invalid", value=wrong, date=words.date(shown)))
    return DayChoice(shown, min(known or shown, today), tuple(notices))


def _read_day(name: str) -> tuple[date | None, str]:
    """Read the day a parameter asks for, None where it asks for none; its text where that is no day in range."""
    asked = st.query_params.get(name, "")
    day = read_day(asked)
    return (day, "") if day and FIRST_DAY <= day <= LAST_DAY else (None, asked)


def show_day_control(page: Page) -> None:
    """Show the control that sets the page's day; beside an earlier one, the choice of what is known today."""
    # The address is the truth; the controls follow it, and a choice is written back to it.
    follow_address(AS_OF, page.as_of)
    st.date_input(
        page.t("frame.as_of"),
        key=AS_OF,
        min_value=FIRST_DAY,
        max_value=page.today,
        format=LANGUAGES[page.lang].calendar,
        on_change=_write_day(page),
        width=200,
    )
    if page.as_of < page.today:
        chosen = follow_address(KNOWN_TODAY, page.known == page.today)
        label = page.t("frame.known_today")
        st.checkbox(label, chosen, key=KNOWN_TODAY, on_change=_write_known(page), width="content")


def _write_day(page: Page) -> Callable[[], None]:
    def write() -> None:
        day = st.session_state[AS_OF] or page.today
        if day < page.today:
            st.query_params[AS_OF] = day.isoformat()
        else:
            st.query_params.pop(AS_OF, None)
        # What was known before the new day, or on it, says nothing of its own any more.
        if page.known <= day:
            st.query_params.pop(KNOWN_AT, None)

    return write


def _write_known(page: Page) -> Callable[[], None]:
    def write() -> None:
        if st.session_state[KNOWN_TODAY]:
            # By its date, so that a link that is passed on shows the same tomorrow.
            st.query_params[KNOWN_AT] = page.today.isoformat()
        else:
            st.query_params.pop(KNOWN_AT, None)

    return write
