"""Parts of a page that are drawn separately: anew by themselves, or only when unfolded."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.ui import data_version, faults
from service.runs import time_run


def make_part(draw_it: Callable[[], None], key: str | None = None) -> Callable[[], None]:
    """Make a part that is redrawn by itself when a control in it changes, with errors reported as the page's are.

    Controls elsewhere can have it redrawn by its key. It runs with the values it was made with, so it has to read for
    itself what may have changed since, such as the address.
    """

    @st.fragment(key=key)
    def guarded() -> None:
        try:
            with data_version.pin_version(), time_run("part"):
                draw_it()
        except Exception as error:
            faults.report_error(error)

    return guarded


def draw_folded(label: str, key: str, draw_it: Callable[[], None], *, expanded: bool = False) -> None:
    """Show a section that is computed only while it is unfolded.

    `expanded` says whether it begins unfolded, and must not change during a visit: another value resets the section.
    """
    # While nobody looks at it, it would cost as much at every run as what shows.
    with st.expander(label, expanded=expanded, key=key, on_change="rerun") as expander:
        if expander.open:
            draw_it()
