"""The banner above every page: name, menu, sign-out and languages; in a trial, the roles to try."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from metrics.access import Role
from pages.ui import login, reader
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words import addresses
from words.language import LANGUAGES
from words.site_map import MENU

VIEW, PROJECTOR = "view", "projector"
"""The parameter of the address that chooses how large a page is drawn, and its one value."""


def is_projected() -> bool:
    """Tell whether the page is drawn for a projector, with larger text."""
    return st.query_params.get(VIEW) == PROJECTOR


def draw_banner(page: Page) -> Markup:
    """Draw the banner with the pages that the reader may open."""
    name = fill(
        '<a class="m-brand" href="{}" data-nav="1" aria-label="{}"><i></i>{}</a>',
        page.link("overview"),
        page.t("nav.home"),
        page.t("app.name"),
    )
    items = [
        marks.draw_link(page.link(row.key), page.t(f"page.{row.key}"), current=row.key == page.key)
        for row in MENU
        if page.may_open(row)
    ]
    menu = _navigation(items, page.t("nav.label"), "m-menu")
    languages = [_language_link(page, lang) for lang in LANGUAGES]
    choice = _navigation(languages, page.t("nav.language"), "m-langs")
    view = _draw_view(page)
    return fill('<header class="m-banner">{}{}{}{}{}</header>', name, menu, _signed_in(page), view, choice)


def _draw_view(page: Page) -> Markup:
    """Draw the link to the view for a projector, or back; the stylesheet goes by its class."""
    if is_projected():
        link = marks.draw_link(page.link_here(**{VIEW: None}), page.t("nav.ordinary"))
        return fill('<p class="m-view m-projector">{}</p>', link)
    link = marks.draw_link(page.link_here(**{VIEW: PROJECTOR}), page.t("nav.projector"))
    return fill('<p class="m-view">{}</p>', link)


def draw_trial(page: Page) -> Markup:
    """Draw the note that nobody signs in here, and links to see the pages in each role."""
    asked = st.query_params.get(addresses.ROLE, "")
    names = {"": page.t("trial.all"), **{role.value: page.t(f"role.{role}") for role in Role}}
    kept = {name: value for name, value in st.query_params.items() if name not in (addresses.ROLE, "lang")}
    items = [
        marks.draw_link(
            addresses.make_path(page.key, kept | ({addresses.ROLE: role} if role else {}), page.lang),
            name,
            current=role == asked,
        )
        for role, name in names.items()
    ]
    return fill(
        '<div class="m-trial"><span>{}</span>{}</div>',
        page.t("trial.note"),
        _navigation(items, page.t("trial.label"), "m-roles"),
    )


def _signed_in(page: Page) -> Markup:
    """Draw the reader's sign-in name and the way out; nothing in the trial."""
    if reader.is_in_trial():
        return Markup()
    way_out = login.draw_way_out(page.words, "login.out")
    return fill('<div class="m-signed-in">{} {}</div>', page.reader.key, way_out)


def _language_link(page: Page, lang: str) -> Markup:
    # No data-nav: the whole page is fetched anew, because its language stands in the document itself.
    query = {name: value for name, value in st.query_params.items() if name != "lang"}
    current = Markup(' aria-current="true"') if lang == page.lang else ""
    return fill(
        '<a href="{}" lang="{}" hreflang="{}"{}>{}</a>',
        addresses.make_path(page.key, query, lang),
        lang,
        lang,
        current,
        LANGUAGES[lang].name,
    )


def _navigation(items: list[Markup], label: str, kind: str) -> Markup:
    entries = Markup().join(fill("<li>{}</li>", item) for item in items)
    return fill('<nav class="{}" aria-label="{}"><ul>{}</ul></nav>', kind, label, entries)
