"""A plan as it would stand if: goals met or missed, values reached, days kept. Nothing of it is ever recorded."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import streamlit as st

from metrics import backwards
from metrics.pivotal import pivots
from metrics.whatif import Changes, WhatIf
from pages.ui import (
    data,
    data_whatif,
    department_panel,
    frame,
    scenario_panel,
    whatif_choices,
    whatif_sheet,
)
from pages.ui.whatif_choices import Asked

page = frame.open_page("whatif", titled=False)
moment = data.moment(page.as_of, page.known_at, page.reader, page.today)
scenario_panel.follow(page, moment)
plan = frame.asked_plan(page, moment, under_way=True, then=lambda: department_panel.show(page, moment))
owner = moment.catalogue.institutions[plan.institution]
titles = {goal.number: goal.title for goal in plan.goals}

page.show_title(page.t("whatif.title", institution=owner.name, plan=plan.title), fictional=owner.fictional)
frame.draw(whatif_sheet.lead(plan, page.words, page.link))
kept = scenario_panel.kept(page, plan, moment)
ranked = whatif_choices.RANKED in st.query_params


def suppose() -> None:
    """The goals with their controls, and what comes of what is supposed of them."""
    asked = whatif_choices.asked(moment, plan)
    whatif_choices.tell(page, plan, asked)
    frame.part(scenarios, whatif_choices.SCENARIOS)()
    left, right = st.columns([5, 4], gap="large")
    with left:
        first = data_whatif.pivotal(moment, plan.id, Changes(), Fraction(asked.wanted))
        goals = whatif_choices.ordered(moment.scores[plan.id], first)
        whatif_choices.show(page, moment, plan, asked, goals)
    with right, st.container(key="m-outcome"):
        if moment.scores[plan.id].totalled:
            whatif_choices.questions(page, moment, plan, asked)
        frame.part(outcome, whatif_choices.OUTCOME)()
    frame.part(decisive, whatif_choices.DECISIVE)()


def scenarios() -> None:
    """What is kept of the plan, beside what is supposed now."""
    asked = whatif_choices.asked(moment, plan)
    scenario_panel.show(page, plan, moment, kept, asked.changes, Fraction(asked.wanted))


def outcome() -> None:
    """Both bars, and what may come of the total; it stays in view beside the goals."""
    asked = whatif_choices.asked(moment, plan)
    found = data_whatif.what_if(moment, plan.id, asked.changes)
    before = data_whatif.what_if(moment, plan.id, Changes(rho=asked.changes.rho))
    totals = data_whatif.beside(moment, plan.id)
    frame.draw(
        whatif_sheet.bars(found, page.words),
        whatif_sheet.contradicted(found, page.words),
        whatif_sheet.outcome(found, before, Fraction(asked.wanted), page.words),
        whatif_sheet.pay(plan, found.pay(totals), before.pay(totals), page.words),
    )


def decisive() -> None:
    """The goals that decide the total, the total as a table, and what it takes to reach it."""
    asked = whatif_choices.asked(moment, plan)
    found, wanted = data_whatif.what_if(moment, plan.id, asked.changes), Fraction(asked.wanted)
    if not found.outlook:
        return
    points = page.words.points(wanted, found.changed.points.possible)
    pivotal = pivots(found.changed, wanted, asked.changes.rho)
    frame.draw(whatif_sheet.sensitivity(pivotal, titles, points, page.words))
    # What is folded away is made when it is unfolded: at each move it would cost as much as all that shows.
    if found.outlook.distribution():
        with st.expander(page.t("whatif.distribution_table"), key="whatif_table", on_change="rerun") as table:
            if table.open:
                frame.draw(whatif_sheet.distribution_table(found.outlook, wanted, page.words))
    with st.expander(page.t("whatif.takes"), expanded=ranked, key="whatif_ways", on_change="rerun") as takes:
        if takes.open:
            easiest({pivot.number: titles[pivot.number] for pivot in pivotal}, found, asked, wanted)


def easiest(open_: Mapping[str, str], found: WhatIf, asked: Asked, wanted: Fraction) -> None:
    """The sets of goals that reach the wanted total with the least effort, in the reader's own order of goals."""
    whatif_choices.ranking(page, open_, asked.easiest)
    costs = {number: float(place) for place, number in enumerate(asked.easiest or (), 1)}
    ways = backwards.ways(found.changed, wanted, costs or None)
    frame.draw(whatif_sheet.ways(ways, titles, wanted, found.changed.points.possible, page.words))


frame.part(suppose, whatif_choices.WHOLE)()
