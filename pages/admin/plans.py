"""The plans, and the editor of those that are not signed: goals, head, preview, signing."""

from __future__ import annotations

import streamlit as st

from pages.admin.parts import editor, editor_reads, editor_sheet
from pages.ui import frame, screen

page = frame.open_page("plans", titled=False, dated=False)
held = editor_reads.read_changeable(page.reader, page.today)
asked = {name: st.query_params.get(name) for name in ("plan", "goal", "view", "add")}
writer = page.writer(held.catalogue)
plans = {version.plan.id: version.plan for version in held.newest}


def list_plans() -> None:
    """Show every plan, and the link to a new one."""
    page.show_title(page.t("page.plans"))
    editor.say_what_was_done(page)
    if asked["plan"]:
        screen.say(page.t("editor.unknown_plan", plan=asked["plan"]))
    screen.draw(editor_sheet.draw_new_plan_link(writer))
    screen.draw(editor_sheet.draw_plans(held.newest, writer))


def draw_new() -> None:
    """Show the form of a new plan."""
    screen.draw(editor_sheet.draw_editor_trail([(page.link("plans"), page.t("editor.back"))], page.words))
    page.show_title(page.t("editor.new_plan"))
    screen.draw(editor_sheet.draw_editor_lead(page.t("editor.new_plan_note")))
    editor.show_new(page, held)


def draw_plan(key: str) -> None:
    """Show the part of a plan's editor that the address asks for; a signed plan can be copied and downloaded."""
    at = editor.open_version(held, key)
    trail = [
        (page.link("plans"), page.t("editor.back")),
        (page.link("plan", plan=key), page.t("editor.to_page")),
    ]
    screen.draw(editor_sheet.draw_editor_trail(trail, page.words))
    page.show_title(f"{at.owner.name}: {at.plan.title}", fictional=at.owner.fictional)
    editor.say_what_was_done(page)
    if at.plan.locked:
        screen.say(page.t("editor.closed" if at.plan.closed else "editor.locked"))
        editor.show_copies(page, at)
        return
    screen.draw(editor_sheet.draw_state(at.plan, at.version, page.words))
    editor.say_if_changed(page, at)
    view = asked["view"] or ""
    screen.draw(editor_sheet.draw_parts(at.plan, view, editor.PARTS, writer))
    if asked["goal"] or asked["add"] in editor_sheet.ADDED:
        draw_edited(at)
    elif view == "head":
        editor.show_head(page, at)
    elif view == "preview":
        screen.draw(editor_sheet.draw_preview(at.previewed(), at.plan, writer))
    elif view == "life":
        editor.show_life(page, at)
        st.header(page.t("editor.copies"), anchor=False)
        editor.show_copies(page, at)
    else:
        screen.draw(
            editor_sheet.draw_draft_goals(at.previewed(), at.plan, writer),
            editor_sheet.draw_additions(at.plan, None, writer),
        )


def draw_edited(at: editor.OpenedPlan) -> None:
    """Show the form of a goal, or of a new one."""
    goals = [goal.number for goal in at.plan.goals]
    number, add = asked["goal"], asked["add"]
    if number and number not in goals:
        screen.say(page.t("goal.unknown", goal=number, plan=at.plan.title))
        screen.draw(editor_sheet.draw_draft_goals(at.previewed(), at.plan, writer))
        return
    editor.show_goal(page, at, number, add if add in editor_sheet.ADDED else None)
    if number and "text" not in st.query_params:
        screen.draw(
            editor_sheet.draw_additions(at.plan, number, writer),
            editor_sheet.draw_text_link(at.plan, number, writer),
        )


if asked["plan"] in plans:
    draw_plan(asked["plan"])
elif asked["add"] == "plan":
    draw_new()
else:
    list_plans()
