"""What every address says: its language."""

from __future__ import annotations

import streamlit as st

from words.language import DEFAULT_LANGUAGE, Words, choose_language


def read_language() -> Words:
    """The words of the language that the address asks for; Danish unless it says otherwise."""
    return Words(choose_language(st.query_params.get("lang", DEFAULT_LANGUAGE)))
