"""Institutions that get another name, move, become part of another, stand alone again or are split off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from db import session
from db.clock import read_clock
from db.location import find_database_url
from db.plans import institution_commands, institution_queries
from db.scope import EVERYTHING
from metrics.errors import Problem, refuse
from metrics.plan.institution_history import Histories, InstitutionChange
from pages.admin.parts.tasks import act_form, history_sheet
from pages.admin.parts.tasks.act_form import Act, ActForm
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot
from words.administration.institution_line import write_change

NEW_AREA = ""
"""The choice of a ministry area that is not there yet."""


class ChangeKind(StrEnum):
    """What can be changed of an institution; the value is the part of a change that says it."""

    RENAME = "name"
    MOVE = "ministry_area"
    MERGE = "successor"
    SPLIT = "alone"
    SPLIT_OFF = "origin"


KINDS = {
    ChangeKind.RENAME: "history.rename",
    ChangeKind.MOVE: "history.move",
    ChangeKind.MERGE: "history.merge",
    ChangeKind.SPLIT: "history.split",
    ChangeKind.SPLIT_OFF: "history.split_off_kind",
}


@dataclass(frozen=True, slots=True)
class EnteredChange:
    """What was filled in of a change: of what, to what, from when and why."""

    institution: str
    kind: ChangeKind
    value: str | None
    since: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class InstitutionDesk:
    """The institutions with their histories, names of today, and what was recorded of them."""

    page: Page
    histories: Histories
    names: Mapping[str, str]
    changes: Sequence[InstitutionChange]

    def list_areas(self) -> list[str]:
        """List the ministry areas there are or were."""
        return sorted({term.ministry_area for one in self.histories.values() for term in one.terms})

    def find_others(self, change: InstitutionChange) -> list[date]:
        """Find the days from which the same thing is said of the institution, from the change's own day on."""
        parts = ("name", "ministry_area", "successor", "origin")
        part = next(name for name in parts if getattr(change, name) is not None)
        same = (one for one in self.changes if one.institution == change.institution)
        return sorted(
            one.since for one in same if getattr(one, part) is not None and one.since >= change.since
        )


def show_institutions(page: Page) -> None:
    """Show institutions through time, with the form that records a change."""
    held = read_snapshot().catalogue
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        changes = institution_queries.read_changes(db)
    histories = {key: held.find_history(key) for key in held.institutions}
    names = {key: history.on(page.today).name for key, history in histories.items()}
    desk = InstitutionDesk(page, histories, names, changes)
    screen.draw(marks.draw_lead(page.t("history.lead")))
    if histories:
        with st.expander(page.t("history.record")):
            _show_changing(desk)
    screen.draw(
        history_sheet.draw_terms(histories, names, page.words),
        history_sheet.draw_changes(changes, names, page.words),
    )


def _show_changing(desk: InstitutionDesk) -> None:
    page = desk.page
    labels = {
        "institution": page.t("page.institution"),
        "kind": page.t("history.kind"),
        "name": page.t("history.new_name"),
        "ministry_area": page.t("history.new_area"),
        "into": page.t("history.into"),
        "of": page.t("history.of"),
        "from": page.t("history.from"),
        "reason": page.t("course.reason"),
    }
    form = ActForm(page, "change", labels, desk.names)
    # Outside the form, so that the inputs below follow at once.
    left, right = st.columns(2)
    key: str = left.selectbox(
        labels["institution"],
        sorted(desk.names, key=lambda one: desk.names[one]),
        format_func=lambda one: desk.names[one],
        **form.keep("institution"),
    )
    merged = any(term.successor for term in desk.histories[key].terms)
    kinds = [kind for kind in ChangeKind if merged or kind is not ChangeKind.SPLIT]
    kind: ChangeKind = right.selectbox(
        labels["kind"], kinds, format_func=lambda one: page.t(KINDS[one]), **form.keep("kind")
    )
    with screen.hold_place():
        area = _ask_area(desk, form) if kind is ChangeKind.MOVE else None

    def draw() -> EnteredChange:
        value = _ask_value(desk, form, kind, key, area)
        return EnteredChange(key, kind, value, form.ask_day("from", None), form.ask_text("reason"))

    act_form.show_act(form, draw, lambda entered: _make_change(desk, entered))


def _ask_area(desk: InstitutionDesk, form: ActForm) -> str | None:
    """Show the choice of a ministry area; an empty text for a new one, None where nothing is chosen."""
    page = desk.page
    area: str | None = st.selectbox(
        form.labels["ministry_area"],
        [*desk.list_areas(), NEW_AREA],
        format_func=lambda name: name or page.t("history.another_area"),
        **_unchosen(page),
        **form.keep("area"),
    )
    return area


