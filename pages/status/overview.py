"""Every plan the reader may see: what is late, where each plan stands, and each goal's status."""

from __future__ import annotations

from functools import partial

import streamlit as st

from metrics.access import Action
from metrics.plan.catalogue import find_areas
from pages.status.parts import overview_sheet, status_reads, track_record
from pages.ui import frame, moments, page_part, screen, widgets

page = frame.open_page("overview")


@page_part.make_part
def show_plans() -> None:
    """Show the filters and the plans they leave."""
    moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
    before = partial(moments.read_quarter_before, page.as_of, page.known_at, page.reader, page.today)
    areas = find_areas(moment.catalogue, moment.agreed, page.as_of)
    years = sorted({str(plan.start.year) for plan in moment.agreed}, reverse=True)
    if not areas:
        screen.say(page.t("overview.empty", date=page.words.date(page.as_of)))
        return
    with st.container(horizontal=True, key="m-filters"):
        area = widgets.draw_choice(
            "area", page.t("overview.area"), ["", *areas], lambda a: a or page.t("overview.all_areas")
        )
        year = widgets.draw_choice(
            "year", page.t("overview.year"), ["", *years], lambda y: y or page.t("overview.all_years")
        )
    for name, options in (("area", areas), ("year", years)):
        if missing := widgets.find_unknown(name, options):
            screen.say(page.t("overview.unknown", value=missing))
    screen.draw(status_reads.read_overview(moment, before, year, page.writer(moment.catalogue)))
    screen.draw(overview_sheet.draw_only(areas.index(area) if area else None))
    of_year = [plan for plan in moment.agreed if year in ("", str(plan.start.year))]
    if area and area not in find_areas(moment.catalogue, of_year, page.as_of):
        screen.say(page.t("overview.nothing"))


show_plans()
if page.may(Action.DECIDE):
    track_record.show_track_record(page)
