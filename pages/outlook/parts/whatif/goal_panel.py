"""What it means if one goal is not met: the total with it met and missed, beside the plan as it stands."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics.algebra.distribution import ONE, ZERO
from metrics.plan.model import Goal, Plan
from metrics.score.scoring import GoalScore
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.whatif import (
    missed_sheet,
    question_controls,
    whatif_address,
    whatif_choices,
    whatif_goal,
    whatif_reads,
    whatif_session,
    whatif_sheet,
)
from pages.outlook.parts.whatif.whatif_address import WhatIfRequest
from pages.outlook.parts.whatif.whatif_goal import SupposedMode
from pages.ui import screen
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page


def show_goal(page: Page, moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> None:
    """Show the choice of a goal, what its failure means, and the button that puts that into the choice."""
    goals = _sort_goals(moment, plan, asked)
    goal = find_asked_goal(moment, plan, asked)
    if goal is None:
        return  # every goal is withdrawn
    with st.container(key="m-wanted"):
        question_controls.show_goal(page, goals, goal.number)
        question_controls.show_wanted(page, moment, plan, asked.wanted)
    rest = whatif_goal.switch_mode(asked.changes, goal, SupposedMode.NOW, None)
    before = whatif_reads.read_what_if(moment, plan.id, rest)
    scored = before.changed.goal(goal.number)
    supposed = [replace(rest, credits={**rest.credits, goal.number: credit}) for credit in (ONE, ZERO)]
    after = [whatif_reads.read_what_if(moment, plan.id, changes) for changes in supposed]
    now, met, missed = (one.outlook for one in (before, *after))
    if now and met and missed:
        screen.draw(
            whatif_sheet.draw_supposed(rest, page.words),
            missed_sheet.draw_missed(goal.number, now, met, missed, asked.wanted.points, page.words),
            missed_sheet.draw_stake(scored, after[-1].changed.points, page.words),
        )

    def put() -> None:
        cleared = dict.fromkeys((*whatif_address.PARAMETERS, whatif_address.ASKED, whatif_address.MISSED), "")
        whatif_session.write_parameters(cleared | whatif_address.write_query(supposed[-1]))

    st.button(page.t("missed.put", goal=goal.number), key="whatif_put", on_click=put, type="primary")


def find_asked_goal(moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> Goal | None:
    """Find the goal that is asked about, the most decisive one by itself; None where every goal is withdrawn."""
    goals = [score.goal for score in _sort_goals(moment, plan, asked)]
    return next((goal for goal in goals if goal.number == asked.goal), goals[0] if goals else None)


def _sort_goals(moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> list[GoalScore]:
    pivots = whatif_reads.read_pivots(moment, plan.id, Suppositions(), asked.wanted.points)
    return whatif_choices.sort_goals(moment.scores[plan.id], pivots)
