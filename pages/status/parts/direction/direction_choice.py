"""The development plan that the address asks for; where there is none, an offer of those the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

from metrics.access import Action
from metrics.direction.direction_plan import Direction
from pages.status.parts.direction import direction_reads
from pages.status.parts.direction.direction_reads import DirectionView
from pages.ui import plan_choice, screen
from pages.ui.draw.html import fill
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.people import find_permitted


def find_asked_direction(page: Page, moment: JudgedMoment) -> DirectionView:
    """Return the development plan the address asks for; where there is none, offer those there are, and stop."""
    asked = st.query_params.get("plan", "")
    every = direction_reads.list_directions(page, moment)
    found = next((one for one in every if one.id == asked), None)
    return direction_reads.view_direction(
        page, moment, found or _offer_directions(page, moment, asked, every)
    )


def _offer_directions(page: Page, moment: JudgedMoment, asked: str, every: Sequence[Direction]) -> NoReturn:
    page.show_title(page.t("page.direction"))
    said = "direction.unknown" if asked else "direction.choose" if every else "direction.none_there"
    screen.say(page.t(said, plan=asked, date=page.words.date(page.as_of)))
    owners = _list_owners(page, moment, every)
    there = {key: moment.catalogue.find_institution(key, page.as_of) for key in owners}
    names = {key: one.name for key, one in there.items()}
    links = (
        plan_choice.OfferedLink(
            page.link("direction", plan=one.id),
            f"{names[one.institution]}: {one.title}",
            there[one.institution].fictional,
        )
        for one in every
    )
    screen.draw(plan_choice.draw_offer(links, page.words))
    directed = {one.institution for one in every}
    if without := sorted(name for key, name in names.items() if key not in directed):
        text = page.t("direction.without", names=page.words.list(without))
        screen.draw(fill('<p class="m-none">{}</p>', text))
    screen.end_page(page.words)


def _list_owners(page: Page, moment: JudgedMoment, every: Sequence[Direction]) -> set[str]:
    """List the institutions that the reader may see and that have plans of either kind."""
    seen = find_permitted(moment.catalogue, page.reader, Action.SEE, page.today)
    return {one.institution for one in every} | {
        p.institution for p in moment.agreed if p.institution in seen
    }
