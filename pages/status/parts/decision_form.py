"""The form that records a decision on a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from db.plans import decision_commands
from metrics.facts.decisions import OF_A_GOAL, WITH_FIGURE, Decision, DecisionKind
from metrics.facts.numbers import parse_number
from metrics.plan.model import Plan
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from pages.ui import saving, screen, widgets
from pages.ui.page import Page
from words import decision
from words.language import LANGUAGES

DONE = "decision"
DECIDE = "decide"
"""The parameter of the address that asks for a kind of decision."""


def show_form(page: Page, plan: Plan, stands: Sequence[Decision]) -> None:
    """Show the form, folded until it is asked for, and the problems with what was entered."""
    screen.say_done(DONE, lambda number: page.t("form.decision_saved", number=number))
    if plan.closed:
        stands = [decision for decision in stands if decision.kind in WITH_FIGURE]
    kinds = [kind for kind in DecisionKind if _possible(kind, plan, stands)]
    asked = _find_asked(kinds, plan)
    screen.draw(Markup('<span data-look="1"></span>') if asked else "")
    with st.expander(page.t("form.decision_new"), expanded=asked is not None):
        kind = st.selectbox(
            page.t("form.kind"),
            kinds,
            format_func=lambda k: page.t(f"form.kind_{k}"),
            **widgets.keep_typed("decision_kind"),
        )
        with st.form("decision", border=False):
            entered = _fields(page, plan, stands, kind)
            if widgets.show_submit(page.t("form.decision_save"), "decision_save", type="primary"):
                _save(page, plan, kind, entered)


def _find_asked(kinds: Sequence[DecisionKind], plan: Plan) -> DecisionKind | None:
    """Find the kind of decision that the address asks for, and set the form to it and to the goal asked about."""
    asked = next((kind for kind in kinds if kind == st.query_params.get(DECIDE)), None)
    if asked:
        st.session_state.setdefault("decision_kind", asked)
        goal = st.query_params.get("goal", "")
        if goal in [one.number for one in plan.goals]:
            st.session_state.setdefault("decision_goal", goal)
    return asked


def _possible(kind: DecisionKind, plan: Plan, stands: Sequence[Decision]) -> bool:
    needed = {DecisionKind.PAY: bool(plan.pay), DecisionKind.REVOKED: bool(stands)}
    return needed.get(kind, not (plan.closed and kind in OF_A_GOAL))


def _fields(page: Page, plan: Plan, stands: Sequence[Decision], kind: DecisionKind) -> dict[str, Any]:
    """Show the fields of a kind of decision; return what was entered, by the decision's own names."""
    found: dict[str, Any] = {}
    if kind in OF_A_GOAL:
        titles = {g.number: f"{g.number} {g.title}" for g in plan.goals}
        found["goal"] = st.selectbox(
            page.t("page.goal"),
            list(titles),
            format_func=titles.__getitem__,
            **widgets.keep_typed("decision_goal"),
        )
    if kind is DecisionKind.DEVIATION:
        found["until"] = _enter_day(page.t("form.until"), plan.end, page.lang, f"decision_until {plan.id}")
    if kind in WITH_FIGURE:
        found["points"] = st.text_input(
            page.t(f"form.points_{kind}"), **widgets.keep_typed(f"decision_{kind}")
        )
    if kind is DecisionKind.REVOKED:
        lines = {d.number: decision.write_decision(d, plan, page.words) for d in stands}
        found["revokes"] = st.selectbox(page.t("form.revokes"), list(lines), format_func=lines.__getitem__)
    found["on"] = _enter_day(page.t("form.on"), page.today, page.lang, "decision_on")
    found["by"] = st.text_input(page.t("form.by"), **widgets.keep_typed("decision_by"))
    found["reason"] = st.text_area(page.t("course.reason"), **widgets.keep_typed("decision_reason"))
    return found


def _enter_day(label: str, usual: date, lang: str, key: str) -> date:
    """Show an input for a day and return it."""
    shown: dict[str, Any] = {"format": LANGUAGES[lang].calendar, "width": 200, **widgets.keep_typed(key)}
    found = st.date_input(label, usual, min_value=FIRST_DAY, max_value=LAST_DAY, **shown)
    return found if isinstance(found, date) else usual


def _save(page: Page, plan: Plan, kind: DecisionKind, entered: dict[str, Any]) -> None:
    recorded: list[int] = []

    def change(db: Session) -> None:
        given = {**entered, "points": _figure(entered["points"])} if "points" in entered else entered
        recorded.append(decision_commands.record_decision(db, Decision(plan.id, kind, **given)))

    if found := saving.write_change(change):
        widgets.show_refused(found, _labels(page, kind), page.words)
        return
    for name in ("decision_by", "decision_reason", f"decision_{kind}"):
        st.session_state.pop(name, None)
    saving.note_done(DONE, recorded[-1])
    st.rerun()


def _labels(page: Page, kind: DecisionKind) -> dict[str, str]:
    """Return the labels of the fields on the page."""
    keys = {"goal": "page.goal", "until": "form.until", "revokes": "form.revokes", "on": "form.on"}
    keys |= {"by": "form.by", "reason": "course.reason", "plan": "page.plan"}
    figure = {"points": page.t(f"form.points_{kind}")} if kind in WITH_FIGURE else {}
    return {name: page.t(key) for name, key in keys.items()} | figure


def _figure(text: str) -> Decimal:
    return parse_number(text, "points")
