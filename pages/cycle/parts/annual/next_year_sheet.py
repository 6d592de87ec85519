"""The way on: next year's plan, begun as a copy of this one, and what the plan check says of this one."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from metrics.access import Action
from metrics.score.plan_check import advice
from pages.cycle.parts.annual.annual_reads import SettledYear
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.snapshot import read_snapshot
from words.problems import describe_finding


def show_next_year(settled: SettledYear) -> None:
    """Show the link to next year's plan and the advice on this one, to those who draft it."""
    if not settled.is_present or not settled.page.may(Action.DRAFT, settled.whose):
        return
    st.header(settled.page.t("annual.next"), anchor=False)
    screen.draw(_draw_way(settled), _draw_advice(settled))


def _draw_way(settled: SettledYear) -> Markup:
    """Draw the link to next year's plan where it stands, or to where it is made."""
    page, plan = settled.page, settled.plan
    year = plan.year + 1
    own = (one.plan for one in read_snapshot().newest if one.plan.institution == plan.institution)
    there = next((one for one in own if one.year == year and not one.discarded), None)
    if there:
        link = page.link("plan" if there.locked else "plans", plan=there.id)
        said, named = page.t("annual.next_stands", year=year), page.t("annual.next_open", year=year)
    else:
        link = page.link("plans", plan=plan.id)
        said, named = page.t("annual.next_start", year=year), page.t("annual.next_copy", year=year)
    return fill("<p>{} {}</p>", said, marks.draw_link(link, named))


def _draw_advice(settled: SettledYear) -> Markup:
    """Draw the plan check's advice, folded; nothing where it has none."""
    words, facts = settled.words, settled.table.score.facts
    found = advice.find_advice(settled.plan, facts, settled.catalogue)
    lines = [
        f"{one.place}: {describe_finding(one, words)}" if one.place else describe_finding(one, words)
        for one in found
    ]
    if not lines:
        return Markup()
    title = words.n("annual.next_advice", len(lines))
    return fill(
        '<details class="m-details"><summary>{}</summary>{}</details>', title, marks.draw_lines(lines)
    )
