"""What comes of a choice: the goals with their controls, and the outcome beside and below them."""

from __future__ import annotations

import streamlit as st

from metrics.access import Action
from metrics.plan.institution_history import find_resource
from metrics.plan.model import Plan
from metrics.whatif.headline import find_area_total
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.whatif import (
    decisive_sheet,
    distribution_sheet,
    question_controls,
    whatif_choices,
    whatif_reads,
    whatif_session,
    whatif_sheet,
)
from pages.outlook.parts.whatif.whatif_address import WhatIfRequest
from pages.ui import page_part, screen
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page


def show_choice(page: Page, moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> None:
    """Show the goals, and what becomes of the total."""
    official = moment.scores[plan.id]
    left, right = st.columns([5, 4], gap="large")
    with left:
        whatif_choices.show_goals(page, moment, plan, asked)
    with right, st.container(key="m-outcome"):
        if official.totalled:
            question_controls.show_wanted(page, moment, plan, asked.wanted)
        # These two are also redrawn by themselves, so each of them reads what is supposed now.
        page_part.make_part(lambda: _show_outcome(page, moment, plan), whatif_session.OUTCOME)()
    page_part.make_part(lambda: _show_decisive(page, moment, plan), whatif_session.DECISIVE)()
    if official.totalled:
        label = page.t("whatif.distribution_table")
        page_part.draw_folded(label, whatif_session.TABLE, lambda: _show_table(page, moment, plan))


def _show_outcome(page: Page, moment: JudgedMoment, plan: Plan) -> None:
    """Show both bars and what may become of the total; it stays in view beside the goals."""
    asked, found = whatif_reads.read_current(moment, plan)
    before = whatif_reads.read_what_if(moment, plan.id, Suppositions(rho=asked.changes.rho))
    totals = whatif_reads.read_other_totals(moment, plan.id)
    area = find_area_total(plan, moment.find_satisfactory_of(plan))
    # Where the rule for pay points is for those alone who decide on it.
    decides = page.may(Action.DECIDE, find_resource(moment.catalogue.histories, plan.institution, page.today))
    pay = whatif_sheet.draw_pay_change(plan, found.pay(totals), before.pay(totals), page.words)
    screen.draw(
        whatif_sheet.draw_bars(found, page.words),
        whatif_sheet.draw_contradicted(found, page.words),
        whatif_sheet.draw_outcome(found, before, asked.wanted.points, area, page.words),
        pay if decides else "",
    )


def _show_decisive(page: Page, moment: JudgedMoment, plan: Plan) -> None:
    """Show the goals that decide the total."""
    asked = whatif_session.read_request(moment, plan)
    titles = {goal.number: goal.title for goal in plan.goals}
    pivots = whatif_reads.read_pivots(moment, plan.id, asked.changes, asked.wanted.points)
    points = page.words.points(asked.wanted.points, moment.scores[plan.id].points.possible)
    screen.draw(decisive_sheet.draw_sensitivity(pivots, titles, points, page.words))


def _show_table(page: Page, moment: JudgedMoment, plan: Plan) -> None:
    """Show the likelihood of each total."""
    asked, found = whatif_reads.read_current(moment, plan)
    if found.outlook:
        screen.draw(
            distribution_sheet.draw_distribution_table(found.outlook, asked.wanted.points, page.words)
        )
