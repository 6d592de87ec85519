"""The settlement of a plan's year as one page."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from metrics.access import Action
from metrics.annual.stages import AnnualStage
from metrics.facts.decisions import DecisionKind, find_latest
from metrics.score.after_decisions import find_totals
from metrics.score.pay import find_payment
from pages.cycle.parts.annual import (
    analysis_sheet,
    annual_sheet,
    approval_form,
    closing_form,
    next_year_sheet,
    part_one_sheet,
)
from pages.cycle.parts.annual.annual_reads import SettledYear
from pages.ui import plan_choice, screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from words import points


def show_year(settled: SettledYear, unknown: str) -> None:
    """Show how far the year is settled, what is missing, both parts of the table, the approvals and the closing."""
    page, t = settled.page, settled.page.t
    screen.draw(annual_sheet.draw_year_trail(settled))
    show_annual_title(settled)
    if unknown:
        screen.say(t("annual.unknown_goal", goal=unknown))
    approval_form.say_what_was_done(page)
    closing_form.say_what_was_done(page)
    if settled.table.stage is AnnualStage.TO_COME:
        screen.draw(annual_sheet.draw_to_come(settled))
        return
    screen.draw(annual_sheet.draw_standing(settled))
    st.header(t("annual.way"), anchor=False)
    screen.draw(annual_sheet.draw_way(settled), annual_sheet.draw_waiting(settled))
    st.header(t("annual.part_one"), anchor=False)
    screen.draw(part_one_sheet.draw_part_one(settled.table, settled.writer))
    screen.draw(part_one_sheet.draw_below(settled.table, settled.words))
    st.header(t("annual.part_two"), anchor=False)
    screen.draw(analysis_sheet.draw_part_two(settled))
    st.header(t("annual.changes"), anchor=False)
    screen.draw(
        part_one_sheet.draw_changes(settled.table, settled.words),
        part_one_sheet.draw_decisions(settled.table, settled.words),
    )
    st.header(t("annual.approval"), anchor=False)
    approval_form.show_approval(settled)
    st.header(t("annual.closing"), anchor=False)
    closing_form.show_closing(settled)
    screen.draw(_draw_pay(settled))
    next_year_sheet.show_next_year(settled)


def show_annual_title(settled: SettledYear) -> None:
    """Show whose year it is."""
    owner = settled.catalogue.find_owner(settled.plan)
    title = f"{owner.name}: {settled.plan.title}"
    plan_choice.show_plan_title(
        settled.page, settled.moment, settled.plan, title, within=settled.page.t("page.annual")
    )


def _draw_pay(settled: SettledYear) -> Markup:
    """Draw where the plan's rule for pay points, for those alone who decide on it."""
    plan, moment, words = settled.plan, settled.moment, settled.words
    if plan.pay is None or not settled.page.may(Action.DECIDE, settled.whose):
        return Markup()
    counted = {plan.id, *(other.plan for other in plan.pay.plans)} & set(moment.scores)
    totals = find_totals({key: moment.scores[key] for key in counted}, settled.catalogue)
    stands = settled.table.score.facts.decisions.get(plan.id, ())
    decided = find_latest(stands, DecisionKind.PAY, plan, settled.table.score.facts.as_of)
    found = find_payment(plan.pay, plan.id, totals)
    lines = [
        *points.write_payment(plan.pay, found, decided, words),
        *points.write_paid_periods(plan, found, words),
    ]
    decide = settled.page.link("plan", plan=plan.id, decide=DecisionKind.PAY)
    link = marks.draw_link(decide, words.t("annual.decide_pay")) if settled.is_present else Markup()
    return fill(
        '<section class="m-pay"><h2>{}</h2><p class="m-none">{}</p>{}<p>{}</p></section>',
        words.t("pay.title"),
        words.t("annual.pay_apart"),
        marks.draw_lines(lines),
        link,
    )
