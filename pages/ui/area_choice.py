"""The choice of a ministry area, as it stands in the address, and whether there are so many that they come first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from pages.ui import screen, widgets
from pages.ui.page import Page

AREA = "area"
MOST_INSTITUTIONS, MOST_AREAS = 30, 3
"""Up to so many of both are shown whole, one below the other; of more the areas come first."""
WIDTH = 400
"""As wide as the longest names of ministries."""


def are_many(institutions: Collection[str], areas: Collection[str]) -> bool:
    """Tell whether a reader sees so much that the areas come first."""
    return len(institutions) > MOST_INSTITUTIONS or len(areas) > MOST_AREAS


def ask_area(page: Page, areas: Sequence[str]) -> str:
    """Show the choice as a page's only filter and return it; empty for all of them. Say where there is no such area."""
    with st.container(horizontal=True, key="m-filters"):
        area = draw_area_choice(page, areas)
    tell_unknown(page, areas)
    return area


def tell_unknown(page: Page, areas: Sequence[str]) -> None:
    """Say where the address asks for an area that there is not."""
    if missing := widgets.find_unknown(AREA, areas):
        screen.say(page.t("overview.unknown", value=missing))


def draw_area_choice(page: Page, areas: Sequence[str]) -> str:
    """Show the choice and return it; empty for all of them."""
    every = page.t("overview.all_areas")
    return widgets.draw_choice(AREA, page.t("overview.area"), ["", *areas], lambda area: area or every, WIDTH)