def _ask_value(
    desk: InstitutionDesk, form: ActForm, kind: ChangeKind, key: str, area: str | None
) -> str | None:
    """Show the input for what an institution is changed to and return it; None where nothing is chosen."""
    page = desk.page
    if kind is ChangeKind.RENAME:
        return str(st.text_input(form.labels["name"], **form.keep("name")) or "").strip()
    if kind is ChangeKind.MOVE:
        if area != NEW_AREA:
            return area
        return str(st.text_input(page.t("history.area_name"), **form.keep("area name")) or "").strip()
    if kind is ChangeKind.SPLIT:
        return key
    others = [other for other in sorted(desk.names, key=lambda one: desk.names[one]) if other != key]
    place = "of" if kind is ChangeKind.SPLIT_OFF else "into"
    other: str | None = st.selectbox(
        form.labels[place],
        others,
        format_func=lambda one: desk.names[one],
        **_unchosen(page),
        **form.keep(place),
    )
    return other


def _unchosen(page: Page) -> dict[str, Any]:
    return {"index": None, "placeholder": page.t("administration.choose")}


def _make_change(desk: InstitutionDesk, entered: EnteredChange) -> Act:
    """Make the act that records a change, with what will come of it."""
    page, key = desk.page, entered.institution
    since = entered.since or page.today
    before = desk.histories[key].on(since)
    value, change = entered.value, InstitutionChange(key, since, read_clock(), entered.reason)
    match entered.kind:
        case ChangeKind.RENAME:
            place, change = "name", replace(change, name=value)
        case ChangeKind.MOVE:
            usual = before.ministry_area if value is None else value
            place, change = "ministry_area", replace(change, ministry_area=usual)
        case ChangeKind.SPLIT_OFF:
            place, change = "of", replace(change, origin=value or key)
        case _:
            place, change = "into", replace(change, successor=value or key)
    empty = {place: value, "from": entered.since}
    problems = [Problem("left_empty", name) for name, given in empty.items() if given is None]

    def record(db: Session) -> None:
        if not institution_commands.change_institution(db, change) and not problems:
            raise refuse("change_says_nothing")

    return Act(
        record,
        (
            write_change(change, desk.names, page.words),
            *_say_what_follows(desk, change, entered.kind, before.ministry_area),
            *_say_how_long(desk, change),
        ),
        page.t("history.done", change=write_change(change, desk.names, page.words)),
        tuple(problems),
    )


def _say_what_follows(
    desk: InstitutionDesk, change: InstitutionChange, kind: ChangeKind, left: str
) -> list[str]:
    """Say what a change does to plans and to what people may see."""
    page, name = desk.page, desk.names[change.institution]
    match kind:
        case ChangeKind.RENAME:
            return [page.t("history.plans_keep_name")]
        case ChangeKind.MOVE:
            area = change.ministry_area or ""
            last = page.words.date(change.since - timedelta(days=1))
            known = area.strip() in desk.list_areas()
            return [
                page.t("history.area_reaches", area=area),
                page.t("history.area_keeps", area=left, last=last),
                page.t("history.area_rules", area=area),
                *([] if known else [page.t("history.area_is_new", area=area)]),
                *_say_when(desk, change),
            ]
        case ChangeKind.MERGE:
            into = desk.names.get(change.successor or "", "")
            return [page.t("history.heir_reaches", into=into, institution=name), *_say_when(desk, change)]
        case ChangeKind.SPLIT:
            return [page.t("history.heir_leaves", institution=name), *_say_when(desk, change)]
        case ChangeKind.SPLIT_OFF:
            origin = desk.names.get(change.origin or "", "")
            return [page.t("history.origin_keeps", origin=origin, institution=name)]


def _say_when(desk: InstitutionDesk, change: InstitutionChange) -> list[str]:
    """Say that what people may see changes at once, where the day has come."""
    return [desk.page.t("history.at_once")] if change.since <= desk.page.today else []


def _say_how_long(desk: InstitutionDesk, change: InstitutionChange) -> list[str]:
    """Say what a change takes the place of, and until when it holds where something else is recorded."""
    page, days = desk.page, desk.find_others(change)
    later = [day for day in days if day > change.since]
    lines = [page.t("history.replaces")] if change.since in days else []
    if later:
        lines.append(page.t("history.holds_until", last=page.words.date(later[0] - timedelta(days=1))))
    return [*lines, page.t("history.correctable")]
