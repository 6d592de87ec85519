"""What was just done, said by the run that follows: once, and not in vain where that run is ended by another."""

from __future__ import annotations

from typing import Any

import streamlit as st

NOTED, SAID = "done", "done said"


def note_done(act: str, what: Any) -> None:
    """Note what was done in an act of a kind, for the next run to say."""
    st.session_state.setdefault(NOTED, {})[act] = what


def find_done(act: str) -> Any:
    """Find what was just done in an act of a kind, to say it now; None where nothing was."""
    noted: dict[str, Any] = st.session_state.get(NOTED, {})
    st.session_state.setdefault(SAID, set()).add(act)
    return noted.get(act)


def forget_said() -> None:
    """Forget what has been said, now that the run or the part of the page that said it has come to its end."""
    noted: dict[str, Any] = st.session_state.get(NOTED, {})
    for act in st.session_state.pop(SAID, ()):
        noted.pop(act, None)
