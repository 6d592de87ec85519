"""The figures of a report as a spreadsheet: taken out to be filled in, and its cells pasted into the draft."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from db.audit.exports import Export
from db.reports.report_reading import ReportReading
from export import workbook
from export.results_template import write_template
from metrics.followup.owed_rows import find_owed_rows
from metrics.report.pasted_rows import read_pasted_rows, read_sheet
from metrics.report.report_lines import is_ad_hoc
from pages.cycle.parts import sheet_field
from pages.cycle.parts.draft_form import DraftForm
from pages.ui import screen, widgets
from pages.ui.downloads import OfferedFile, offer_file
from pages.ui.draw import marks
from pages.ui.page import Page
from words.problems import describe_problem


def show_file(page: Page, report: ReportReading, form: DraftForm) -> None:
    """Show the spreadsheet to fetch and, while anything may be filled in, how one comes back or cells are pasted."""
    if is_ad_hoc(report.period):
        return
    with st.expander(page.t("report.file"), expanded=read_sheet(report.draft) is not None):
        rows = find_owed_rows(report.score, report.period, report.catalogue, overdue=True)
        if rows:
            owner, name = report.plan.institution, f"{report.plan.id}-{report.period.text}.xlsx"
            file = OfferedFile(Export.WORKBOOK, report.plan.id, (owner,), name, workbook.MEDIA_TYPE)
            made = partial(write_template, report.plan, report.period, rows, report.catalogue, page.words)
            offer_file(page.t("report.file_out"), file, made)
        if report.open_lines:
            sheet_field.show_sheet(page, report, form)
            _show_paste(page, report, form)


def _show_paste(page: Page, report: ReportReading, form: DraftForm) -> None:
    key = f"pasted|{report.plan.id}|{report.period.text}"
    text = st.text_area(page.t("report.paste"), key=key, height=120, help=page.t("report.paste_help"))
    if not text:
        return
    found, problems = read_pasted_rows(text, report.open_lines, report.draft)
    if problems:
        told = [
            page.t(
                "report.paste_row", row=one.place, what=describe_problem(replace(one, place=""), page.words)
            )
            for one in problems
        ]
        screen.draw(marks.draw_problems(page.words.n("form.refused", len(told)), told))
    if not found:
        return
    sheet_field.draw_rows(page, report, found, page.t("report.paste"), page.t("report.paste_text"))
    taken = sheet_field.list_taken(found)
    said = page.words.n("report.paste_take", len({line for line, _ in taken}))
    if taken and widgets.show_button(said, f"{key}|take", type="primary"):
        if refused := form.put(taken):
            widgets.show_refused(refused, {}, page.words)
        else:
            del st.session_state[key]
            st.rerun()
