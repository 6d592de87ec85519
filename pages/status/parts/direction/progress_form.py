"""The form by which it is reported how an initiative stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db.directions import direction_commands
from metrics.direction.progress import OF_STEPS, VERDICTS, StepEvent, StepEventKind, find_progress_right
from metrics.plan.institution_history import find_resource
from metrics.plan.terms import FIRST_DAY
from pages.status.parts.direction.direction_reads import DirectionView
from pages.ui import saving, screen, widgets
from pages.ui.draw.html import quote_markdown
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words.directions.standing_line import write_progress
from words.language import LANGUAGES

DONE = "progress"


def list_kinds(page: Page, moment: JudgedMoment, view: DirectionView) -> list[StepEventKind]:
    """List what the reader may say of the plan's initiatives; nothing on a day of the past."""
    if page.as_of < page.today:
        return []
    whose = find_resource(moment.catalogue.histories, view.owner.id, page.today)
    asked = [kind for kind in OF_STEPS if kind not in VERDICTS or view.direction.department]
    department = view.direction.department
    return [kind for kind in asked if page.may(find_progress_right(kind, department), whose)]


def show_form(page: Page, view: DirectionView, kinds: Sequence[StepEventKind]) -> None:
    """Show the form, folded until it is asked for, and the problems with what was entered."""
    screen.say_done(DONE, lambda line: page.t("direction.reported", line=quote_markdown(line)))
    with st.expander(page.t("direction.report_new")), st.form("progress", border=False):
        titles = {one.number: one.name for one in view.direction.walk()}
        number = st.selectbox(
            page.t("direction.initiative"),
            list(titles),
            format_func=titles.__getitem__,
            **widgets.keep_typed("progress_number"),
        )
        kind = st.selectbox(
            page.t("direction.what"),
            list(kinds),
            format_func=lambda one: page.t(f"initiative.said_{one}"),
            **widgets.keep_typed("progress_kind"),
        )
        on = st.date_input(
            page.t("direction.on"),
            page.today,
            min_value=FIRST_DAY,
            max_value=page.today,
            format=LANGUAGES[page.lang].calendar,
            width=200,
            **widgets.keep_typed("progress_on"),
        )
        note = st.text_area(page.t("direction.note"), **widgets.keep_typed("progress_note"))
        source = st.text_input(page.t("direction.evidence"), **widgets.keep_typed("progress_source"))
        if widgets.show_submit(page.t("direction.report_save"), "progress_save", type="primary"):
            day = on if isinstance(on, date) else page.today
            _save(page, StepEvent(view.direction.id, number, kind, day, note, source))


def _save(page: Page, said: StepEvent) -> None:
    if found := saving.write_change(lambda db: direction_commands.record_progress(db, said)):
        labels = {"number": "direction.initiative", "kind": "direction.what", "on": "direction.on"}
        labels |= {"note": "direction.note", "source": "direction.evidence"}
        widgets.show_refused(found, {name: page.t(key) for name, key in labels.items()}, page.words)
        return
    for name in ("progress_note", "progress_source"):
        st.session_state.pop(name, None)
    saving.note_done(DONE, f"{said.number}: {write_progress(said, page.words)}")
    st.rerun()
