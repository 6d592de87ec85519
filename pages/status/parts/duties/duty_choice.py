"""The duties that the address asks for: an institution's, and a year; where there are none, an offer."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from metrics.duties.duty_plan import DutyPlan
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from pages.status.parts.duties import duty_reads
from pages.status.parts.duties.duty_reads import DutyView
from pages.ui import plan_choice, screen
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page


def find_asked_duties(page: Page, moment: JudgedMoment) -> list[DutyView]:
    """Return the plans of duties of the institution the address asks for; where there is none, offer some, and stop."""
    asked = st.query_params.get("institution", "")
    every = duty_reads.list_duty_plans(page, moment)
    own = [one for one in every if one.institution == asked]
    if not own:
        _offer(page, moment, every)
    return [duty_reads.view_duties(page, moment, one, find_asked_year(page)) for one in own]


def find_asked_year(page: Page) -> int:
    """Return the year the address asks for; that of the page's day where it asks for none that can be."""
    asked = st.query_params.get("year", "")
    given = asked.isascii() and asked.isdecimal() and FIRST_DAY.year <= int(asked[:5]) <= LAST_DAY.year
    return int(asked) if given else page.as_of.year


def _offer(page: Page, moment: JudgedMoment, every: list[DutyPlan]) -> NoReturn:
    asked = st.query_params.get("institution", "")
    page.show_title(page.t("page.wheel"))
    said = "wheel.unknown" if asked else "wheel.choose" if every else "wheel.none_there"
    screen.say(page.t(said, institution=asked, date=page.words.date(page.as_of)))
    owners = {one.institution for one in every}
    names = {key: moment.catalogue.find_institution(key, page.as_of).name for key in owners}
    links = [(page.link("wheel", institution=key), name) for key, name in names.items()]
    screen.draw(plan_choice.draw_offer(sorted(links, key=lambda link: link[1])))
    screen.end_page(page.words)
