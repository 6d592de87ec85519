"""The dashboard's composition: which pages there are and where they stand. Run by server.py."""

from __future__ import annotations

import streamlit as st

from pages.ui import address, faults, login, reader

words = address.words()

st.set_page_config(
    page_title=words.t("app.name"),
    layout="wide",
    initial_sidebar_state="collapsed",
    menu_items={"About": words.t("app.about")},
)

# Before the pages are named: whoever has not signed in learns nothing of them, and keeps the address they asked for.
if reader.current() is None:
    login.show(words)
    st.stop()

OVERVIEW = "pages/status/overview.py"
current = st.navigation(
    [
        st.Page(OVERVIEW, title=words.t("page.overview"), default=True),
        st.Page(OVERVIEW, title=words.t("page.overview"), url_path="overblik", visibility="hidden"),
        st.Page("pages/status/plan.py", title=words.t("page.plan"), url_path="plan", visibility="hidden"),
        st.Page("pages/status/goal.py", title=words.t("page.goal"), url_path="maal", visibility="hidden"),
        st.Page("pages/outlook/risk.py", title=words.t("page.risk"), url_path="risiko", visibility="hidden"),
        st.Page("pages/admin/plans.py", title=words.t("page.plans"), url_path="planer", visibility="hidden"),
    ],
    # The menu is our own: Streamlit's would lose the day and the language from the address.
    position="hidden",
)

try:
    current.run()
except Exception as error:  # the one boundary: a reader never meets a traceback
    faults.report(error)
