"""What every address says: its language."""

from __future__ import annotations

import streamlit as st

from words.language import DEFAULT_LANGUAGE, LANGUAGES, Words


def read_language() -> Words:
    """The words of the language that the address asks for; Danish unless it says otherwise."""
    asked = st.query_params.get("lang", DEFAULT_LANGUAGE)
    return Words(asked if asked in LANGUAGES else DEFAULT_LANGUAGE)
