"""A plan as it would stand if: goals met or missed, values reached, days kept. Nothing of it is ever recorded."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from metrics.whatif.ways import find_ways
from metrics.whatif.whatif import Suppositions, WhatIf
from pages.outlook.parts import department_panel, scenario_panel, whatif_choices, whatif_reads, whatif_sheet
from pages.outlook.parts.whatif_address import RANKED, WhatIfRequest
from pages.ui import frame, moments

page = frame.open_page("whatif", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
scenario_panel.follow_link(page, moment)
plan = frame.find_asked_plan(
    page, moment, under_way=True, then=lambda: department_panel.show_department(page, moment)
)
official = moment.scores[plan.id]
owner = moment.catalogue.institutions[plan.institution]
titles = {goal.number: goal.title for goal in plan.goals}

page.show_title(page.t("whatif.title", institution=owner.name, plan=plan.title), fictional=owner.fictional)
frame.draw(whatif_sheet.draw_lead(plan, page.words, page.link))
kept = scenario_panel.read_kept(page, plan, moment)
ranked = RANKED in st.query_params


@frame.make_part
def show_controls() -> None:
    """The goals with their controls, and what comes of what is supposed of them.

    The two parts within it are drawn anew by themselves too, so each of them asks what is supposed now.
    """
    asked = whatif_choices.read_current(moment, plan)
    whatif_choices.tell_problems(page, plan, asked)
    scenario_panel.show_scenarios(page, plan, moment, kept, asked.changes)
    left, right = st.columns([5, 4], gap="large")
    with left:
        whatif_choices.show_goals(page, moment, plan, asked)
    with right, st.container(key="m-outcome"):
        if official.totalled:
            whatif_choices.show_questions(page, moment, plan, asked)
        frame.make_part(show_outcome, whatif_choices.OUTCOME)()
    frame.make_part(show_decisive, whatif_choices.DECISIVE)()
    if official.totalled:
        frame.draw_folded(page.t("whatif.distribution_table"), whatif_choices.TABLE, show_table)
        frame.draw_folded(page.t("whatif.takes"), whatif_choices.WAYS, show_ways, expanded=ranked)


def read_supposed() -> tuple[WhatIfRequest, WhatIf]:
    """What the address supposes now, and what comes of it."""
    asked = whatif_choices.read_current(moment, plan)
    return asked, whatif_reads.read_what_if(moment, plan.id, asked.changes)


def show_outcome() -> None:
    """Both bars, and what may come of the total; it stays in view beside the goals."""
    asked, found = read_supposed()
    before = whatif_reads.read_what_if(moment, plan.id, Suppositions(rho=asked.changes.rho))
    totals = whatif_reads.read_other_totals(moment, plan.id)
    frame.draw(whatif_sheet.draw_bars(found, page.words), whatif_sheet.draw_contradicted(found, page.words))
    frame.draw(
        whatif_sheet.draw_outcome(found, before, Fraction(asked.wanted), page.words),
        whatif_sheet.draw_pay_change(plan, found.pay(totals), before.pay(totals), page.words),
    )


def show_decisive() -> None:
    """The goals that decide the total."""
    asked = whatif_choices.read_current(moment, plan)
    wanted = Fraction(asked.wanted)
    pivotal = whatif_reads.read_pivots(moment, plan.id, asked.changes, wanted)
    points = page.words.points(wanted, official.points.possible)
    frame.draw(whatif_sheet.draw_sensitivity(pivotal, titles, points, page.words))


def show_table() -> None:
    """The likelihood of each total."""
    asked, found = read_supposed()
    if found.outlook:
        frame.draw(whatif_sheet.draw_distribution_table(found.outlook, Fraction(asked.wanted), page.words))


def show_ways() -> None:
    """The sets of goals that reach the wanted total with the least effort, in the reader's own order of goals."""
    asked, found = read_supposed()
    wanted, score = Fraction(asked.wanted), found.changed
    whatif_choices.show_ranking(page, score.find_undecided(), asked.easiest)
    costs = {number: float(place) for place, number in enumerate(asked.easiest or (), 1)}
    sets = find_ways(score, wanted, costs or None)
    frame.draw(whatif_sheet.draw_ways(sets, titles, wanted, score.points.possible, page.words))


show_controls()
