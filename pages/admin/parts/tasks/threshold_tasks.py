"""The limits that the rules of risk and the days of reports go by in a ministry area, and the form that sets one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from db import area_thresholds
from metrics.access import Action
from metrics.errors import InvalidInput, Problem
from metrics.facts.numbers import parse_number
from metrics.followup.thresholds import MOST, USUAL, Thresholds, find_thresholds_in_force
from metrics.plan.institution_history import find_areas_in_use
from pages.admin.parts.tasks import act_form, threshold_sheet
from pages.admin.parts.tasks.act_form import Act, ActForm
from pages.ui import people, screen, widgets
from pages.ui.area_choice import WIDTH
from pages.ui.draw import marks
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot
from words.administration.threshold_line import (
    SWITCHES,
    explain_threshold,
    find_unit,
    name_threshold,
    write_threshold,
)

AREA = "area"
"""The parameter of the address: the ministry area shown."""


@dataclass(frozen=True, slots=True)
class EnteredThreshold:
    """What was filled in of a threshold."""

    area: str
    name: str
    value: str
    reason: str


def show_thresholds(page: Page) -> None:
    """Show the limits of a ministry area, with the form for whoever decides in all of it."""
    held = read_snapshot()
    area_of = find_areas_in_use(held.catalogue.histories, page.today)
    decides = people.find_permitted(held.catalogue, page.reader, Action.DECIDE, page.today)
    areas = sorted({area for key, area in area_of.items() if key in decides})
    screen.draw(marks.draw_lead(page.t("threshold.lead")))
    if not areas:
        screen.say(page.t("threshold.no_area"))
        return
    with st.container(horizontal=True, key="m-filters"):
        area = widgets.draw_choice(AREA, page.t("overview.area"), areas, str, WIDTH)
    if missing := widgets.find_unknown(AREA, areas):
        screen.say(page.t("administration.unknown_choice", value=missing))
    own = [key for key in area_of if area_of[key] == area]
    names = sorted(held.catalogue.find_institution(key, page.today).name for key in own if key in decides)
    screen.draw(marks.draw_lead(page.t("threshold.covers", institutions=page.words.list(names))))
    given = find_thresholds_in_force(held.settings, page.known_at).get(area, USUAL)
    if decides.issuperset(own):
        with st.expander(page.t("threshold.change")):
            _show_setting(page, area, given)
    else:
        screen.say(page.t("threshold.whole_area"))
    screen.draw(
        threshold_sheet.draw_in_force(area, given, page.words),
        threshold_sheet.draw_settings([one for one in held.settings if one.area == area], page.words),
    )


def _show_setting(page: Page, area: str, given: Thresholds) -> None:
    form = ActForm(page, "threshold", {"reason": page.t("course.reason"), "name": page.t("threshold.name")})
    # Outside the form, so that the input below follows it at once.
    name = st.selectbox(
        page.t("threshold.name"),
        list(MOST),
        format_func=lambda code: name_threshold(code, page.words),
        **form.keep("name"),
    )
    form = ActForm(page, form.key, {**form.labels, name: page.t("threshold.new_value")})
    screen.draw(marks.draw_lead(explain_threshold(name, page.words)))

    def draw() -> EnteredThreshold:
        return EnteredThreshold(area, name, _ask_value(form, name), form.ask_text("reason"))

    act_form.show_act(form, draw, lambda entered: _make_setting(page, entered, given))


def _ask_value(form: ActForm, name: str) -> str:
    """Show the input for a threshold's value and return what was typed."""
    page, kept = form.page, form.keep(f"value {name}")
    if name in SWITCHES:
        return str(
            st.selectbox(
                form.labels[name],
                ["0", "1"],
                format_func=lambda code: write_threshold(name, Decimal(code), page.words),
                **kept,
            )
        )
    unit = page.t(f"unit_name.{find_unit(name)}")
    label = page.t("threshold.value_in", unit=unit, most=page.words.number(MOST[name]))
    return str(st.text_input(label, autocomplete="off", **kept) or "")


def _make_setting(page: Page, entered: EnteredThreshold, given: Thresholds) -> Act:
    """Make the act that sets a threshold, with what will come of it."""
    before: Decimal = getattr(given, entered.name)
    value = before
    missing: tuple[Problem, ...] = ()
    try:
        value = parse_number(entered.value, entered.name)
    except InvalidInput as refused:
        missing = refused.problems
    said = {
        "area": entered.area,
        "name": name_threshold(entered.name, page.words),
        "before": write_threshold(entered.name, before, page.words),
        "after": write_threshold(entered.name, value, page.words),
    }
    return Act(
        lambda db: area_thresholds.set_threshold(db, entered.area, entered.name, value, entered.reason),
        (
            page.t("threshold.same" if value == before else "threshold.will_set", **said),
            page.t("threshold.from_now"),
        ),
        page.t("threshold.is_set", **said),
        missing,
    )
