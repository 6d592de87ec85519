"""What an address asks for: a language, and one of the pages there are."""

from __future__ import annotations

from copy import copy
from functools import lru_cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from words.language import DEFAULT_LANGUAGE, LANGUAGES, Words, choose_language
from words.site_map import SITE_MAP, PageRow


def read_language() -> Words:
    """Read the language the address asks for and return its words; Danish where it names none."""
    asked = st.query_params.get("lang", DEFAULT_LANGUAGE)
    return Words(choose_language(asked))


def find_page(words: Words) -> StreamlitPage:
    """Return the page that the address asks for."""
    # The menu is our own: Streamlit's would lose the day and the language from the address.
    found = st.navigation(_name_pages(words.lang), position="hidden")
    # A copy, since each can be called once.
    return copy(found)


# Naming them anew would look for their files at every run.
@lru_cache(maxsize=len(LANGUAGES))
def _name_pages(lang: str) -> list[StreamlitPage]:
    """Name every page in a language."""
    return [page for row in SITE_MAP for page in _make_pages(row, Words(lang))]


def _make_pages(row: PageRow, words: Words) -> list[StreamlitPage]:
    """Return the page at its path; the start page at the root first."""
    title, path = words.t(f"page.{row.key}"), row.path.strip("/")
    at_path = st.Page(row.script, title=title, url_path=path, visibility="hidden")
    return [st.Page(row.script, title=title, default=True), at_path] if row.is_start else [at_path]
