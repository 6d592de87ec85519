"""The dashboard's composition: names its pages and runs the one asked for. Run by server.py."""

from __future__ import annotations

from copy import copy

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui import address, data_version, faults, login, reader, screen
from service.runs import time_run
from words.language import Words
from words.site_map import SITE_MAP, PageRow


def find_page(words: Words) -> StreamlitPage:
    """Return the page that the address asks for."""
    # Copies, since each can be called once; naming them anew would look for their files at every run.
    return st.navigation(
        [copy(page) for page in name_pages(words.lang)],
        # The menu is our own: Streamlit's would lose the day and the language from the address.
        position="hidden",
    )


@st.cache_resource(show_spinner=False)
def name_pages(lang: str) -> list[StreamlitPage]:
    """Name every page in a language."""
    return [page for row in SITE_MAP for page in make_pages(row, Words(lang))]


def make_pages(row: PageRow, words: Words) -> list[StreamlitPage]:
    """Return the page at its path; the start page at the root first."""
    title, path = words.t(f"page.{row.key}"), row.path.strip("/")
    at_path = st.Page(row.script, title=title, url_path=path, visibility="hidden")
    return [st.Page(row.script, title=title, default=True), at_path] if row.is_start else [at_path]


said = address.read_language()
st.set_page_config(
    page_title=said.t("app.name"),
    layout="wide",
    initial_sidebar_state="collapsed",
    menu_items={"About": said.t("app.about")},
)

with data_version.pin_version():
    try:
        # Before the pages are named, so that whoever has not signed in learns nothing of them and keeps the address.
        if reader.find_reader() is None:
            login.show_login(said)
            screen.end_page(said)
        with time_run("page"):
            find_page(said).run()
        screen.close_page(said)
    except Exception as error:  # the one boundary: a reader never meets a traceback
        faults.report_error(error)
