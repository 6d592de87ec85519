"""What the forms ask for by which something is said of an initiative or a duty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import streamlit as st
from sqlalchemy.orm import Session

from metrics.direction.progress import VERDICTS, StepEventKind, find_progress_right
from metrics.plan.institution_history import find_resource
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from pages.ui import saving, widgets
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words.language import LANGUAGES

_FIELDS = {
    "kind": "direction.what",
    "on": "direction.on",
    "note": "direction.note",
    "source": "direction.evidence",
}


def list_statement_kinds(
    page: Page, moment: JudgedMoment, institution: str, department: str | None, among: Iterable[StepEventKind]
) -> list[StepEventKind]:
    """List what the reader may say in a document of an institution; nothing on a day of the past."""
    if page.as_of < page.today:
        return []
    whose = find_resource(moment.catalogue.histories, institution, page.today)
    asked = [kind for kind in among if kind not in VERDICTS or department]
    return [kind for kind in asked if page.may(find_progress_right(kind, department), whose)]


def ask_number(page: Page, name: str, label: str, titles: Mapping[str, str]) -> str:
    """Ask what it is said of, by its number."""
    chosen: str = st.selectbox(
        page.t(label), list(titles), format_func=titles.__getitem__, **widgets.keep_typed(f"{name}_number")
    )
    return chosen


def ask_kind(page: Page, name: str, kinds: Sequence[StepEventKind]) -> StepEventKind:
    """Ask what is said."""
    chosen: StepEventKind = st.selectbox(
        page.t("direction.what"),
        list(kinds),
        format_func=lambda one: page.t(f"initiative.said_{one}"),
        **widgets.keep_typed(f"{name}_kind"),
    )
    return chosen


def ask_day(page: Page, name: str) -> date:
    """Ask for the day it holds of, today by default."""
    return _ask_date(page, f"{name}_on", "direction.on", page.today, page.today) or page.today


def ask_end(page: Page, name: str) -> date | None:
    """Ask for the day it ends, if any."""
    return _ask_date(page, f"{name}_ends", "wheel.ends", None, LAST_DAY)


def ask_words(page: Page, name: str) -> tuple[str, str]:
    """Ask for a note and where the evidence is."""
    note = st.text_area(page.t("direction.note"), **widgets.keep_typed(f"{name}_note"))
    return note, st.text_input(page.t("direction.evidence"), **widgets.keep_typed(f"{name}_source"))


def save_statement(
    page: Page,
    write: Callable[[Session], None],
    labels: Mapping[str, str],
    done: tuple[str, str],
    emptied: Sequence[str],
) -> None:
    """Write what was said and run the page anew; or show what is wrong, with what was typed kept.

    `labels` are the keys of the words of fields beside those asked for here, `done` the place and the line that tell
    that it was saved, and `emptied` the names of the fields to empty then.
    """
    if found := saving.write_change(write):
        widgets.show_refused(
            found, {name: page.t(key) for name, key in {**_FIELDS, **labels}.items()}, page.words
        )
        return
    for name in emptied:
        st.session_state.pop(name, None)
    saving.note_done(*done)
    st.rerun()


def _ask_date(page: Page, name: str, label: str, value: date | None, last: date) -> date | None:
    given = st.date_input(
        page.t(label),
        value,
        min_value=FIRST_DAY,
        max_value=last,
        format=LANGUAGES[page.lang].calendar,
        width=200,
        **widgets.keep_typed(name),
    )
    return given if isinstance(given, date) else None
