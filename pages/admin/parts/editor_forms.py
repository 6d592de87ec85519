"""The forms of a plan: each shows a part of it and returns that part as changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any

import streamlit as st

from metrics.algebra.tree import Rule
from metrics.plan.model import Institution
from metrics.plan.terms import GoalKind, Party, Weights
from pages.admin.parts import draft
from pages.admin.parts.criterion_forms import (
    NEW,
    FormScope,
    draw_criterion_form,
    draw_new_indicator,
    draw_note,
    draw_number_and_title,
)
from pages.admin.parts.draft import Data
from pages.admin.parts.fields import FormFields
from pages.ui.widgets import keep_typed
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
    with right:
        fields.text(head, "id", hint=True)
    chosen: Data = {}
    with left:
        fields.choice(
            chosen,
            "institution",
            ["", *institutions, NEW],
            lambda key: institutions[key].name if key in institutions else words.t(_UNCHOSEN[key]),
        )
    with right:
        fields.text(head, "department")
        head.setdefault("department", "")  # only a file may say that there is none
    with left:
        fields.day(head, "start")
    with right:
        fields.day(head, "end")
    fields.text(first, "first_goal", hint=True)
    with st.expander(words.t("editor.new_institution")):
        inner = fields.below("institution")
        inner.text(owner, "id", hint=True)
        inner.text(owner, "name")
        inner.text(owner, "ministry_area")
    key = chosen.get("institution", "")
    if key in institutions:
        owner = institutions[key].model_dump(exclude_defaults=True)
    return head, owner if key else {}, first.get("first_goal", "")


_UNCHOSEN = {"": "editor.choose", NEW: "editor.new_institution_below"}


def draw_head(fields: FormFields, data: Data) -> Data:
    """Draw the form of a plan's head with its reporting and weights; return the changed plan."""
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
    st.header(words.t("plan.reports"), anchor=False)
    draft.put_value(
        changed, "reporting", _reporting(fields.below("reporting"), changed.get("reporting", {})), {}
    )
    st.header(words.t("plan.rule"), anchor=False)
    scoring = changed.setdefault("scoring", {})
    left, right = st.columns(2)
    with left:
        fields.choice(
            scoring,
            "weights",
            list(Weights),
            lambda code: fields.words.t(f"editor.weights.{code}"),
            default=Weights.EQUAL,
        )
    with right:
        scoring.setdefault("possible", 100)
        fields.number(scoring, "possible")
    given = scoring.get("weights") == Weights.GIVEN
    if data.get("scoring", {}).get("weights") != Weights.GIVEN:
        draw_note(words.t("editor.weights_unused"))
    draw_weights(fields.below("weights"), changed["goals"], used=given)
    return changed


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
    return reporting


def draw_weights(fields: FormFields, goals: Sequence[Data], *, used: bool) -> None:
    """Draw the weights of all scored goals at once, since they must add up; remove them where they are not used."""
    scored = [(place, goal) for place, goal in enumerate(goals) if goal.get("scored", True)]
    for first in range(0, len(scored), _WEIGHTS_A_ROW):
        columns = st.columns(_WEIGHTS_A_ROW)
        for (place, goal), column in zip(scored[first : first + _WEIGHTS_A_ROW], columns, strict=False):
            with column:
                label = fields.words.t("editor.weight_of", number=goal.get("number", ""))
                typed = fields.below(str(place)).number(goal, "weight", label=label)
                if not typed or not used:
                    goal.pop("weight", None)
    given = (goal.get("weight") for _, goal in scored)
    total = sum((Decimal(weight) for weight in given if isinstance(weight, int | Decimal)), Decimal(0))
    if used:
        draw_note(fields.words.t("editor.weights_sum", total=fields.words.number(total)))


def draw_goal(fields: FormFields, changed: Data, scope: FormScope, milestones: Sequence[str]) -> list[Data]:
    """Draw a goal with its criteria, changing it in place; return the definitions of new indicators it uses."""
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
        fields.whole(changed, "k")
    if changed.get("rule") == Rule.SUM:
        changed.setdefault("grade", draft.make_proportional_grade())
    fields.text(changed, "note", lines=2)
    kept = []
    for place, criterion in enumerate(changed["criteria"]):
        with st.container(border=True):
            removed = draw_criterion_form(fields.below(f"c{place}"), criterion, changed, scope, milestones)
        kept += [] if removed else [criterion]
    changed["criteria"] = kept
    measured = [c for c in kept if draft.find_test(c) in draft.MEASURED]
    return draw_new_indicator(fields.below("indicator"), measured, scope) if measured else []


def draw_signatures(fields: FormFields, department: str, institution: str) -> list[dict[str, Any]]:
    """Draw who signs for each party and the day they share; return the signatures."""
    day: Data = {}
    with st.columns([2, 5])[0]:
        fields.day(day, "on")
    signed = []
    both = ((Party.DEPARTMENT, department), (Party.INSTITUTION, institution))
    for party, organisation in both if department else both[1:]:
        row: Data = {"party": party.value, "organisation": organisation, "on": day.get("on", "")}
        left, right = st.columns(2)
        inner = fields.below(party)
        words = fields.words
        with left:
            inner.text(
                row,
                "organisation",
                label=words.t("editor.organisation", party=words.t(f"editor.party.{party}")),
            )
        with right:
            inner.text(row, "role", label=words.t("editor.role", party=words.t(f"editor.party.{party}")))
        signed.append(row)
    return signed


def draw_as_text(fields: FormFields, text: str, words: Words) -> str:
    """Draw a part of a plan file as text and return the text."""
    named = keep_typed(f"{fields.place}|text")
    return str(st.text_area(words.t("editor.goal_text"), text, height=480, **named) or "")
