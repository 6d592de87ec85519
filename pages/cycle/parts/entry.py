"""A report as the institution fills it in: its state and progress, its rows, and what it takes to hand it in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db.clock import read_clock
from db.reports import draft_commands
from db.reports.report_reading import ReportReading
from metrics.errors import Problem
from metrics.facts.reports.line_keys import LineKind
from metrics.report.draft_fields import FieldChange, ReportDraft
from metrics.report.lines import Section
from pages.cycle.parts import draft_file, entry_head, entry_text, evidence_field, hand_in
from pages.cycle.parts.draft_form import DraftForm
from pages.cycle.parts.entry_rows import EntryRows
from pages.ui import page_part, saving, screen
from pages.ui.draw.html import fill
from pages.ui.page import Page
from pages.ui.reports.held_reports import OpenReport, open_report

UNASKED = (LineKind.NUMBER, LineKind.WORDS)
"""Lines that are shown only where something stands in them, once nobody can write in them."""


def show_entry(page: Page, opened: OpenReport) -> None:
    """Show a report to be filled in. A field that is left has this part drawn again, and nothing else."""
    held, plan, quarter = opened.held, opened.report.plan.id, opened.report.period.text

    @page_part.make_part
    def fill_in() -> None:
        now = open_report(page, held, plan, quarter)
        form = DraftForm(page, f"{plan}|{quarter}", lambda changes: _save(now, changes))
        if form.take_typed(now.report.draft):
            now = now.read_again()
            form.draft = now.report.draft
        _show(page, now.report, form)
        # What was typed before the server was restarted is known only once its fields are drawn.
        if form.take_typed(now.report.draft):
            st.rerun()

    fill_in()


def _save(opened: OpenReport, changes: Sequence[FieldChange]) -> tuple[ReportDraft | None, Sequence[Problem]]:
    kept: list[ReportDraft] = []
    problems = saving.write_change(
        lambda db: kept.append(draft_commands.save_fields_on(db, opened.ground, changes, read_clock()))
    )
    return (None, problems) if problems else (kept[0], ())


def _show(page: Page, report: ReportReading, form: DraftForm) -> None:
    hand_in.tell_what_was_done(page)
    entry_head.show_standing(page, report)
    draft_file.show_file(page, report, form)
    with screen.hold_place():
        _show_lines(page, report, form)
    hand_in.show_steps(page, report)


def _show_lines(page: Page, report: ReportReading, form: DraftForm) -> None:
    """Show the lines of the report by section: those that may be filled in with their fields."""
    rows = EntryRows(page, report, form)
    for section in Section:
        lines = [line for line in report.lines if line.section is section]
        if not lines:
            continue
        st.header(page.t(f"report.section_{section}"), anchor=False)
        if section in (Section.FIGURES, Section.OVERDUE) and any(line.figure for line in lines):
            screen.draw(entry_head.draw_columns(page.words))
        if section is Section.EXPECTATIONS:
            entry_head.offer_same_as_last(page, report, form, lines)
        if section is Section.WORDS:
            screen.draw(fill('<p class="m-entry-quiet">{}</p>', page.t("report.personal")))
        in_rows = [number for line in lines for number in rows.find_numbers(line)]
        for line in lines:
            if line in in_rows:
                continue
            if report.may_fill(line.key):
                rows.show(line)
            elif line.kind not in UNASKED or report.draft.answers(line):
                screen.draw(
                    entry_text.draw_line(line, report, page.words),
                    *(evidence_field.draw_file(page, file) for file in report.draft.list_files(line.key)),
                )
