"""New definitions of series: recorded from a day, and retracted where there was none after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from db import session
from db.clock import read_clock
from db.location import find_database_url
from db.results import result_queries, series_breaks
from db.scope import EVERYTHING
from metrics.access import Action
from metrics.errors import Problem
from metrics.facts.breaks import Break, find_standing_breaks
from metrics.periods import read_day
from pages.admin.parts.tasks import act_form, break_sheet, series_choice
from pages.admin.parts.tasks.act_form import Act, ActForm
from pages.admin.parts.tasks.series_choice import INSTITUTION
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot

RETRACT = "retract"
"""The parameter of the address: the definition to retract."""


@dataclass(frozen=True, slots=True)
class EnteredBreak:
    """What was filled in of a new definition."""

    institution: str
    indicator: str | None
    on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class SeriesDesk:
    """The series of an institution by their names, and what was recorded of them."""

    page: Page
    institution: str
    owner: str
    names: Mapping[str, str]
    recorded: Sequence[Break]

    def find_standing(self) -> tuple[Break, ...]:
        """Find the definitions that stand now."""
        return tuple(one for of in find_standing_breaks(self.recorded, read_clock()).values() for one in of)

    def describe(self, indicator: str, on: date | None) -> dict[str, str]:
        """Name a series, whose it is and the day, for a sentence."""
        day = self.page.words.date(on) if on else ""
        return {"indicator": self.names.get(indicator, ""), "institution": self.owner, "on": day}


def show_breaks(page: Page) -> None:
    """Show the new definitions of an institution's series, with the forms that record and retract one."""
    catalogue = read_snapshot().catalogue
    screen.draw(marks.draw_lead(page.t("break.lead")))
    found = series_choice.choose_institution(page, catalogue, Action.REPORT)
    if found is None:
        return
    chosen, owner = found
    own = sorted(key for key in catalogue.indicators if key[0] == chosen)
    names = {key[1]: catalogue.find_indicator(key, page.today).name for key in own}
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        recorded = result_queries.read_breaks(db, own)
    desk = SeriesDesk(page, chosen, owner, names, recorded)
    if asked := st.query_params.get(RETRACT):
        _show_retracting(desk, asked)
    else:
        with st.expander(page.t("break.record")):
            _show_recording(desk)
    screen.draw(
        break_sheet.draw_breaks(
            recorded,
            desk.find_standing(),
            names,
            desk.owner,
            lambda one: page.link_here(**{INSTITUTION: chosen, RETRACT: _name_break(one)}),
            page.words,
        )
    )


def _name_break(one: Break) -> str:
    """Name a definition as the address does, by its series and its day."""
    return f"{one.indicator}.{one.on.isoformat()}"


def _show_recording(desk: SeriesDesk) -> None:
    page = desk.page
    labels = {
        "indicator": page.t("break.indicator"),
        "day": page.t("break.day"),
        "note": page.t("break.note"),
    }
    form = ActForm(page, "break", labels)

    def draw() -> EnteredBreak:
        indicator = series_choice.ask_series(form, desk.institution, desk.names)
        return EnteredBreak(desk.institution, indicator, form.ask_day("day", None), form.ask_text("note"))

    act_form.show_act(form, draw, lambda entered: _make_recording(desk, entered))


def _make_recording(desk: SeriesDesk, entered: EnteredBreak) -> Act:
    """Make the act that records a new definition, with what will come of it."""
    page, needed = desk.page, {"indicator": entered.indicator, "day": entered.on}
    indicator, on = entered.indicator or next(iter(desk.names)), entered.on or page.today
    said = {**desk.describe(indicator, on), "note": entered.note.strip()}
    there = any((one.indicator, one.on) == (indicator, on) for one in desk.find_standing())
    return Act(
        lambda db: series_breaks.record_break(db, (entered.institution, indicator), on, entered.note),
        (
            page.t("break.will_record", **said),
            page.t("break.apart"),
            page.t("break.score_stays"),
            *([page.t("break.replaces")] if there else []),
        ),
        page.t("break.is_recorded", **said),
        tuple(Problem("left_empty", place) for place, given in needed.items() if given is None),
    )


def _show_retracting(desk: SeriesDesk, asked: str) -> None:
    """Show what comes of retracting the definition that the address asks for, with an input for why."""
    page, (indicator, _, text) = desk.page, asked.rpartition(".")
    form = ActForm(page, RETRACT, {"note": page.t("course.reason")})
    day = read_day(text)
    found = next((one for one in desk.find_standing() if (one.indicator, one.on) == (indicator, day)), None)
    if found is None:
        form.show_refused([Problem("break_gone")])
        return
    series, on = found.series, found.on
    said = {**desk.describe(indicator, on), "note": found.note}

    def make(reason: str) -> Act:
        return Act(
            lambda db: series_breaks.record_break(db, series, on, reason, retracted=True),
            (),
            page.t("break.is_retracted", **said),
        )

    will = (page.t("break.will_retract", **said), page.t("break.together"), page.t("break.past_stays"))
    act_form.show_question(form, will, page.t("break.retract_sure"), lambda: form.ask_text("note"), make)
