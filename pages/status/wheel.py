"""The yearly wheel: everything of an institution's or an area's year as a picture and by month, and its duties."""

from __future__ import annotations

import streamlit as st

from pages.status.parts.duties import duty_form, duty_reads, duty_sheet
from pages.status.parts.wheel import wheel_choice, wheel_offer, wheel_picture, wheel_reads, wheel_sheet
from pages.ui import frame, moments, page_part, screen

page = frame.open_page("wheel", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
subject = wheel_choice.find_asked_subject(page, moment)
view = wheel_reads.view_wheel(page, moment, subject, wheel_choice.find_asked_year(page))
writer = page.writer(moment.catalogue)

has_plans = any(plan.institution == subject.institution for plan in moment.agreed)
screen.draw(wheel_sheet.draw_wheel_trail(view, writer, has_plans=has_plans))
title = page.t("wheel.title", institution=subject.name, year=view.year)
page.show_title(title, fictional=subject.fictional)
screen.draw(wheel_sheet.draw_wheel_summary(view, page.words))


@page_part.make_part
def offer_files() -> None:
    """Offer what is shown as files."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="m-papers"):
        wheel_offer.offer_wheel_paper(page, moment, view)
        wheel_offer.offer_calendar(page, moment, view, shown)


wanted = wheel_choice.ask_filter(page, view.entries)
if shown := wanted.select(view.entries):
    screen.draw(wheel_picture.draw_picture(view, shown, page.as_of, writer))
    offer_files()
found, before = wanted.select_month(view.entries), [] if wanted.month else wanted.select(view.before)
if found or before:
    screen.draw(wheel_sheet.draw_entries(view, found, before, writer))


@page_part.make_part
def show_duty_form() -> None:
    """Show the form for the first of the plans that something may be said of."""
    duty_form.show_duty_form(page, *said_of[0])


own = [one for one in duty_reads.list_duty_plans(page, moment) if one.institution == subject.institution]
duties = [duty_reads.view_duties(page, moment, one) for one in own]
said_of = [(one, kinds) for one in duties if (kinds := duty_form.list_duty_kinds(page, moment, one))]
if said_of:
    show_duty_form()
for one in duties:
    screen.draw(duty_sheet.draw_duties(one, page.words))
