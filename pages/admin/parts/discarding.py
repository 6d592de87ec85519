"""Discarding a draft, and taking it up again."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from sqlalchemy.orm import Session
from streamlit.delta_generator import DeltaGenerator

from db.plans import plan_commands
from pages.admin.parts import editor, editor_sheet
from pages.admin.parts.editor import OpenedPlan
from pages.ui import saving, screen, widgets
from pages.ui.page import Page


def show_discard(page: Page, at: OpenedPlan) -> None:
    """Show the control that discards a draft, once one has said that one is sure."""
    above = st.container()
    with st.popover(page.t("editor.discard")):
        screen.draw(editor_sheet.draw_note(page.t("editor.discard_note")))
        if widgets.show_button(page.t("editor.discard_sure"), f"discard|{at.plan.id}"):
            _change(page, at, plan_commands.discard_draft, "editor.discarded", above)


def show_discarded(page: Page, at: OpenedPlan, *, may_draft: bool) -> None:
    """Say that a draft is discarded, and let whoever may draft take it up again."""
    assert at.plan.discarded
    screen.say(page.t("editor.is_discarded", day=page.words.date(at.plan.discarded)))
    above = st.container()
    if not may_draft:
        screen.draw(editor_sheet.draw_note(page.t("editor.drafted_by")))
    elif widgets.show_button(page.t("editor.restore"), f"restore|{at.plan.id}"):
        _change(page, at, plan_commands.restore_draft, "editor.restored", above)


def _change(
    page: Page,
    at: OpenedPlan,
    command: Callable[[Session, str, int], object],
    said: str,
    above: DeltaGenerator,
) -> None:
    found = saving.write_change(lambda db: command(db, at.plan.id, at.version))
    if not found:
        editor.leave(said, plan=at.plan.id)
    editor.show_refusal(page, found, above, "editor.not_done")
