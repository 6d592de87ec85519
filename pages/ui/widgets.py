"""Controls whose choice stands in the address, so that a link, a reload and the back button show the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st


def choice(name: str, label: str, options: Sequence[str], shown: Callable[[str], str]) -> str:
    """A select box over codes, the first of them the usual one. The code stands in the address, never its text.

    An unknown code in the address gives the usual one; `unknown` tells it so that the page can say so.
    """
    asked = st.query_params.get(name, options[0])
    chosen = asked if asked in options else options[0]
    if st.session_state.get(name) != chosen:
        st.session_state[name] = chosen

    def write() -> None:
        picked = st.session_state[name]
        if picked == options[0]:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = picked

    st.selectbox(label, options, key=name, format_func=shown, on_change=write, width=320)
    return chosen


def unknown(name: str, options: Sequence[str]) -> str | None:
    """What the address asks for where it is not among the options, else None."""
    asked = st.query_params.get(name)
    return asked if asked is not None and asked not in options else None
