"""The dashboard's composition: its pages and their addresses. Run by server.py."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui import address, data, faults, login, reader
from service import figures
from words import addresses
from words.language import Words

OVERVIEW = "pages/status/overview.py"
SCRIPTS = {
    "plan": "pages/status/plan.py",
    "goal": "pages/status/goal.py",
    "risk": "pages/outlook/risk.py",
    "whatif": "pages/outlook/whatif.py",
    "plans": "pages/admin/plans.py",
    "audit": "pages/admin/audit.py",
}


def find_page(words: Words) -> StreamlitPage:
    """Return the page that the address asks for."""
    name = words.t("page.overview")
    rest = [
        st.Page(
            script,
            title=words.t(f"page.{key}"),
            url_path=addresses.PATHS[key].strip("/"),
            visibility="hidden",
        )
        for key, script in SCRIPTS.items()
    ]
    return st.navigation(
        [
            st.Page(OVERVIEW, title=name, default=True),
            st.Page(OVERVIEW, title=name, url_path="overblik", visibility="hidden"),
            *rest,
        ],
        # The menu is our own: Streamlit's would drop the day and the language from the address.
        position="hidden",
    )


said = address.read_language()
st.set_page_config(
    page_title=said.t("app.name"),
    layout="wide",
    initial_sidebar_state="collapsed",
    menu_items={"About": said.t("app.about")},
)

with data.pin_version():
    try:
        # Before the pages are named, so that whoever has not signed in learns nothing of them and keeps the address.
        if reader.find_reader() is None:
            login.show_login(said)
            st.stop()
        with figures.RUN_SECONDS.labels("page").time():
            find_page(said).run()
    except Exception as error:  # the one boundary: a reader never meets a traceback
        faults.report_error(error)
