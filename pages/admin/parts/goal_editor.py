"""The editor's forms of a goal, of a plan's head and of a new plan: what is saved when they are sent."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db.plans import plan_file, toml_text
from metrics.errors import InvalidInput, Problem
from metrics.plan.drafting.keys import make_key
from metrics.plan.terms import Weights
from pages.admin.parts import draft, editor, editor_sheet
from pages.admin.parts.draft import Data
from pages.admin.parts.editor import OpenedPlan
from pages.admin.parts.forms import editor_forms
from pages.admin.parts.forms.fields import FormFields
from pages.admin.parts.forms.form_typing import FormTyping, open_typing
from pages.admin.parts.plan_saving import NEW
from pages.ui import screen, snapshot
from pages.ui.page import Page

ADDED = "added"
"""The kinds of the criteria that were added to a goal, beside what is typed in its inputs."""
NEW_PLAN = "new plan"


def show_goal(page: Page, at: OpenedPlan, number: str | None, add: str | None) -> None:
    """Show the form of a goal, or of a new one; `add` is the kind of test that its first criterion has."""
    plan = plan_file.to_data(at.plan)
    goal = draft.copy_goal(plan, number) if number else None
    st.header(page.t("editor.goal", number=number) if number else page.t("editor.new_goal"), anchor=False)
    typing = at.open_typing(page, f"goal {number or '+'}")
    if goal is None:
        goal = draft.make_goal(plan, add or editor_sheet.ADDED[0])
    fits = draft.fits_forms(goal, at.plan.year) or ("outline" in goal and bool(typing.read_kept(ADDED)))
    if number and ("text" in st.query_params or not fits):
        screen.say(page.t("editor.as_text_asked" if fits else "editor.as_text"))
        _goal_as_text(page, at, plan, number, goal)
        if "outline" not in goal:
            return
    else:
        _goal_in_fields(typing, at, plan, number, goal)
    _offer_additions(typing)


def _offer_additions(typing: FormTyping) -> None:
    """Offer to add criteria to the goal, of each kind."""
    page = typing.page
    editor.show_refusal(page, typing.take_refused(), st.container(), "editor.not_done")
    screen.draw(editor_sheet.draw_note(page.t("editor.add_criterion")))
    with st.container(horizontal=True):
        for test in editor_sheet.ADDED:
            key = f"{typing.place}|add {test}"
            st.button(page.t(f"editor.test.{test}"), key=key, on_click=typing.add, args=(ADDED, test))


def _goal_as_text(page: Page, at: OpenedPlan, plan: Data, number: str, goal: Data) -> None:
    typing = at.open_typing(page, f"text {number}")

    def send(text: str) -> Sequence[Problem]:
        try:
            written = toml_text.parse_toml(text)
        except InvalidInput as wrong:
            return wrong.problems
        only = draft.find_only_goal(written)
        if only is None:
            return [Problem("one_goal_needed")]
        changed = at.scope.with_definitions(draft.replace_goal(plan, number, only))
        shown = {"plan": at.plan.id, "goal": only.get("number")}
        return editor.save_and_leave(changed, at.basis, "editor.saved", typing, **shown)

    def draw(fields: FormFields) -> str:
        return editor_forms.draw_as_text(fields, toml_text.dump_toml({"goals": [goal]}), page.words)

    editor.show_kept_form(typing, "editor.save", draw, send)


def _goal_in_fields(typing: FormTyping, at: OpenedPlan, plan: Data, number: str | None, goal: Data) -> None:
    page, scope = typing.page, at.scope

    def draw(fields: FormFields) -> tuple[Data, bool]:
        milestones = [leaf.number for g in at.plan.goals for leaf in g.leaves() if leaf.milestone]
        added = [test for test in typing.read_kept(ADDED).split(",") if test]
        editor_forms.draw_goal(fields, goal, scope, milestones, added)
        changed = draft.replace_goal(plan, number, goal)
        if at.plan.scoring.weights is Weights.GIVEN:
            st.header(page.t("editor.weights_title"), anchor=False)
            possible = at.plan.scoring.possible
            names = [*(old["number"] for old in plan["goals"]), *([] if number else ["+"])]
            editor_forms.draw_weights(fields.below("weights"), changed["goals"], names, possible)
        if number in {one.number for one in at.agreed.goals if at.amends}:
            # What was agreed is not taken out, so that it can still be seen.
            fields.day(goal, "withdrawn", label=page.t("proposal.goal_withdrawn", number=number))
            return changed, False
        label = page.t("editor.remove_goal", number=number)
        removed = number is not None and fields.ticked("remove", label)
        return draft.replace_goal(plan, number, None) if removed else changed, removed

    def send(held: tuple[Data, bool]) -> Sequence[Problem]:
        changed, removed = held
        shown = None if removed else goal.get("number")
        new = {
            "indicators": [*changed.get("indicators", []), *scope.new],
            "observations": [*changed.get("observations", []), *scope.told],
        }
        changed = scope.with_definitions({**changed, **(new if scope.new and not removed else {})})
        return editor.save_and_leave(changed, at.basis, "editor.saved", typing, plan=at.plan.id, goal=shown)

    editor.show_kept_form(typing, "editor.save", draw, send)


def show_head(page: Page, at: OpenedPlan) -> None:
    """Show the form of the plan's head."""
    typing = at.open_typing(page, "head")

    def send(changed: Data) -> Sequence[Problem]:
        return editor.save_and_leave(changed, at.basis, "editor.saved", typing, plan=at.plan.id, view="head")

    def draw(fields: FormFields) -> Data:
        return editor_forms.draw_head(fields, plan_file.to_data(at.plan))

    editor.show_kept_form(typing, "editor.save", draw, send)


def show_new(page: Page, held: snapshot.Snapshot) -> None:
    """Show the form of a new plan."""
    typing = open_typing(page, None, None, NEW_PLAN)
    taken = {version.plan.id for version in held.versions}

    def draw(fields: FormFields) -> tuple[Data, Data, str]:
        return editor_forms.draw_new_plan(fields, held.catalogue.institutions)

    def send(held: tuple[Data, Data, str]) -> Sequence[Problem]:
        head, owner, first = held
        start = head.get("start")
        named = f"{owner.get('id') or head.get('title', '')} {start.year if start else ''}"
        # Nobody is asked for the key: what has no name yet has one all the same.
        head["id"] = make_key(named, taken) or make_key(NEW_PLAN, taken)
        made = draft.make_plan(head, owner, first, page.today)
        return editor.save_and_leave(made, NEW, "editor.made", typing, plan=made.get("id"))

    editor.show_kept_form(typing, "editor.make", draw, send)
