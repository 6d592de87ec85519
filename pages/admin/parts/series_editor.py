"""The indicators of a draft: those that nothing but drafts uses are corrected here, the others are only told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db import session
from db.location import find_database_url
from db.plans import plan_file
from db.results import result_queries
from db.scope import EVERYTHING
from metrics.errors import Problem
from metrics.plan.formula import SeriesKey
from pages.admin.parts import editor, editor_sheet
from pages.admin.parts.draft import Data
from pages.admin.parts.editor import OpenedPlan
from pages.admin.parts.forms import indicator_forms
from pages.admin.parts.forms.fields import FormFields
from pages.ui import screen
from pages.ui.page import Page


def show_series(page: Page, at: OpenedPlan) -> None:
    """Show the indicators that a draft reads, with a form for those that may be corrected."""
    fixed = _find_fixed(at)
    data = plan_file.to_data(at.plan)
    own = [row for row in data.get("indicators", []) if (row["institution"], row["id"]) not in fixed]
    kept = [row for row in data.get("indicators", []) if row not in own]
    screen.draw(editor_sheet.draw_series([row["name"] for row in kept], page.words))
    if not own:
        screen.draw(editor_sheet.draw_note(page.t("editor.no_series")))
        return
    screen.draw(editor_sheet.draw_note(page.t("editor.series_note")))

    def draw(fields: FormFields) -> list[Data]:
        for row in own:
            with st.container(border=True):
                indicator_forms.draw_indicator(fields.below(f"{row['institution']} {row['id']}"), row)
        return own

    def send(corrected: Sequence[Data]) -> Sequence[Problem]:
        changed: dict[str, Any] = {**data, "indicators": [*kept, *corrected]}
        return editor.save_and_leave(
            changed, at.basis, "editor.saved", typing, plan=at.plan.id, view="series"
        )

    typing = at.open_typing(page, "series")
    editor.show_kept_form(typing, "editor.save", draw, send)


def _find_fixed(at: OpenedPlan) -> set[SeriesKey]:
    """Find the series that a signed plan reads or that have been reported on."""
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        reported = result_queries.read_reported_series(db, at.plan.series())
    signed = (version.plan for version in at.held.versions if version.plan.locked)
    return reported.union(*(plan.series() for plan in signed))
