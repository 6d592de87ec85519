"""The goals of a what-if, each with its controls, and what in the address cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from metrics.plan.model import Plan
from metrics.score.scoring import GoalScore, Score
from metrics.status import Status
from metrics.whatif.pivotal import Pivot
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.whatif import whatif_address, whatif_goal_sheet, whatif_reads
from pages.outlook.parts.whatif.goal_controls import GoalControls, make_finer_key, make_mode_key
from pages.outlook.parts.whatif.whatif_address import WhatIfRequest
from pages.outlook.parts.whatif.whatif_goal import SupposedMode
from pages.outlook.parts.whatif.whatif_session import write_parameters
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words import problems


def tell_problems(page: Page, plan: Plan, asked: WhatIfRequest) -> None:
    """Tell everything in the address that cannot be used."""
    told = dict.fromkeys(problems.describe_problem(problem, page.words) for problem in asked.wrong)
    if told:
        screen.draw(marks.draw_problems(page.t("whatif.left_out"), list(told)))
    if asked.wanted_refused:
        most = int(plan.scoring.possible)
        screen.say(page.t("whatif.wanted_unknown", value=asked.wanted_refused, most=most))


def show_goals(page: Page, moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> None:
    """Show every goal with its controls, and the button that resets them all."""
    screen.draw(whatif_goal_sheet.draw_heading(page.words))
    pivots = whatif_reads.read_pivots(moment, plan.id, Suppositions(), asked.wanted.points)
    goals = sort_goals(moment.scores[plan.id], pivots)
    for score in goals:
        with st.container(key=f"m-goal-{score.goal.number}", gap="small"):
            GoalControls(page, moment, moment.outlooks[plan.id], asked.changes, score).show()
    st.button(
        page.t("whatif.reset_all"),
        key="whatif_reset_all",
        on_click=_reset_all(goals),
        disabled=not whatif_address.write_query(asked.changes),
    )


def sort_goals(score: Score, pivots: Sequence[Pivot]) -> list[GoalScore]:
    """Return the goals that are not withdrawn, the most decisive for the total first."""
    place = {pivot.number: at for at, pivot in enumerate(pivots)}
    standing = [goal for goal in score.goals if goal.status is not Status.WITHDRAWN]
    return sorted(standing, key=lambda goal: place.get(goal.goal.number, len(place)))


def _reset_all(goals: Sequence[GoalScore]) -> Callable[[], None]:
    def write() -> None:
        for goal in goals:
            st.session_state[make_mode_key(goal.goal)] = SupposedMode.NOW
            st.session_state[make_finer_key(goal.goal)] = None
        write_parameters(dict.fromkeys(whatif_address.PARAMETERS, ""))

    return write
