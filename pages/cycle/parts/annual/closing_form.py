"""The closing of a plan whose year is settled: from then on its total stands. Whoever may not do it reads who may."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from db.annual import closing_commands
from metrics.annual.annual_course import find_unapproved
from metrics.annual.stages import AnnualStage
from metrics.plan.model import Closing
from metrics.plan.terms import FIRST_DAY
from metrics.score.settlements.settled_parts import list_open_goals
from pages.cycle.parts.annual.annual_reads import SettledYear
from pages.ui import saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.page import Page

DONE = "year closed"


def say_what_was_done(page: Page) -> None:
    """Say that the plan was just closed."""
    screen.say_done(DONE, lambda _: page.t("annual.now_closed"))


def show_closing(settled: SettledYear) -> None:
    """Show what closing means and the form for it; of a closed plan, that it stands and how it is opened again."""
    page, t = settled.page, settled.page.t
    if settled.table.stage is AnnualStage.SETTLED:
        screen.draw(_draw_closed(settled))
        return
    screen.draw(fill("<p>{}</p>", t("editor.close_note")))
    if not settled.is_last:
        screen.draw(fill("<p>{}</p>", t("annual.close_with_last", year=str(max(settled.reading.years)))))
        return
    if not settled.closes:
        screen.draw(marks.draw_lines([t("editor.closed_by")]))
        return
    open_goals = list_open_goals(settled.table.score)
    asks = [t("annual.close_open", goals=settled.words.list(open_goals))] if open_goals else []
    if awaited := find_unapproved(settled.course, settled.reading.ground):
        parties = settled.words.list([t(f"party.{party}") for party in awaited])
        asks.append(t("annual.close_unapproved", parties=parties))
    screen.draw(Markup().join(fill('<p class="m-entry-ask">{}</p>', one) for one in asks))
    name = f"annual {settled.plan.id} close"
    with st.form(name, border=True):
        left, right = st.columns([2, 5])
        with left:
            day = st.date_input(
                t("annual.close_on"),
                page.today,
                min_value=FIRST_DAY,
                max_value=page.today,
                format=page.words.language.calendar,
                **widgets.keep_typed(f"{name} {page.today} on"),
            )
        with right:
            reason = st.text_area(t("editor.close_reason"), height=80, **widgets.keep_typed(f"{name} reason"))
            note = st.text_input(
                t("annual.close_remark"), autocomplete="off", **widgets.keep_typed(f"{name} note")
            )
        if widgets.show_submit(t("annual.close"), f"{name} take", type="primary"):
            closing = Closing.model_construct(on=day, reason=_strip(reason), note=_strip(note))
            _close(settled, closing, name)


def _close(settled: SettledYear, closing: Closing, name: str) -> None:
    plan, t = settled.plan.id, settled.page.t
    found = saving.write_change(lambda db: closing_commands.close_plan(db, plan, closing))
    if found:
        labels = {"closed.on": t("annual.close_on"), "closed.reason": t("editor.close_reason")}
        widgets.show_refused(found, labels, settled.words)
        return
    for field in (f"{settled.page.today} on", "reason", "note"):
        st.session_state.pop(f"{name} {field}", None)
    saving.note_done(DONE, plan)
    st.rerun()


def _draw_closed(settled: SettledYear) -> Markup:
    plan, t, page = settled.plan, settled.page.t, settled.page
    on = settled.words.date(plan.closed.on) if plan.closed else ""
    said = t("course.closed", on=on, note=(plan.closed.note or "") if plan.closed else "")
    open_again = marks.draw_link(page.link("plans", plan=plan.id), t("annual.to_editor"))
    return fill("<p>{}</p><p>{} {}</p>", said, t("annual.reopen"), open_again)


def _strip(text: str | None) -> str | None:
    return (text or "").strip() or None
