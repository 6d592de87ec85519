"""The forms of a plan: each shows a part of it and returns that part as changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal

import streamlit as st

from metrics.algebra.tree import Rule
from metrics.plan.drafting.keys import make_key
from metrics.plan.model import Institution
from metrics.plan.terms import GoalKind, Weights
from pages.admin.parts import draft
from pages.admin.parts.draft import Data
from pages.admin.parts.forms import line_fields
from pages.admin.parts.forms.criterion_forms import (
    NEW,
    draw_criterion_form,
    draw_note,
    draw_number_and_title,
)
from pages.admin.parts.forms.fields import FormFields
from pages.admin.parts.forms.form_scope import FormScope
from pages.ui import screen
from words.language import Words

QUARTERS = (1, 2, 3, 4)
_WEIGHTS_A_ROW = 4


def draw_new_plan(fields: FormFields, institutions: Mapping[str, Institution]) -> tuple[Data, Data, str]:
    """Draw the form of a new plan; return its head, its institution, and the title of its first goal."""
    words = fields.words
    head: Data = {}
    owner: Data = {}
    first: Data = {}
    left, right = st.columns(2)
    with left:
        fields.text(head, "title")
    chosen: Data = {}
    with right:
        fields.choice(
            chosen,
            "institution",
            ["", *institutions, NEW],
            lambda key: institutions[key].name if key in institutions else words.t(_UNCHOSEN[key]),
        )
    key = chosen.get("institution", "")
    with screen.hold_place():
        if key == NEW:
            with st.container(border=True):
                inner = fields.below("institution")
                inner.text(owner, "name")
                inner.text(owner, "ministry_area")
    if key == NEW:
        owner["id"] = make_key(owner.get("name", ""), institutions)
    elif key in institutions:
        owner = institutions[key].model_dump(exclude_defaults=True)
    left, right = st.columns(2)
    with left:
        fields.text(head, "department")
        head.setdefault("department", "")  # only a file may say that there is none
        fields.day(head, "start")
    with right:
        fields.text(first, "first_goal", hint="first_goal")
        fields.day(head, "end")
    return head, owner if key else {}, first.get("first_goal", "")


_UNCHOSEN = {"": "editor.choose", NEW: "editor.new_institution_below"}


def draw_head(fields: FormFields, data: Data) -> Data:
    """Draw the form of a plan's head with its reporting, weights and pay; return the changed plan."""
    words, changed = fields.words, deepcopy(data)
    left, right = st.columns(2)
    with left:
        fields.text(changed, "title")
        fields.day(changed, "start")
        fields.day(changed, "document_date")
    with right:
        fields.text(changed, "department")
        fields.day(changed, "end")
        fields.text(changed, "source")
    fields.text(changed, "strategic_picture", lines=5)
    line_fields.draw_notes(fields, changed)
    st.header(words.t("plan.reports"), anchor=False)
    draft.put_value(
        changed, "reporting", _reporting(fields.below("reporting"), changed.get("reporting", {})), {}
    )
    st.header(words.t("plan.rule"), anchor=False)
    _scoring(fields, changed, [goal["number"] for goal in data["goals"]])
    st.header(words.t("editor.pay_title"), anchor=False)
    _pay(fields.below("pay"), changed)
    return changed


def _scoring(fields: FormFields, changed: Data, names: Sequence[str]) -> None:
    words, scoring = fields.words, changed.setdefault("scoring", {})
    left, right = st.columns(2)
    with left:
        fields.choice(
            scoring,
            "weights",
            list(Weights),
            lambda code: words.t(f"editor.weights.{code}"),
            default=Weights.EQUAL,
        )
    with right:
        scoring.setdefault("possible", 100)
        fields.number(scoring, "possible")
    fields.flag(scoring, "partial")
    given = scoring.get("weights") == Weights.GIVEN
    draw_note("" if given else words.t("editor.weights_unused"))
    possible = scoring.get("possible", 100)
    draw_weights(fields.below("weights"), changed["goals"], names, possible, used=given)


def _pay(fields: FormFields, changed: Data) -> None:
    """Draw the highest pay, as a share of the salary or as an amount; left empty, the plan says nothing of pay."""
    pay = changed.setdefault("pay", {})
    draw_note(fields.words.t("editor.pay_note"))
    for key, column in zip(("cap", "amount", "minimum"), st.columns(3), strict=True):
        with column:
            fields.optional_number(pay, key)
    fields.text(pay, "note", lines=2)
    if not pay:
        del changed["pay"]


