"""The goal that the address asks for; where there is none, an offer of the plan's goals."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from metrics.score.scoring import GoalScore, Score
from pages.ui import plan_choice, screen
from pages.ui.page import Page


def find_asked_goal(page: Page, score: Score) -> GoalScore:
    """Return the goal the address asks for; where there is none, say so, offer those there are, and stop."""
    asked = st.query_params.get("goal", "")
    if asked not in [goal.goal.number for goal in score.goals]:
        _offer_goals(page, score, asked)
    return score.goal(asked)


def _offer_goals(page: Page, score: Score, asked: str) -> NoReturn:
    plan = score.plan
    page.show_title(page.t("page.goal"))
    screen.say(page.t("goal.unknown" if asked else "goal.none", goal=asked, plan=plan.title))
    links = [
        plan_choice.OfferedLink(
            page.link("goal", plan=plan.id, goal=g.goal.number), f"{g.goal.number} {g.goal.title}"
        )
        for g in score.goals
    ]
    screen.draw(plan_choice.draw_offer(links, page.words))
    screen.end_page(page.words)
