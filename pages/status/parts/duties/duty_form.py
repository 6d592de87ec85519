"""The form by which a time of a duty is reported, or what set one off is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db.directions import duty_commands
from metrics.direction.progress import VERDICTS, StepEvent, StepEventKind, find_progress_right
from metrics.duties.occurrences import list_times
from metrics.plan.institution_history import find_resource
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from pages.status.parts.duties.duty_reads import DutyView
from pages.ui import saving, screen, widgets
from pages.ui.draw.html import quote_markdown
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words.directions.duty_line import write_report
from words.language import LANGUAGES

DONE = "duty"
_FIELDS = {
    "number": "wheel.duty",
    "kind": "direction.what",
    "occurrence": "wheel.time",
    "on": "direction.on",
    "ends": "wheel.ends",
    "note": "direction.note",
    "source": "direction.evidence",
}


def list_duty_kinds(page: Page, moment: JudgedMoment, view: DutyView) -> list[StepEventKind]:
    """List what the reader may say of the plan's duties; nothing on a day of the past."""
    if page.as_of < page.today:
        return []
    whose = find_resource(moment.catalogue.histories, view.owner.id, page.today)
    department = view.plan.department
    asked = [kind for kind in StepEventKind if kind not in VERDICTS or department]
    # What is said most stands first.
    asked.sort(key=lambda kind: kind is not StepEventKind.CLAIMED)
    return [kind for kind in asked if page.may(find_progress_right(kind, department), whose)]


def show_duty_form(page: Page, view: DutyView, kinds: Sequence[StepEventKind]) -> None:
    """Show the form, folded until it is asked for, and the problems with what was entered."""
    screen.say_done(DONE, lambda line: page.t("direction.reported", line=quote_markdown(line)))
    with st.expander(page.t("wheel.report_new")):
        titles = {one.number: one.name for one in view.plan.duties}
        # Outside the form, for the times offered are those of the duty chosen.
        number = st.selectbox(
            page.t("wheel.duty"),
            list(titles),
            format_func=titles.__getitem__,
            **widgets.keep_typed("duty_number"),
        )
        with st.form("duty", border=False):
            said = _ask(page, view, number, kinds)
            if widgets.show_submit(page.t("direction.report_save"), "duty_save", type="primary"):
                _save(page, said)


def _ask(page: Page, view: DutyView, number: str, kinds: Sequence[StepEventKind]) -> StepEvent:
    """Ask for what is said of a duty."""
    kind = st.selectbox(
        page.t("direction.what"),
        list(kinds),
        format_func=lambda one: page.t(f"initiative.said_{one}"),
        **widgets.keep_typed("duty_kind"),
    )
    occurrence = st.selectbox(
        page.t("wheel.time"),
        [None, *_list_near(page, view, number)],
        format_func=lambda day: page.words.date(day) if day else page.t("wheel.no_time"),
        **widgets.keep_typed("duty_occurrence"),
    )
    calendar = LANGUAGES[page.lang].calendar
    on = st.date_input(
        page.t("direction.on"),
        page.today,
        min_value=FIRST_DAY,
        max_value=page.today,
        format=calendar,
        width=200,
        **widgets.keep_typed("duty_on"),
    )
    ends = st.date_input(
        page.t("wheel.ends"),
        None,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format=calendar,
        width=200,
        **widgets.keep_typed("duty_ends"),
    )
    note = st.text_area(page.t("direction.note"), **widgets.keep_typed("duty_note"))
    source = st.text_input(page.t("direction.evidence"), **widgets.keep_typed("duty_source"))
    day = on if isinstance(on, date) else page.today
    until = ends if isinstance(ends, date) else None
    return StepEvent(view.plan.id, number, kind, day, note, source, occurrence=occurrence, ends=until)


def _list_near(page: Page, view: DutyView, number: str) -> list[date]:
    """List the times of a duty that may be meant: from before the year until the end of the next."""
    duty = view.plan.find_duty(number)
    times = list_times(view.plan, duty, view.told) if duty else []
    return [day for day in times if day.year <= page.today.year + 1]


def _save(page: Page, said: StepEvent) -> None:
    if found := saving.write_change(lambda db: duty_commands.record_report(db, said)):
        widgets.show_refused(found, {name: page.t(key) for name, key in _FIELDS.items()}, page.words)
        return
    for name in ("duty_note", "duty_source", "duty_ends", "duty_occurrence"):
        st.session_state.pop(name, None)
    saving.note_done(DONE, f"{said.number}: {write_report(said, page.words)}")
    st.rerun()
