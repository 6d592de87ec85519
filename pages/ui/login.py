"""The sign-in page."""

from __future__ import annotations

import streamlit as st

from pages.ui import faults, reader
from pages.ui.draw.html import fill
from words.language import Words


def show_login(words: Words) -> None:
    """Show the name and a button to sign in; tell somebody whose sign-in does not hold here that it has ended."""
    st.html(
        fill('<div class="m-title"><h1>{}</h1><p>{}</p></div>', words.t("app.name"), words.t("app.about"))
    )
    if reader.read_claims():
        faults.note_sign_in_refused()
        st.html(fill('<p class="m-notice" role="status">{}</p>', words.t("login.ended")))
        st.button(words.t("login.again"), on_click=st.logout)
    else:
        st.button(words.t("login.button"), on_click=st.login, type="primary")