def _reporting(fields: FormFields, reporting: Data) -> Data:
    words = fields.words
    before = list(reporting.get("quarters", QUARTERS))
    columns = st.columns(5, vertical_alignment="bottom")
    chosen = []
    for quarter, column in zip(QUARTERS, columns, strict=False):
        with column:
            ticked: Data = {"on": quarter in before}
            fields.below(str(quarter)).flag(ticked, "on", label=words.t("editor.quarter", quarter=quarter))
            chosen += [quarter] if ticked.get("on") else []
    with columns[-1]:
        fields.whole(reporting, "days", 14)
    if chosen != before:
        draft.put_value(reporting, "quarters", chosen, list(QUARTERS))
    line_fields.draw_days(fields, reporting)
    draw_note(words.t("editor.settled_note"))
    for key, column in zip(("preliminary", "final"), st.columns(4), strict=False):
        with column:
            fields.day(reporting, key)
    return reporting


def draw_weights(
    fields: FormFields,
    goals: Sequence[Data],
    names: Sequence[str],
    possible: object = 100,
    *,
    used: bool = True,
) -> None:
    """Draw the weights of all scored goals at once, since they must add up; remove them where they are not used.

    `names` are the numbers of the goals in the plan, by which what is typed is kept.
    """
    scored = [
        (name, goal) for name, goal in zip(names, goals, strict=True) if goal.get("scored", True) is not False
    ]
    for first in range(0, len(scored), _WEIGHTS_A_ROW):
        columns = st.columns(_WEIGHTS_A_ROW)
        for (name, goal), column in zip(scored[first : first + _WEIGHTS_A_ROW], columns, strict=False):
            with column:
                label = fields.words.t("editor.weight_of", number=goal.get("number", ""))
                typed = fields.below(name).number(goal, "weight", label=label)
                if not typed or not used:
                    goal.pop("weight", None)
    draw_note(_write_sum([goal for _, goal in scored], possible, fields.words) if used else "")


def _write_sum(scored: Sequence[Data], possible: object, words: Words) -> str:
    """Write what the weights add up to, of what they have to; in a contract, what those of each year do."""
    years = sorted({goal["year"] for goal in scored if isinstance(goal.get("year"), int)})
    said = []
    for year in years or [None]:
        given = [goal.get("weight") for goal in scored if year is None or goal.get("year") in (None, year)]
        total = sum((Decimal(one) for one in given if isinstance(one, int | Decimal)), Decimal(0))
        key = "editor.weights_sum" if year is None else "editor.weights_sum_of"
        whole = Decimal(possible) if isinstance(possible, int | Decimal) else Decimal(100)
        said.append(words.t(key, total=words.number(total), possible=words.number(whole), year=year))
    return " ".join(said)


def draw_goal(
    fields: FormFields, changed: Data, scope: FormScope, milestones: Sequence[str], added: Sequence[str] = ()
) -> None:
    """Draw a goal with its criteria and those `added` to it, changing it in place."""
    words = fields.words
    draw_number_and_title(fields, changed)
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    with left:
        fields.text(changed, "group")
    with middle:
        kinds = ["", *GoalKind]
        fields.choice(changed, "kind", kinds, lambda code: words.t(f"kind.{code}") if code else "–")
    with right:
        fields.flag(changed, "scored", default=True)
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    with left:
        fields.choice(
            changed, "rule", list(Rule), lambda code: fields.words.t(f"editor.rule.{code}"), default=Rule.ALL
        )
    with middle:
        if changed.get("rule") == Rule.AT_LEAST:
            fields.whole(changed, "k")
        else:
            changed.pop("k", None)
    with right:
        fields.whole(changed, "year")
    with screen.hold_place():
        if changed.get("rule") == Rule.SUM:
            changed.setdefault("grade", draft.make_proportional_grade())
            draw_note(words.t("editor.sum_note"))
    fields.text(changed, "note", lines=2)
    places = [criterion["number"] for criterion in changed.get("criteria", ())]
    for place, test in enumerate(added, 1):
        draft.add_criterion(changed, test, date(scope.year, 1, 1), scope.end)
        places.append(f"+{place}")
    kept = []
    with screen.hold_place():
        for place, criterion in zip(places, changed["criteria"], strict=True):
            with st.container(border=True):
                removed = draw_criterion_form(fields.below(place), criterion, changed, scope, milestones)
            kept += [] if removed else [criterion]
    changed["criteria"] = kept


def draw_as_text(fields: FormFields, text: str, words: Words) -> str:
    """Draw a part of a plan file as text and return the text."""
    table = {"text": text}
    fields.text(table, "text", lines=19, label=words.t("editor.goal_text"))
    return table.get("text", "")
