"""One goal of a year that is settled: its verdict and why, points, decisions, and the text of part 2."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from metrics.access import Action
from metrics.annual.annual_table import AnnualRow
from metrics.facts.decisions import DecisionKind
from pages.cycle.parts.annual import analysis_form, analysis_sheet, annual_view, part_one_sheet
from pages.cycle.parts.annual.annual_reads import SettledYear
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from words.annual.annual_lines import write_row
from words.annual.waiting_line import write_owing, write_waiting
from words.decision import write_decision
from words.verdict import write_disagreements, write_rule, write_sources, write_verdict


def show_goal(settled: SettledYear, number: str) -> None:
    """Show one goal, with the ways to the one before and after it."""
    row = settled.table.find_row(number)
    assert row is not None
    t, words = settled.page.t, settled.words
    screen.draw(_draw_goal_trail(settled, number))
    annual_view.show_annual_title(settled)
    place = [one.number for one in settled.table.rows].index(number) + 1
    where = t("annual.goal_of", place=words.number(place), count=words.number(len(settled.table.rows)))
    written = write_row(row, settled.table, settled.catalogue, words)
    screen.draw(
        fill('<p class="m-none">{}</p><h2>{}</h2>', where, f"{number} {row.found.goal.title}"),
        fill(
            '<p class="m-annual-verdict">{} <span>{}</span></p>',
            part_one_sheet.draw_fulfilment(row, written, words),
            t("annual.points_of_goal", points=written.points),
        ),
        _draw_why(settled, row),
        _draw_waiting(settled, row),
        _draw_decided(settled, row),
    )
    st.header(t("annual.part_two"), anchor=False)
    if settled.prepares:
        analysis_form.show_form(settled, number)
    elif row.analysed:
        screen.draw(analysis_sheet.draw_goal_facts(settled, row), analysis_sheet.draw_texts(settled, number))
    else:
        screen.draw(fill("<p>{}</p>", t("annual.not_analysed")))
    screen.draw(_draw_onward(settled, number))


def _draw_goal_trail(settled: SettledYear, number: str) -> Markup:
    page, t = settled.page, settled.page.t
    links = [
        marks.draw_link(settled.link(), t("annual.back")),
        marks.draw_link(page.link("goal", plan=settled.plan.id, goal=number), t("annual.to_goal")),
    ]
    return marks.draw_trail(links, t("annual.neighbours"))


def _draw_onward(settled: SettledYear, number: str) -> Markup:
    """Draw the links to the goals before and after, and from the last on to the whole."""
    t, numbers = settled.page.t, [row.number for row in settled.table.rows]
    at = numbers.index(number)
    links = []
    if at:
        before = numbers[at - 1]
        links.append(marks.draw_link(settled.link(before), t("annual.goal_before", goal=before)))
    if at + 1 < len(numbers):
        after = numbers[at + 1]
        links.append(marks.draw_link(settled.link(after), t("annual.goal_after", goal=after)))
    else:
        links.append(marks.draw_link(settled.link(), t("annual.to_whole")))
    return marks.draw_trail(links, t("annual.onward"))


def _draw_why(settled: SettledYear, row: AnnualRow) -> Markup:
    """Draw the rule of the goal, each test's verdict as arithmetic, and folded what was read."""
    words, leaves = settled.words, list(row.found.leaves())
    lines = [write_rule(row.found.goal, words)] if len(leaves) != 1 else []
    lines += [f"{one.criterion.number} {one.criterion.title}: {write_verdict(one, words)}" for one in leaves]
    read = [
        line
        for one in leaves
        if one.trace
        for line in (*write_sources(one.trace, words), *write_disagreements(one.trace, words))
    ]
    folded = Markup()
    if read:
        folded = fill(
            '<details class="m-details"><summary>{}</summary>{}</details>',
            words.t("annual.read"),
            marks.draw_lines(list(dict.fromkeys(read))),
        )
    return fill("<h3>{}</h3>{}{}", words.t("annual.why"), marks.draw_lines(lines), folded)


def _draw_waiting(settled: SettledYear, row: AnnualRow) -> Markup:
    words = settled.words
    parts = [one for one in settled.table.waiting if one.goal == row.number]
    if not parts:
        return Markup()
    lines = [
        words.t(
            "annual.waiting_at", what=write_waiting(one, settled.catalogue, words), by=write_owing(one, words)
        )
        for one in parts
    ]
    return fill("<h3>{}</h3>{}", words.t("annual.missing"), marks.draw_lines(lines))


def _draw_decided(settled: SettledYear, row: AnnualRow) -> Markup:
    """Draw the decisions on the goal, and for those who decide where they are made."""
    words, plan = settled.words, settled.plan
    lines = [write_decision(one, plan, words) for one in row.decisions]
    credit = row.found.outcome.credit
    decides = settled.is_open and settled.page.may(Action.DECIDE, settled.whose)
    link = Markup()
    if decides and credit != 1:
        kind = DecisionKind.DEVIATION if credit is None else DecisionKind.NEAR_MISS
        to = settled.page.link("plan", plan=plan.id, goal=row.number, decide=kind)
        link = fill("<p>{}</p>", marks.draw_link(to, words.t(f"annual.decide_{kind}")))
    if not lines and not link:
        return Markup()
    drawn = marks.draw_lines(lines) if lines else fill("<p>{}</p>", words.t("annual.nothing_decided"))
    return fill("<h3>{}</h3>{}{}", words.t("course.decisions"), drawn, link)
