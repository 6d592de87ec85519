"""What a reader sees when something fails: a sentence and a number, never a traceback."""

from __future__ import annotations

import secrets

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from db import session
from db.failures import does_answer, is_unreachable
from db.location import find_database_url
from db.upgrade import is_ahead
from pages.ui import address, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from service import figures, logs
from words import addresses

LOOK_SECONDS = 2  # between two looks for a database that is away


def report_error(error: Exception) -> bool:
    """Tell the reader that something failed and log what it was, under the same number."""
    widgets.forget_presses()  # the reader is told that it failed, and would not expect it later
    number = f"{secrets.randbelow(10**6):06d}"
    logs.log_failure("page_failed", error, number=number)
    away = is_unreachable(error)
    said = address.read_language()
    st.html(
        fill(
            '<div class="m-error" role="alert"><h2>{}</h2><p>{}</p><p>{}</p></div>',
            said.t("error.title"),
            said.t("error.away" if away else _choose_text(), number=number),
            marks.draw_link(addresses.make_path("overview", {}, said.lang), said.t("error.back")),
        )
    )
    if away:
        _come_back()
    return True


def _choose_text() -> str:
    """Return what is said of an error: most often it is the program's, unless the database is of a newer one."""
    try:
        return "error.newer" if session.ask(find_database_url(), is_ahead) else "error.unexpected"
    except SQLAlchemyError:
        return "error.unexpected"


def _come_back() -> None:
    """Redraw the page once the database answers, within this session, which keeps what was typed."""
    looked = False

    @st.fragment(run_every=LOOK_SECONDS)
    def look() -> None:
        nonlocal looked
        if looked and does_answer(find_database_url()):
            st.rerun()
        looked = True

    look()


def note_sign_in_refused() -> None:
    """Note, once a session and without naming them, that somebody's sign-in was refused."""
    if "sign_in_refused" not in st.session_state:
        st.session_state["sign_in_refused"] = True
        figures.REFUSED.labels("sign_in").inc()
        logs.log_refusal("sign_in_refused")
