"""The institution that the address asks for; where there is none, an offer of those the reader may see."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from pages.status.parts.institution import institution_sheet
from pages.status.parts.institution.institution_reads import InstitutionPlans, find_institution_plans
from pages.ui import empty_day, plan_choice, screen
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page


def find_asked_institution(page: Page, moment: JudgedMoment) -> InstitutionPlans:
    """Return the institution the address asks for; where there is none, say so, offer those there are, and stop."""
    asked = st.query_params.get("institution", "")
    found = find_institution_plans(moment, asked)
    return found or _offer_institutions(page, moment, asked)


def show_title(page: Page, own: InstitutionPlans) -> None:
    """Show the institution's name as it was on the day, its ministry area, and the ways to its current plan."""
    found, day = own.found, own.found.facts.as_of
    institution = found.catalogue.find_institution(own.institution, day)
    plan_choice.show_plan_title(page, found, own.current, institution.name)
    area = found.catalogue.find_area_on(own.institution, day)
    screen.draw(institution_sheet.draw_lead(own.current, day, area, page.writer(found.catalogue)))


def _offer_institutions(page: Page, moment: JudgedMoment, asked: str) -> NoReturn:
    page.show_title(page.t("page.institution"))
    owners = {plan.institution for plan in moment.agreed}
    if not owners:
        empty_day.tell_no_plans(page)
        screen.end_page(page.words)
    text = page.t("institution.unknown" if asked else "institution.none", institution=asked)
    empty_day.say_with_offer(page, text, lambda then: find_institution_plans(then, asked) is not None)
    there = [moment.catalogue.find_institution(key, page.as_of) for key in owners]
    links = (
        plan_choice.OfferedLink(
            page.link("institution", institution=one.id),
            one.name,
            one.fictional,
        )
        for one in sorted(there, key=lambda one: one.name)
    )
    screen.draw(plan_choice.draw_offer(links, page.words))
    screen.end_page(page.words)
