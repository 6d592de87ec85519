"""What stands at the top of a report for everybody: whose it is and of when, and why nothing of it is owed."""

from __future__ import annotations

from markupsafe import Markup

from db.reports.report_reading import ReportReading
from metrics.access import sort_goals
from metrics.plan.terms import Stage
from pages.ui import people
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.page import Page
from words.language import Words, end_sentence


def show_report_title(page: Page, report: ReportReading) -> None:
    """Show the title of a report."""
    owner = report.catalogue.find_owner(report.plan)
    words = page.words
    title = f"{owner.name}, {words.period(report.period.text)}"
    page.show_title(title, fictional=owner.fictional, within=page.t("page.report"))


def draw_responsible(page: Page, report: ReportReading) -> Markup:
    """Draw who is responsible for which goals, for either party, and that the reader is for some alone."""
    t, own = page.t, report.prepared_goals
    told = Markup()
    if own:
        goals = page.words.list(sort_goals(own))
        told = fill('<p class="m-entry-ask">{}</p>', t("report.part_only", goals=goals))
    held = people.find_responsible(report.plan.institution, report.taker.day)
    rows: list[list[Cell]] = [
        [page.words.list(sort_goals(given.goals)), person, t(f"role.{given.role}")] for person, given in held
    ]
    if not rows:
        return told
    title = t("report.responsible")
    columns = [Column(t(key)) for key in ("grant.goals_column", "grant.person", "grant.role")]
    table = draw_table(columns, rows, title)
    return told + fill('<details class="m-details"><summary>{}</summary>{}</details>', title, table)


def draw_lapse(report: ReportReading, words: Words) -> Markup:
    """Draw why the report of a plan that is suspended or closed is not owed; empty where it is."""
    found = report.lapse
    if found is None:
        return Markup()
    since, reason = words.date(found.since), end_sentence(found.reason) if found.reason else ""
    key = "report.lapse_closed" if found.life is Stage.CLOSED else "report.lapse_suspended"
    said = words.t(key, since=since, reason=reason)
    return fill('<p class="m-entry-ask">{}</p>', said)
