"""A draft's goals: listed with their targets, or one of them in its form."""

from __future__ import annotations

import streamlit as st

from pages.admin.parts import editor_sheet, goal_editor
from pages.admin.parts.editor import OpenedPlan
from pages.ui import screen
from pages.ui.draw.writer import Writer
from pages.ui.page import Page


def show_goals(page: Page, at: OpenedPlan, writer: Writer, *, may_draft: bool) -> None:
    """Show the goals, those with something typed that is not saved in the plan marked, and what can be added."""
    typed = at.find_typed(page) if may_draft else frozenset()
    screen.draw(editor_sheet.draw_draft_goals(at.previewed(), at.plan, writer, typed, may_draft=may_draft))
    screen.draw(editor_sheet.draw_additions(at.plan, writer) if may_draft else "")


def show_edited(page: Page, at: OpenedPlan, number: str | None, add: str | None, writer: Writer) -> None:
    """Show the form of a goal, or of a new one."""
    if number and number not in [goal.number for goal in at.plan.goals]:
        screen.say(page.t("goal.unknown", goal=number, plan=at.plan.title))
        show_goals(page, at, writer, may_draft=True)
        return
    goal_editor.show_goal(page, at, number, add if add in editor_sheet.ADDED else None)
    if number and "text" not in st.query_params:
        screen.draw(editor_sheet.draw_text_link(at.plan, number, writer))
