"""Fields that are emptied once what was written in them is taken: in the next run, before they are drawn."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

_EMPTIED = "meeting fields to empty"


def note_emptied(keys: Iterable[str]) -> None:
    """Note the fields that the next run empties."""
    st.session_state[_EMPTIED] = [*keys]


def empty_fields() -> None:
    """Empty the fields that were noted; a box that was ticked no longer is."""
    # The browser is told of no other change than of a value that is set: of one let go of it keeps what it shows.
    for key in st.session_state.pop(_EMPTIED, ()):
        st.session_state[key] = False if isinstance(st.session_state.get(key), bool) else ""
