"""The internal approval of a year's settlement: who has approved what, and the forms of those whose turn it is."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from db.annual import annual_commands
from db.annual.annual_commands import AnnualRequest
from metrics.annual.annual_course import ACTION, AnnualAct, AnnualActDone, find_act_problems
from metrics.annual.annual_document import has_same_content, has_same_figures
from pages.cycle.parts.annual.annual_reads import SettledYear
from pages.ui import saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.page import Page
from words.annual.act_line import write_actor
from words.language import Words
from words.problems import describe_problem

DONE = "annual act"
FOLDED = frozenset({AnnualAct.RETURNED, AnnualAct.COMPARED})
"""The acts that nobody awaits: their forms stand folded."""
FIELDS = {AnnualAct.RETURNED: "course.reason", AnnualAct.COMPARED: "annual.comparison"}
"""What the field of an act that takes words is called."""
DONE_ALREADY = frozenset({"annual_unchanged", "annual_agreed_already"})
"""What is against an act because nothing is left to do, which is no lack."""


def say_what_was_done(page: Page) -> None:
    """Say which act was just done."""
    screen.say_done(DONE, lambda act: page.t(f"annual.done_{act}"))


def show_approval(settled: SettledYear) -> None:
    """Show the acts with the settlement, and the forms for what the reader may do now."""
    screen.draw(fill('<p class="m-none">{}</p>', settled.page.t("annual.approval_note")))
    screen.draw(draw_acts(settled), _draw_changed(settled))
    for act in AnnualAct:
        with screen.hold_place():
            if settled.is_open and settled.page.may(ACTION[act], settled.whose):
                _show_act(settled, act)


def draw_acts(settled: SettledYear) -> Markup:
    """Draw who has approved, agreed or sent back, in which role and when."""
    words = settled.words
    if not settled.course.acts:
        return fill("<p>{}</p>", words.t("annual.no_acts"))
    columns = [
        Column(words.t("annual.act")),
        Column(words.t("annual.act_by")),
        Column(words.t("annual.act_at")),
        Column(words.t("annual.act_words")),
    ]
    rows = [_draw_act(one, settled, words) for one in reversed(settled.course.acts)]
    return draw_table(columns, rows, words.t("annual.acts"), classes="m-course")


def _draw_act(done: AnnualActDone, settled: SettledYear, words: Words) -> list[Cell]:
    lapsed = "" if done in settled.course.standing else marks.draw_badge(words.t("annual.lapsed"))
    what = fill("{}{}", words.t(f"record.annual_{done.act}"), lapsed)
    return [what, write_actor(done, words), words.moment(done.at), done.words]


def _draw_changed(settled: SettledYear) -> Markup:
    """Draw that figures or texts have changed since they were approved."""
    course, document = settled.course, settled.reading.ground.document
    kept = course.approved.document if course.approved else None
    if kept is None or has_same_content(kept, document):
        return Markup()
    if has_same_figures(kept, document) and not settled.prepares:
        return Markup()
    key = "annual.texts_changed" if has_same_figures(kept, document) else "annual.figures_changed"
    return fill('<p class="m-entry-ask">{}</p>', settled.words.t(key))


def _show_act(settled: SettledYear, act: AnnualAct) -> None:
    """Show the form of one act, or what is still missing for it; nothing where it is done already."""
    page, ground = settled.page, settled.reading.ground
    # A word to be given is not missing before the form has been sent.
    found = [one for one in find_act_problems(settled.course, act, "x", ground) if one.place != "words"]
    if not found and act in FOLDED:
        with st.expander(page.t(f"annual.do_{act}")):
            _show_form(settled, act)
    elif not found:
        _show_form(settled, act)
    elif act not in FOLDED and not any(one.code in DONE_ALREADY for one in found):
        lines = [describe_problem(replace(one, place=""), page.words) for one in found]
        title = fill("<p><b>{}</b></p>", page.t(f"annual.do_{act}"))
        screen.draw(title, marks.draw_lines(lines))


def _show_form(settled: SettledYear, act: AnnualAct) -> None:
    page, name = settled.page, f"annual {settled.plan.id} {settled.reading.year or ''} {act}"
    with st.form(name, border=act not in FOLDED):
        screen.draw(fill("<p>{}</p>", page.t(f"annual.means_{act}")))
        label = page.t(FIELDS.get(act, "annual.remark"))
        words = st.text_area(label, height=80, **widgets.keep_typed(f"{name} words"))
        look = "secondary" if act in FOLDED else "primary"
        if widgets.show_submit(page.t(f"annual.do_{act}"), f"{name} take", type=look):
            wanted = AnnualRequest(settled.plan.id, act, words or "", settled.reading.year)
            _take(settled, wanted, name)


def _take(settled: SettledYear, wanted: AnnualRequest, name: str) -> None:
    found = saving.write_change(lambda db: annual_commands.take_annual_act(db, wanted))
    if found:
        labels = {"words": settled.page.t(FIELDS.get(wanted.act, "annual.remark"))}
        widgets.show_refused(found, labels, settled.words)
        return
    st.session_state.pop(f"{name} words", None)
    saving.note_done(DONE, wanted.act.value)
    st.rerun()
