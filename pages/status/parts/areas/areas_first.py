"""The overview of many institutions: the areas, an area that is opened, or the institutions that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from pages.status.parts.areas import area_reads, institution_table, late_beside
from pages.status.parts.areas.area_brief import Order
from pages.status.parts.areas.plan_search import rank_plans, search_plans
from pages.status.parts.overview_sheet import draw_legend
from pages.ui import area_choice, screen, widgets
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page

FIND, SHOW, SORT = "find", "show", "sort"
LONGEST = 100
Option = TypeVar("Option", bound=StrEnum)


class Shown(StrEnum):
    """What there is a row of."""

    AREAS = "areas"
    INSTITUTIONS = "institutions"


def show_many(page: Page, moment: JudgedMoment, areas: Sequence[str]) -> str:
    """Show what is asked for; return the area that is opened, whose own sections are to be shown, else nothing."""
    with st.container(horizontal=True, key="m-filters"):
        area = area_choice.draw_area_choice(page, areas)
        asked = _ask_what(page)
        shown = _choose(SHOW, page.t("areas.show"), Shown, lambda one: page.t(f"areas.show_{one}"))
        opened = bool(area) and not asked and shown is Shown.AREAS
        order = Order.WORST if opened else _ask_order(page)
    area_choice.tell_unknown(page, areas)
    late_beside.show_late(page, moment, area)
    if opened:
        return area
    writer = page.writer(moment.catalogue)
    briefs = area_reads.read_areas(moment)
    if not asked and shown is Shown.AREAS:
        screen.draw(area_reads.read_sheet(moment, order, writer))
    else:
        names = {key: one.name for key, one in moment.catalogue.institutions.items()}
        briefs = tuple(one for one in briefs if area in ("", one.name))
        found = search_plans(briefs, asked, names)
        screen.draw(institution_table.draw_institutions(rank_plans(found, order, names), writer))
    used = {status for one in briefs for status in one.statuses}
    screen.draw(draw_legend(used, page.words))
    return ""


def _ask_what(page: Page) -> str:
    """Show the field of search and return what is searched for, as it stands in the address."""
    asked = st.query_params.get(FIND, "")[:LONGEST]

    def write() -> None:
        if typed := st.session_state[FIND].strip():
            st.query_params[FIND] = typed
        else:
            st.query_params.pop(FIND, None)

    label = page.t("areas.find")
    value = widgets.follow_address(FIND, asked)
    st.text_input(label, value, LONGEST, key=FIND, autocomplete="off", on_change=write, width=320)
    return asked.strip()


def _ask_order(page: Page) -> Order:
    return _choose(SORT, page.t("areas.sort"), Order, lambda one: page.t(f"areas.sort_{one}"))


def _choose(name: str, label: str, options: type[Option], write: Callable[[str], str]) -> Option:
    return options(widgets.draw_choice(name, label, [*options], write))
