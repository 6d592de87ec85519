"""The language that an address asks for."""

from __future__ import annotations

import streamlit as st

from words.language import DEFAULT_LANGUAGE, Words, choose_language


def read_language() -> Words:
    """Read the language the address asks for and return its words; Danish where it names none."""
    asked = st.query_params.get("lang", DEFAULT_LANGUAGE)
    return Words(choose_language(asked))
