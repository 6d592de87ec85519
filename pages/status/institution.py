"""One institution over the years: its fulfilment, the course of this year, and every goal of all its plans."""

from __future__ import annotations

import streamlit as st

from pages.status.parts import to_do
from pages.status.parts.direction import direction_reads, serving_sheet
from pages.status.parts.institution import institution_choice, institution_reads, institution_sheet
from pages.ui import frame, moments, page_part, screen, widgets

page = frame.open_page("institution", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
own = institution_choice.find_asked_institution(page, moment)
writer = page.writer(own.found.catalogue)
before = moments.make_before(page.known_at, page.reader, page.today)

institution_choice.show_title(page, own)
to_do.show_meetings_to_do(page, own.institution)
screen.draw(institution_reads.read_years(own, before, writer))


@page_part.make_part
def show_goals() -> None:
    """Show every goal over the years, in the order chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-goals-head"):
        screen.draw(institution_sheet.draw_cards_head(page.t("multiples.legend"), page.words))
        order = widgets.draw_choice(
            "order",
            page.t("institution.order"),
            institution_sheet.ORDERS,
            lambda code: page.t(f"institution.order_{code}"),
        )
    if missing := widgets.find_unknown("order", institution_sheet.ORDERS):
        screen.say(page.t("institution.no_such_order", value=missing))
    screen.draw(institution_reads.read_courses(own, order, writer))


show_goals()
screen.draw(institution_reads.read_plans(own, writer), institution_reads.read_life(moment, own, writer))
directions = direction_reads.list_directions(page, moment)
screen.draw(
    serving_sheet.draw_directions([one for one in directions if one.institution == own.institution], writer)
)
