"""A plan as it would stand if: goals met or missed, values reached, days kept. Nothing of it is ever recorded."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import streamlit as st

from metrics import backwards
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


@frame.part
def suppose() -> None:
    """The goals with their controls, and what comes of what is supposed of them."""
    asked = whatif_choices.asked(page, moment, plan)
    wanted = Fraction(asked.wanted)
    found = data_whatif.what_if(moment, plan.id, asked.changes)
    before = data_whatif.what_if(moment, plan.id, Changes(rho=asked.changes.rho))
    scenario_panel.show(page, plan, moment, kept, asked.changes, wanted)
    left, right = st.columns([5, 4], gap="large")
    with left:
        first = data_whatif.pivotal(moment, plan.id, Changes(), wanted)
        goals = whatif_choices.ordered(moment.scores[plan.id], first)
        whatif_choices.show(page, moment, plan, asked.changes, goals)
    with right, st.container(key="m-outcome"):
        outcome(found, before, asked, wanted)
    if found.changed.totalled:
        decisive(found, asked, wanted)


def outcome(found: WhatIf, before: WhatIf, asked: Asked, wanted: Fraction) -> None:
    """Both bars, and what may come of the total; it stays in view beside the goals."""
    frame.draw(whatif_sheet.bars(found, page.words), whatif_sheet.contradicted(found, page.words))
    if not found.changed.totalled:
        return
    one, other = st.columns(2)
    with one:
        whatif_choices.points(page, plan, asked.wanted)
    with other:
        whatif_choices.correlation(page, plan, asked.changes.rho)
    totals = data_whatif.beside(moment, plan.id)
    frame.draw(
        whatif_sheet.outcome(found, before, wanted, page.words),
        whatif_sheet.pay(plan, found.pay(totals), before.pay(totals), page.words),
    )


def decisive(found: WhatIf, asked: Asked, wanted: Fraction) -> None:
    """The goals that decide the total, the total as a table, and what it takes to reach it."""
    points = page.words.points(wanted, found.changed.points.possible)
    pivotal = data_whatif.pivotal(moment, plan.id, asked.changes, wanted)
    frame.draw(whatif_sheet.sensitivity(pivotal, titles, points, page.words))
    # What is folded away is made when it is unfolded: at each move it would cost as much as all that shows.
    if found.outlook and found.outlook.distribution():
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


suppose()
