"""An institution as HTML: its years, its plans, and what was decided and is to be reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from metrics.facts.decisions import Decision
from metrics.followup.changes import find_last_report, list_reports
from metrics.periods import count_days_left
from metrics.plan.model import Plan
from metrics.score.scoring import Score
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria
from words.decision import write_what
from words.goals.point_parts import write_parts
from words.language import Words

ORDERS = BY_RISK, BY_PLAN = "risk", "plan"
"""In which goals are shown, the default first."""


def draw_lead(plan: Plan, as_of: date, area: str, writer: Writer) -> Markup:
    """Draw the line under the title: the area, the ways to what else there is of it, and the last report."""
    words = writer.words
    items: list[Cell] = [
        area,
        marks.draw_link(writer.link("plan", plan=plan.id), plan.title),
        marks.draw_link(writer.link("whatif", plan=plan.id), words.t("institution.scenarios")),
    ]
    items += [
        marks.draw_link(writer.link(key, institution=plan.institution), words.t(f"page.{key}"))
        for key in ("wheel", "journal")
    ]
    if last := find_last_report(plan, as_of):
        quarter, due = last
        items.append(words.t("institution.last_report", quarter=quarter, on=words.date(due)))
    return fill('<p class="m-lines-of">{}</p>', Markup().join(fill("<span>{}</span>", one) for one in items))


def draw_cards_head(legend: str, words: Words) -> Markup:
    """Draw the heading of all goals, and how their drawings are read."""
    return fill('<div class="m-cards-head"><h2>{}</h2><p>{}</p></div>', words.t("institution.goals"), legend)


def draw_plans(scores: Sequence[Score], writer: Writer) -> Markup:
    """Draw the plans, newest first, with their points."""
    words = writer.words
    columns = [
        Column(words.t("page.plan")),
        Column(words.t("plan.year")),
        *(Column(words.t(f"bar.{part}"), numeric=True) for part in ("secured", "open", "lost")),
    ]
    rows: list[Sequence[Cell]] = []
    for score in scores:
        plan, p = score.plan, score.points
        name = marks.draw_link(writer.link("plan", plan=plan.id), plan.title)
        years = f"{words.date_short(plan.start)} – {words.date_short(plan.end)}"
        points = [*write_parts(p, words).values()]
        rows.append([name, years, *(points if score.totalled else [criteria.NOTHING] * 3)])
    return draw_table(columns, rows, words.t("institution.plans"), show_caption=True, classes="m-course")


def draw_reports(plans: Sequence[Plan], as_of: date, words: Words) -> Markup:
    """Draw the reports of the plans that run, with their days; a sentence where none does."""
    rows: list[Sequence[Cell]] = []
    for plan in plans:
        for quarter, due in list_reports(plan):
            past = count_days_left(due, as_of) < 0
            key = "institution.report_past" if past else "institution.report_ahead"
            name = words.t("institution.report", quarter=quarter, plan=plan.title)
            rows.append([name, words.date_short(due), words.t(key)])
    if not rows:
        return fill('<p class="m-none">{}</p>', words.t("institution.no_reports"))
    columns = [
        Column(words.t("institution.report_name")),
        Column(words.t("overview.due"), numeric=True),
        Column(words.t("institution.report_state")),
    ]
    return draw_table(columns, rows, words.t("institution.reports"), show_caption=True, classes="m-course")


def draw_decisions(decided: Sequence[tuple[Plan, Decision]], writer: Writer) -> Markup:
    """Draw what was decided about the institution's plans, newest first; a sentence where nothing was."""
    words = writer.words
    if not decided:
        return fill('<p class="m-none">{}</p>', words.t("decision.none"))
    columns = [
        Column(words.t("course.agreed")),
        Column(words.t("page.plan")),
        Column(words.t("course.what")),
        Column(words.t("course.by")),
        Column(words.t("course.reason")),
    ]
    ordered = sorted(decided, key=lambda pair: (pair[1].on, pair[1].number), reverse=True)
    rows: list[Sequence[Cell]] = [
        [
            words.date_short(said.on),
            marks.draw_link(writer.link("plan", plan=plan.id), plan.title),
            write_what(said, plan, words),
            said.by,
            said.reason,
        ]
        for plan, said in ordered
    ]
    return draw_table(columns, rows, words.t("course.decisions"), show_caption=True, classes="m-course")
