"""The frame around every page: banner, day and notices.

All that a reader can choose is in the address, so a link, a reload and the back button show the same thing.
"""

from __future__ import annotations

from datetime import date
from typing import NoReturn

import streamlit as st
from markupsafe import Markup

from db.clock import read_clock
from metrics.access import Action
from metrics.periods import find_danish_day, find_day_end
from pages.ui import address, banner, day_choice, page_part, reader, saving, screen
from pages.ui.day_choice import DayChoice
from pages.ui.draw import marks, theme
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words import addresses
from words.site_map import BY_KEY


def open_page(key: str, *, titled: bool = True, dated: bool = True) -> Page:
    """Draw the frame of page `key` and return its request; stop where the reader may not open the page.

    Without `titled` the page calls `show_title` itself. Without `dated` it shows the present and has no day to set.
    """
    saving.begin_telling()
    said, today = address.read_language(), find_danish_day(read_clock())
    chosen = day_choice.read_day_choice(today, said)
    page = Page(
        key,
        said,
        chosen.as_of,
        today,
        find_day_end(chosen.known),
        theme.choose_look(st.context.theme.type == "dark", projected=banner.is_projected()),
        reader.require_reader(),
        _find_carried(chosen, today),
        dated,
    )
    with st.container(key="m-head", horizontal=True, vertical_alignment="top"):
        screen.draw(banner.draw_banner(page))
        if dated:
            day_choice.show_day_control(page)
    if reader.is_in_trial():
        screen.draw(banner.draw_trial(page))
    if not page.may_open(BY_KEY[key]):
        _refuse(page)
    page_part.return_after_loss()
    if titled:
        page.show_title(said.t(f"page.{key}"))
    for notice in chosen.notices:
        screen.say(notice)
    return page


def _refuse(page: Page) -> NoReturn:
    """Say that the reader may not open the page; the start page tells an administrator what they can do instead."""
    if BY_KEY[page.key].is_start and page.may(Action.GRANT):
        page.show_title(page.t("administrator.title"))
        screen.draw(_draw_tasks(page))
    else:
        page.show_title(page.t(f"page.{page.key}"))
        screen.say(page.t("frame.not_permitted"))
    screen.end_page(page.words)


def _draw_tasks(page: Page) -> Markup:
    """Draw what an administrator can do, and where."""
    if page.may_open(BY_KEY["administration"]):
        said: str | Markup = marks.draw_link(page.link("administration"), page.t("administrator.page"))
    else:
        said = page.t("administrator.partial")
    command = fill("<code>{}</code>", "maalstreg plan import plan.toml")
    return fill(
        "<p>{}</p><p>{}</p><p>{}<br>{}</p>",
        page.t("administrator.lead"),
        said,
        page.t("administrator.plan"),
        command,
    )


def _find_carried(chosen: DayChoice, today: date) -> dict[str, str]:
    """Return the parameters that every link of the page passes on."""
    days = {"known_at": (chosen.known, chosen.as_of), "as_of": (chosen.as_of, today)}
    told = {name: day.isoformat() for name, (day, usual) in days.items() if day != usual}
    kept = {name: st.query_params[name] for name in (addresses.ROLE, banner.VIEW) if name in st.query_params}
    return {**told, **kept}
