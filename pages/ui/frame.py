"""The frame around every page: banner, day and notices.

All that a reader can choose is in the address, so a link, a reload and the back button show the same thing.
"""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from metrics.periods import DANISH_TIME, find_day_end
from pages.ui import address, banner, day_choice, reader, screen
from pages.ui.draw import theme
from pages.ui.page import Page
from words.site_map import BY_KEY


def open_page(key: str, *, titled: bool = True, dated: bool = True) -> Page:
    """Draw the frame of page `key` and return its request; stop where the reader may not open the page.

    Without `titled` the page calls `show_title` itself. Without `dated` it shows the present and has no day to set.
    """
    said, today = address.read_language(), datetime.now(DANISH_TIME).date()
    as_of, problem = day_choice.read_day_choice("as_of", today)
    known, known_problem = day_choice.read_day_choice("known_at", today)
    page = Page(
        key,
        said,
        as_of,
        today,
        find_day_end(min(known, today)),
        theme.choose_look(st.context.theme.type == "dark"),
        reader.require_reader(),
        _find_carried(as_of, today),
    )
    with st.container(key="m-head", horizontal=True, vertical_alignment="center"):
        st.html(banner.draw_banner(page))
        if dated:
            day_choice.show_day_control(page)
    if reader.is_in_trial():
        screen.draw(banner.draw_trial(page))
    if not page.may(BY_KEY[key].needed):
        page.show_title(said.t(f"page.{key}"))
        screen.say(said.t("frame.not_permitted"))
        st.stop()
    if titled:
        page.show_title(said.t(f"page.{key}"))
    for value in filter(None, (problem, known_problem)):
        screen.say(said.t("frame.date_invalid", value=value, date=said.date(today)))
    if known < today and dated:
        screen.say(said.t("frame.known_at", date=said.date(known)))
    return page


def _find_carried(as_of: date, today: date) -> dict[str, str]:
    """Return the parameters that every link of the page passes on."""
    asked = st.query_params.to_dict()
    kept = {name: asked[name] for name in ("known_at", reader.ROLE) if name in asked}
    return kept if as_of == today else {**kept, "as_of": as_of.isoformat()}
