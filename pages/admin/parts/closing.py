"""Closing a signed plan: from then on its total stands. Whoever may not do it reads who may."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db.annual import closing_commands
from metrics.errors import Problem, refuse
from metrics.plan.institution_history import find_resource
from metrics.plan.model import Closing
from metrics.plan.versions import SIGNING
from pages.admin.parts import editor, editor_sheet
from pages.admin.parts.draft import Data
from pages.admin.parts.editor import OpenedPlan
from pages.ui import saving, screen
from pages.ui.page import Page


def show_closing(page: Page, at: OpenedPlan) -> None:
    """Show the form that closes the plan to those who sign for one of its parties."""
    st.header(page.t("editor.close_title"), anchor=False)
    screen.draw(editor_sheet.draw_editor_lead(page.t("editor.close_note")))
    whose = find_resource(at.held.catalogue.histories, at.plan.institution, page.today)
    if not any(page.may(SIGNING[party], whose) for party in at.plan.parties):
        screen.draw(editor_sheet.draw_note(page.t("editor.closed_by")))
        return
    fields = at.fields(page, "close")

    def draw() -> Data:
        said: Data = {}
        left, right = st.columns([2, 5])
        with left:
            fields.day(said, "on")
        with right:
            fields.text(said, "reason", lines=2, label=page.t("editor.close_reason"))
            fields.text(said, "note")
        return said

    def send(said: Data) -> Sequence[Problem]:
        if "on" not in said:
            return refuse("left_empty", "closed.on").problems
        closing = Closing(on=said["on"], reason=_strip(said, "reason"), note=_strip(said, "note"))
        found = saving.write_change(lambda db: closing_commands.close_plan(db, at.plan.id, closing))
        if not found:
            editor.leave("editor.now_closed", plan=at.plan.id)
        return found

    editor.show_form(page, f"{fields.place}|form", "editor.close", draw, send)


def _strip(said: Data, key: str) -> str | None:
    return str(said.get(key, "")).strip() or None
