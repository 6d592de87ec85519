"""The form by which a time of a duty is reported, or what set one off is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db.directions import duty_commands
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.duties.occurrences import list_times
from pages.status.parts import statement_form
from pages.status.parts.duties.duty_reads import DutyView
from pages.ui import screen, widgets
from pages.ui.draw.html import quote_markdown
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words.directions.duty_line import write_report

NAME = "duty"
_LABELS = {"number": "wheel.duty", "occurrence": "wheel.time", "ends": "wheel.ends"}
# What is said most stands first.
_KINDS = sorted(StepEventKind, key=lambda kind: kind is not StepEventKind.CLAIMED)


def list_duty_kinds(page: Page, moment: JudgedMoment, view: DutyView) -> list[StepEventKind]:
    """List what the reader may say of the plan's duties."""
    return statement_form.list_statement_kinds(page, moment, view.owner.id, view.plan.department, _KINDS)


def show_duty_form(page: Page, view: DutyView, kinds: Sequence[StepEventKind]) -> None:
    """Show the form, folded until it is asked for, and the problems with what was entered."""
    screen.say_done(NAME, lambda line: page.t("direction.reported", line=quote_markdown(line)))
    with st.expander(page.t("wheel.report_new")):
        # Outside the form, for the times offered are those of the duty chosen.
        titles = {one.number: one.name for one in view.plan.duties}
        number = statement_form.ask_number(page, NAME, "wheel.duty", titles)
        with st.form(NAME, border=False):
            said = _ask(page, view, number, kinds)
            if widgets.show_submit(page.t("direction.report_save"), f"{NAME}_save", type="primary"):
                statement_form.save_statement(
                    page,
                    lambda db: duty_commands.record_report(db, said),
                    _LABELS,
                    (NAME, f"{number}: {write_report(said, page.words)}"),
                    [f"{NAME}_{field}" for field in ("note", "source", "ends", "occurrence")],
                )


def _ask(page: Page, view: DutyView, number: str, kinds: Sequence[StepEventKind]) -> StepEvent:
    """Ask for what is said of a duty."""
    kind = statement_form.ask_kind(page, NAME, kinds)
    occurrence = st.selectbox(
        page.t("wheel.time"),
        [None, *_list_near(page, view, number)],
        format_func=lambda day: page.words.date(day) if day else page.t("wheel.no_time"),
        **widgets.keep_typed(f"{NAME}_occurrence"),
    )
    day, ends = statement_form.ask_day(page, NAME), statement_form.ask_end(page, NAME)
    note, source = statement_form.ask_words(page, NAME)
    return StepEvent(view.plan.id, number, kind, day, note, source, occurrence=occurrence, ends=ends)


def _list_near(page: Page, view: DutyView, number: str) -> list[date]:
    """List the times of a duty that may be meant: from before the year until the end of the next."""
    duty = view.plan.find_duty(number)
    times = list_times(view.plan, duty, view.told) if duty else []
    return [day for day in times if day.year <= page.today.year + 1]
