"""Addresses of the pages, and what every address says: its language."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from pages.ui.i18n import DEFAULT_LANGUAGE, LANGUAGES, Words

PATHS = {"overview": "/", "plan": "/plan", "goal": "/maal", "risk": "/risiko", "plans": "/planer"}


def words() -> Words:
    """The words of the language that the address asks for; Danish unless it says otherwise."""
    asked = st.query_params.get("lang", DEFAULT_LANGUAGE)
    return Words(asked if asked in LANGUAGES else DEFAULT_LANGUAGE)


def path(key: str, query: dict[str, str], lang: str) -> str:
    """The address of a page with what it is asked for; the usual language is not named."""
    asked = query | ({"lang": lang} if lang != DEFAULT_LANGUAGE else {})
    return PATHS[key] + (f"?{urlencode(asked)}" if asked else "")
