"""The sign-in page."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from pages.ui import faults, reader
from pages.ui.draw.html import fill
from service.claims import is_strong
from service.sign_in import LOGOUT
from words.language import LANGUAGES, Words


def show_login(words: Words) -> None:
    """Show the name and a button to sign in; tell somebody whose sign-in does not hold here that it has ended."""
    st.html(
        fill('<div class="m-title"><h1>{}</h1><p>{}</p></div>', words.t("app.name"), words.t("app.about"))
    )
    if claims := reader.read_claims():
        faults.note_sign_in_refused()
        said = "login.ended" if is_strong(claims) else "login.weak"
        notice = fill('<p class="m-notice" role="status">{}</p>', words.t(said))
        st.html(notice + draw_way_out(words, "login.again"))
    else:
        st.button(words.t("login.button"), on_click=st.login, type="primary")
    st.html(_draw_languages(words))


def _draw_languages(words: Words) -> Markup:
    """Draw links to the other languages, which keep what the address asks for."""
    asked = st.query_params.to_dict()
    links = (
        fill(
            '<a href="?{}" lang="{}" hreflang="{}">{}</a>',
            urlencode({**asked, "lang": lang}),
            lang,
            lang,
            one.name,
        )
        for lang, one in LANGUAGES.items()
        if lang != words.lang
    )
    return fill('<p class="m-offer">{}</p>', Markup(" ").join(links))


def draw_way_out(words: Words, label: str) -> Markup:
    """Draw the button that signs somebody out, a form of its own: no link from elsewhere does."""
    return fill(
        '<form class="m-way-out" method="post" action="{}?lang={}"><button type="submit">{}</button></form>',
        LOGOUT,
        words.lang,
        words.t(label),
    )
