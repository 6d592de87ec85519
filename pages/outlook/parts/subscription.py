"""The reader's own calendar feed: opened, its address shown once, and closed again."""

from __future__ import annotations

from functools import partial
from os import environ

import streamlit as st
from sqlalchemy.orm import Session

from db import session
from db.location import find_database_url
from db.people import calendar_keys
from db.scope import EVERYTHING
from pages.ui import page_part, reader, saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.page import Page
from service import sign_in
from words import addresses

KEY = "subscription"
STEPS = ("copy", "outlook", "paste", "private")


def show_subscription(page: Page) -> None:
    """Show this part of the page, folded until it is asked for."""
    page_part.draw_folded(page.t("subscription.title"), KEY, partial(_unfolded, page))


def _unfolded(page: Page) -> None:
    if reader.is_in_trial():
        screen.say(page.t("subscription.trial"))
        return
    screen.draw(marks.draw_lead(page.t("subscription.lead")))
    _offer(page)


def _offer(page: Page) -> None:
    """Show the buttons and what they do; the address is shown in this run alone."""
    there = _is_open(page)
    if there:
        screen.draw(marks.draw_lead(page.t("subscription.open")))
    with st.container(horizontal=True):
        made = page.t("subscription.again" if there else "subscription.make")
        st.button(made, key="subscription_make", on_click=widgets.note_press, args=("subscription_make",))
        if there:
            closed, key = page.t("subscription.close"), "subscription_close"
            st.button(closed, key=key, on_click=widgets.note_press, args=(key,))
    if widgets.take_press("subscription_make"):
        _make(page)
    elif widgets.take_press("subscription_close"):
        _close(page)


def _is_open(page: Page) -> bool:
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        return calendar_keys.has_open_key(db, page.reader.key)


def _make(page: Page) -> None:
    secret = ""

    def change(db: Session) -> None:
        nonlocal secret
        secret = calendar_keys.create_key(db, page.reader.key)

    if found := saving.write_change(change):
        widgets.show_refused(found, {}, page.words)
        return
    st.success(page.t("subscription.made"))
    st.code(
        sign_in.read_public_url(environ) + addresses.make_calendar_path(secret, page.lang),
        language=None,
        wrap_lines=True,
    )
    screen.draw(marks.draw_steps([page.t(f"subscription.step_{step}") for step in STEPS]))


def _close(page: Page) -> None:
    if found := saving.write_change(lambda db: calendar_keys.revoke_key(db, page.reader.key)):
        widgets.show_refused(found, {}, page.words)
        return
    st.success(page.t("subscription.closed"))
