"""The plans, and the editor of those that are not signed: goals, head, preview, signing."""

from __future__ import annotations

import streamlit as st

from metrics.access import Action
from metrics.score.preview import find_years_back
from pages.admin.parts import (
    discarding,
    editor,
    editor_reads,
    editor_sheet,
    goal_editor,
    goals_view,
    life_view,
    preview_sheet,
    series_editor,
    signed_plan,
)
from pages.admin.parts.check import check_view
from pages.ui import frame, screen

editor.follow_save()
page = frame.open_page("plans", titled=False, dated=False)
held = editor_reads.read_planned(page.reader, page.today)
drafted = editor_reads.find_drafted(held, page.reader, page.today)
asked = {name: st.query_params.get(name) for name in ("plan", "goal", "view", "add")}
writer = page.writer(held.catalogue)
plans = {version.plan.id: version.plan for version in held.newest}


def list_plans() -> None:
    """Show every plan, and the link to a new one."""
    page.show_title(page.t("page.plans"))
    editor.say_what_was_done(page)
    if asked["plan"]:
        screen.say(page.t("editor.unknown_plan", plan=asked["plan"]))
    if page.may(Action.DRAFT):
        screen.draw(editor_sheet.draw_new_plan_link(writer))
    screen.draw(editor_reads.read_list(held, drafted, writer))


def draw_new() -> None:
    """Show the form of a new plan."""
    screen.draw(editor_sheet.draw_editor_trail([(page.link("plans"), page.t("editor.back"))], page.words))
    page.show_title(page.t("editor.new_plan"))
    screen.draw(editor_sheet.draw_editor_lead(page.t("editor.new_plan_note")))
    goal_editor.show_new(page, held)


def draw_plan(key: str) -> None:
    """Show the part of a plan's editor that the address asks for; a signed plan can be copied and downloaded."""
    at = editor.open_newest(held, key)
    may_draft = at.plan.institution in drafted
    trail = [
        (page.link("plans"), page.t("editor.back")),
        (page.link("plan", plan=key), page.t("editor.to_page")),
    ]
    screen.draw(editor_sheet.draw_editor_trail(trail, page.words))
    page.show_title(f"{at.owner.name}: {at.plan.title}", fictional=at.owner.fictional)
    editor.say_what_was_done(page)
    if at.plan.locked and not at.amends:
        signed_plan.show_signed(page, at, may_draft=may_draft)
        return
    if at.plan.discarded:
        discarding.show_discarded(page, at, may_draft=may_draft)
        return
    life_view.show_state(page, at)
    view = asked["view"] or ""
    parts = [part for part in editor.PARTS if may_draft or part not in editor.DRAFTED]
    screen.draw(editor_sheet.draw_parts(at.plan, view, parts, writer))
    edited = asked["goal"] or asked["add"] in editor_sheet.ADDED
    if not may_draft and (edited or view in editor.DRAFTED):
        screen.draw(editor_sheet.draw_note(page.t("editor.drafted_by")))
    if edited and may_draft:
        goals_view.show_edited(page, at, asked["goal"], asked["add"], writer)
    elif view == "head" and may_draft:
        goal_editor.show_head(page, at)
    elif view == "series" and may_draft:
        series_editor.show_series(page, at)
    elif view == "preview":
        years = find_years_back(at.plan, page.today)
        screen.draw(preview_sheet.draw_preview(at.previewed(years), writer, at.plan.year - years))
    elif view == "check":
        check_view.show_check(page, at)
    elif view == "life":
        life_view.show_life(page, at, writer, may_draft=may_draft)
    else:
        goals_view.show_goals(page, at, writer, may_draft=may_draft)


if asked["plan"] in plans:
    draw_plan(asked["plan"])
elif asked["add"] == "plan" and page.may(Action.DRAFT):
    draw_new()
else:
    list_plans()
