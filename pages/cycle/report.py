"""The report of a quarter: what the institution fills in and hands in, and what the department receives."""

from __future__ import annotations

import streamlit as st

from pages.cycle.parts import (
    entry,
    own_reports,
    report_head,
    report_paper_offer,
    report_reads,
)
from pages.cycle.parts.department import desk, receiving
from pages.ui import frame, page_part, screen
from pages.ui.draw import marks
from pages.ui.reports import held_reports

page = frame.open_page("report", titled=False, dated=False)
held = held_reports.read_held(page.reader, page.today)
plan = held.find_plan(st.query_params.get("plan", ""))

opened = None


@page_part.make_part
def show_paper() -> None:
    """Show the formats of the report's paper."""
    if opened:
        report_paper_offer.show_paper(page, opened.report)


if plan is None:
    page.show_title(page.t("page.report"))
    report_reads.say_unknown_plan(page)
    if not held.list_plans(held.seen):
        screen.draw(marks.draw_lead(page.t("report.no_reports")))
    if held.list_plans(held.prepared):
        own_reports.show_own_reports(page, held)
    elif held.prepared:
        own_reports.show_document_dues(page, held)
    if held.followed:
        desk.show_desk(page, held)
elif (opened := report_reads.open_asked_report(page, held, plan)) is not None:
    report_head.show_report_title(page, opened.report)
    if plan.institution in held.prepared:
        if not receiving.show_asked_version(page, opened.report):
            entry.show_entry(page, opened)
    else:
        receiving.show_receiving(page, opened.report)
    if report_paper_offer.may_have_paper(page, opened.report):
        show_paper()
