"""The dashboard's composition: names its pages and runs the one asked for. Run by server.py."""

from __future__ import annotations

import streamlit as st

from pages.ui import address, data_version, faults, login, reader, screen
from service.runs import time_run

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
            address.find_page(said).run()
        screen.close_page(said)
    except Exception as error:  # the one boundary: a reader never meets a traceback
        faults.report_error(error)
