"""Parts of a page that are drawn separately: anew by themselves, or only when unfolded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from db.clock import read_clock
from metrics.access import Person
from metrics.periods import find_danish_day
from pages.ui import data_version, faults, reader, saving
from service.runs import time_run

SELDOM = timedelta(days=1)
"""A time after which a browser asks for a part that shows nothing."""


def make_part(draw_it: Callable[[], None], key: str | None = None) -> Callable[[], None]:
    """Make a part that is redrawn by itself when a control in it changes, with errors reported as the page's are.

    Controls elsewhere can have it redrawn by its key. It runs with the values it was made with, so it has to read for
    itself what may have changed since, such as the address. Where another reads than the one it was made for, or the
    day is over, the whole page runs and the part draws nothing.
    """
    made_for = _find_who_and_when()

    @st.fragment(key=key)
    def guarded() -> None:
        try:
            with data_version.pin_version(), time_run("part"), saving.tell_once():
                if _find_who_and_when() != made_for:
                    st.rerun(scope="app")
                draw_it()
        except Exception as error:
            faults.report_error(error)

    return guarded


def _find_who_and_when() -> tuple[Person | None, date]:
    """Return who reads, with the roles they hold now, and the day on which those count."""
    return reader.find_reader(), find_danish_day(read_clock())


def return_after_loss() -> None:
    """Have the browser ask for the whole page once a server that was lost answers again."""
    # It does so for a page with a part that the clock redraws. Otherwise a server that was started anew would know none
    # of the parts of an open page, and what is typed in them would be sent and nobody would read it.
    st.fragment(lambda: None, run_every=SELDOM)()


def draw_folded(label: str, key: str, draw_it: Callable[[], None], *, expanded: bool = False) -> None:
    """Show a section that is computed only while it is unfolded.

    `expanded` says whether it begins unfolded, and must not change during a visit: another value resets the section.
    """
    # While nobody looks at it, it would cost as much at every run as what shows.
    with st.expander(label, expanded=expanded, key=key, on_change="rerun") as expander:
        if expander.open:
            draw_it()
