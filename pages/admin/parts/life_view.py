"""How far a draft or an amendment has come, and what it is signed, agreed to or discarded with."""

from __future__ import annotations

import streamlit as st

from pages.admin.parts import (
    discarding,
    editor,
    editor_sheet,
    proposal_sheet,
    proposing,
    signing_panel,
    signing_sheet,
)
from pages.admin.parts.editor import OpenedPlan
from pages.ui import screen
from pages.ui.draw.writer import Writer
from pages.ui.page import Page


def show_state(page: Page, at: OpenedPlan) -> None:
    """Show whether a draft or an amendment is open, and who has signed it so far."""
    if at.proposal:
        screen.draw(proposal_sheet.draw_amendment_state(at.proposal, at.plan, page.words))
        return
    screen.draw(editor_sheet.draw_state(at.plan, at.version, page.words))
    screen.draw(signing_sheet.draw_signed_so_far(at.versions, page.words))


def show_life(page: Page, at: OpenedPlan, writer: Writer, *, may_draft: bool) -> None:
    """Show what a draft is signed with, copied with and discarded with, or what an amendment is agreed to with."""
    if at.proposal:
        proposing.show_amendment(page, at, at.proposal, writer)
        return
    signing_panel.show_life(page, at)
    if may_draft:
        discarding.show_discard(page, at)
    st.header(page.t("editor.copies"), anchor=False)
    editor.show_copies(page, at, may_draft=may_draft)
