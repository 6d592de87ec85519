"""Whose year the address asks for, which year, and which kinds and month of it; where nothing is there, an offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from metrics.plan.terms import FIRST_DAY, LAST_DAY
from metrics.wheel.wheel_entry import WheelEntry, WheelKind
from metrics.wheel.year_wheel import count_kinds
from pages.status.parts.wheel import wheel_reads
from pages.status.parts.wheel.wheel_reads import WheelSubject
from pages.ui import plan_choice, screen, widgets
from pages.ui.draw.html import fill
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page

KIND, MONTH = "kind", "month"


@dataclass(frozen=True, slots=True)
class WheelFilter:
    """What is asked for of a year; an empty kind and no month leave everything."""

    kind: str = ""
    month: int | None = None

    def select(self, entries: Sequence[WheelEntry]) -> list[WheelEntry]:
        """Select the entries of the kind that is asked for."""
        return [one for one in entries if self.kind in ("", one.kind)]

    def select_month(self, entries: Sequence[WheelEntry]) -> list[WheelEntry]:
        """Select those of the kind and of the month that are asked for."""
        return [one for one in self.select(entries) if self.month in (None, one.day.month)]


def find_asked_subject(page: Page, moment: JudgedMoment) -> WheelSubject:
    """Return whose year the address asks for; where there is none the reader may see, offer some, and stop."""
    asked = {name: st.query_params[name] for name in ("institution", "area") if st.query_params.get(name)}
    every = wheel_reads.list_subjects(page, moment)
    found = next((one for one in every if one.query == asked), None)
    if found is None:
        _offer(page, next(iter(asked.values()), ""), every)
    return found


def find_asked_year(page: Page) -> int:
    """Return the year the address asks for; that of the page's day where it asks for none that can be."""
    asked = st.query_params.get("year", "")
    given = asked.isascii() and asked.isdecimal() and FIRST_DAY.year <= int(asked[:5]) <= LAST_DAY.year
    return int(asked) if given else page.as_of.year


def ask_filter(page: Page, entries: Sequence[WheelEntry]) -> WheelFilter:
    """Show the choice of a kind, and return what the address asks for."""
    kinds = [kind.value for kind in count_kinds(entries)]
    with st.container(horizontal=True, key="m-filters"):
        kind = widgets.draw_choice(
            KIND,
            page.t("wheel.kind"),
            ["", *kinds],
            lambda code: page.t(f"wheel.kind_{code}" if code else "wheel.every_kind"),
        )
    asked = st.query_params.get(KIND, "")
    if asked not in ("", *kinds):
        known = asked in {one.value for one in WheelKind}
        name = page.t(f"wheel.kind_{asked}") if known else asked
        screen.say(page.t("wheel.none_of_kind", kind=name))
    month = st.query_params.get(MONTH, "")
    given = month.isascii() and month.isdecimal() and 1 <= int(month[:3]) <= 12  # months
    return WheelFilter(kind, int(month) if given else None)


def _offer(page: Page, asked: str, every: Sequence[WheelSubject]) -> NoReturn:
    page.show_title(page.t("page.wheel"))
    said = "wheel.unknown" if asked else "wheel.choose" if every else "wheel.none_there"
    screen.say(page.t(said, institution=asked, date=page.words.date(page.as_of)))
    _offer_some(page, "areas.institutions", [one for one in every if not one.area])
    _offer_some(page, "areas.show_areas", [one for one in every if one.area])
    screen.end_page(page.words)


def _offer_some(page: Page, title: str, some: Sequence[WheelSubject]) -> None:
    """Offer the wheels of institutions, or of areas, under a heading; nothing where there are none."""
    links = (
        plan_choice.OfferedLink(page.link("wheel", **one.query), one.name, one.fictional) for one in some
    )
    if some:
        heading = fill('<h2 class="m-section">{}</h2>', page.t(title))
        screen.draw(heading + plan_choice.draw_offer(links, page.words))
