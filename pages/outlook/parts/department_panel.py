"""The department's view of a ministry area: how many institutions may stay under a threshold."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import streamlit as st

from metrics.access import Action
from metrics.followup.current import is_running
from metrics.plan.catalogue import find_areas
from metrics.plan.model import Plan
from metrics.whatif.department import view_department
from pages.outlook.parts import department_sheet
from pages.ui import people, screen, widgets
from pages.ui.area_choice import WIDTH
from pages.ui.data_version import make_key
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page

THRESHOLD, AREA = "threshold", "area"


def show_department(page: Page, moment: JudgedMoment) -> None:
    """Show a ministry area to readers who see more than one institution; nothing to others."""
    if len(people.find_permitted(moment.catalogue, page.reader, Action.SEE, page.today)) < 2:
        return
    plans = find_current_plans(moment)
    areas = find_areas(moment.catalogue, list(plans.values()), page.as_of)
    screen.draw(fill("<h2>{}</h2>", page.t("department.title")))
    if not areas:
        screen.say(page.t("department.none", date=page.words.date(page.as_of)))
        return
    with st.container(horizontal=True, key="m-filters"):
        area = widgets.draw_choice(AREA, page.t("overview.area"), areas, str, WIDTH)
        thresholds = list_thresholds(moment.find_satisfactory(area))
        percent = widgets.draw_choice(
            THRESHOLD,
            page.t("department.threshold"),
            thresholds,
            lambda code: page.words.value(Fraction(code), "percent"),
        )
    for name, options in ((AREA, areas), (THRESHOLD, thresholds)):
        if missing := widgets.find_unknown(name, options):
            screen.say(page.t("overview.unknown", value=missing))
    own = {key: plan for key, plan in plans.items() if moment.catalogue.find_area(plan, page.as_of) == area}
    if any(moment.catalogue.institutions[plan.institution].fictional for plan in own.values()):
        screen.draw(fill("<p>{}</p>", marks.draw_fictional(page.words, fictional=True)))
    key = make_key(moment.key, area, percent, page.lang, page.link("overview"))
    screen.draw(_sheet(key, moment, own, Fraction(percent) / 100, page.writer(moment.catalogue)))


def list_thresholds(satisfactory: Fraction) -> list[str]:
    """List thresholds in percent of a plan's points, what the area calls enough first."""
    usual = f"{float(satisfactory):g}"
    return [usual, *(str(percent) for percent in range(50, 101, 5) if str(percent) != usual)]


def find_current_plans(moment: JudgedMoment) -> Mapping[str, Plan]:
    """Return the signed plan each institution is under, the newest where several are not settled yet."""
    there = [plan for plan in moment.followed if is_running(plan, moment.facts.as_of)]
    newest = {plan.institution: plan for plan in sorted(there, key=lambda plan: plan.start)}
    return {plan.id: plan for plan in there if newest[plan.institution] is plan}


@keep(64)
def _sheet(key: str, moment: JudgedMoment, plans: Mapping[str, Plan], share: Fraction, writer: Writer) -> str:
    found = view_department({plan: moment.scores[plan] for plan in plans}, share)
    return department_sheet.draw_department(found, plans, writer)
