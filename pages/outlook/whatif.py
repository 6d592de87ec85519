"""What if: a plan with goals met or missed, values reached, days kept. None of it is ever recorded."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from metrics.whatif.ways import find_ways
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts import department_panel
from pages.outlook.parts.scenarios import scenario_panel
from pages.outlook.parts.whatif import (
    decisive_sheet,
    distribution_sheet,
    question_controls,
    whatif_address,
    whatif_choices,
    whatif_reads,
    whatif_session,
    whatif_sheet,
)
from pages.ui import frame, moments, page_part, plan_choice, screen

page = frame.open_page("whatif", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
scenario_panel.follow_link(page, moment)
plan = plan_choice.find_asked_plan(
    page, moment, under_way=True, then=lambda: department_panel.show_department(page, moment)
)
moment, official = moment.of(plan), moment.scores[plan.id]
titles = {goal.number: goal.title for goal in plan.goals}

title = page.t("whatif.title", institution=moment.catalogue.find_owner(plan).name, plan=plan.title)
plan_choice.show_plan_title(page, moment, plan, title)
screen.draw(whatif_sheet.draw_lead(plan, page.writer(moment.catalogue)))
kept = scenario_panel.read_kept(page, plan, moment)
ranked = whatif_address.RANKED in st.query_params


@page_part.make_part
def show_controls() -> None:
    """Show the goals with their controls, and the outcome beside and below them."""
    asked = whatif_session.read_request(moment, plan)
    whatif_choices.tell_problems(page, plan, asked)
    scenario_panel.show_scenarios(page, plan, moment, kept, asked.changes)
    left, right = st.columns([5, 4], gap="large")
    with left:
        whatif_choices.show_goals(page, moment, plan, asked)
    with right, st.container(key="m-outcome"):
        if official.totalled:
            question_controls.show_questions(page, moment, plan, asked)
        # These two are also redrawn by themselves, so each of them reads what is supposed now.
        page_part.make_part(show_outcome, whatif_session.OUTCOME)()
    page_part.make_part(show_decisive, whatif_session.DECISIVE)()
    if official.totalled:
        page_part.draw_folded(page.t("whatif.distribution_table"), whatif_session.TABLE, show_table)
        page_part.draw_folded(page.t("whatif.takes"), whatif_session.WAYS, show_ways, expanded=ranked)


def show_outcome() -> None:
    """Show both bars and what may become of the total; it stays in view beside the goals."""
    asked, found = whatif_reads.read_current(moment, plan)
    before = whatif_reads.read_what_if(moment, plan.id, Suppositions(rho=asked.changes.rho))
    totals = whatif_reads.read_other_totals(moment, plan.id)
    screen.draw(
        whatif_sheet.draw_bars(found, page.words),
        whatif_sheet.draw_contradicted(found, page.words),
        whatif_sheet.draw_outcome(found, before, Fraction(asked.wanted), page.words),
        whatif_sheet.draw_pay_change(plan, found.pay(totals), before.pay(totals), page.words),
    )


def show_decisive() -> None:
    """Show the goals that decide the total."""
    asked = whatif_session.read_request(moment, plan)
    pivots = whatif_reads.read_pivots(moment, plan.id, asked.changes, Fraction(asked.wanted))
    points = page.words.points(asked.wanted, official.points.possible)
    screen.draw(decisive_sheet.draw_sensitivity(pivots, titles, points, page.words))


def show_table() -> None:
    """Show the likelihood of each total."""
    asked, found = whatif_reads.read_current(moment, plan)
    if found.outlook:
        wanted = Fraction(asked.wanted)
        screen.draw(distribution_sheet.draw_distribution_table(found.outlook, wanted, page.words))


def show_ways() -> None:
    """Show the sets of goals that reach the wanted total with the least effort, as the reader ranks it."""
    asked, found = whatif_reads.read_current(moment, plan)
    wanted, score = Fraction(asked.wanted), found.changed
    question_controls.show_ranking(page, score.find_undecided(), asked.easiest)
    costs = {number: float(place) for place, number in enumerate(asked.easiest or (), 1)}
    sets = find_ways(score, wanted, costs or None)
    screen.draw(decisive_sheet.draw_ways(sets, titles, wanted, score.points.possible, page.words))


show_controls()
