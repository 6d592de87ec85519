"""The form by which it is reported how an initiative stands."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db.directions import direction_commands
from metrics.direction.progress import OF_STEPS, StepEvent, StepEventKind
from pages.status.parts import statement_form
from pages.status.parts.direction.direction_reads import DirectionView
from pages.ui import screen, widgets
from pages.ui.draw.html import quote_markdown
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words.directions.standing_line import write_progress

NAME = "progress"
_LABELS = {"number": "direction.initiative"}


def list_progress_kinds(page: Page, moment: JudgedMoment, view: DirectionView) -> list[StepEventKind]:
    """List what the reader may say of the plan's initiatives; nothing where it has none."""
    found = view.direction
    if not found.initiatives:
        return []
    return statement_form.list_statement_kinds(page, moment, view.owner.id, found.department, OF_STEPS)


def show_progress_form(page: Page, view: DirectionView, kinds: Sequence[StepEventKind]) -> None:
    """Show the form, folded until it is asked for, and the problems with what was entered."""
    screen.say_done(NAME, lambda line: page.t("direction.reported", line=quote_markdown(line)))
    with st.expander(page.t("direction.report_new")), st.form(NAME, border=False):
        titles = {one.number: one.name for one in view.direction.walk()}
        number = statement_form.ask_number(page, NAME, "direction.initiative", titles)
        kind = statement_form.ask_kind(page, NAME, kinds)
        day = statement_form.ask_day(page, NAME)
        note, source = statement_form.ask_words(page, NAME)
        if widgets.show_submit(page.t("direction.report_save"), f"{NAME}_save", type="primary"):
            said = StepEvent(view.direction.id, number, kind, day, note, source)
            statement_form.save_statement(
                page,
                lambda db: direction_commands.record_progress(db, said),
                _LABELS,
                (NAME, f"{number}: {write_progress(said, page.words)}"),
                (f"{NAME}_note", f"{NAME}_source"),
            )
