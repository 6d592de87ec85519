"""The report that the address asks for, and those of a plan that may be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from metrics.errors import InvalidInput
from metrics.followup.owed_rows import list_quarters
from metrics.plan.model import Plan
from pages.ui import plan_choice, screen
from pages.ui.page import Page
from pages.ui.reports.held_reports import HeldReports, OpenReport, open_report
from words.problems import describe_problem


def say_unknown_plan(page: Page) -> None:
    """Say that there is no such plan, where the address asks for one."""
    if asked := st.query_params.get("plan", ""):
        screen.say(page.t("report.unknown_plan", plan=asked))


def open_asked_report(page: Page, held: HeldReports, plan: Plan) -> OpenReport | None:
    """Open the report that the address asks for; where there is none, say why and offer the plan's quarters."""
    asked = st.query_params.get("quarter", "")
    try:
        return open_report(page, held, plan.id, asked)
    except InvalidInput as refused:
        page.show_title(f"{held.catalogue.find_owner(plan).name}, {plan.title}")
        for problem in refused.problems if asked or not plan.locked else ():
            screen.say(describe_problem(replace(problem, place=""), page.words))
        if plan.locked:
            screen.draw(plan_choice.draw_offer(list_quarter_links(page, plan), page.words))
        return None


def list_quarter_links(page: Page, plan: Plan) -> Sequence[plan_choice.OfferedLink]:
    """List the reports of a plan's quarters."""
    return [
        plan_choice.OfferedLink(
            page.link("report", plan=plan.id, quarter=one.text),
            f"{plan.title}, {page.words.period(one.text)}",
        )
        for one in list_quarters(plan)
    ]
