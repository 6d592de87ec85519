"""The spreadsheet of a report that is handed in whole: the form for it, and what it would change in the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from db.clock import read_clock
from db.reports import sheet_commands
from db.reports.report_reading import ReportReading
from db.results.raw_rows import LARGEST_FILE, TEXTS, WORKBOOK
from metrics.facts.reports.line_keys import SHEET
from metrics.facts.written_periods import read_written_day
from metrics.report.draft_fields import ANSWERING
from metrics.report.pasted_rows import PastedFate, PastedRow, compare_sheet, read_sheet
from pages.cycle.parts.draft_form import DraftForm
from pages.cycle.parts.entry_sheet import name_said
from pages.ui import saving, screen, widgets
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.page import Page
from words import addresses
from words.file_answer import write_unread
from words.language import Words
from words.reports.report_line import name_line

MEGABYTE = 1_000_000


def show_sheet(page: Page, report: ReportReading, form: DraftForm) -> None:
    """Show the form that hands in a spreadsheet, and of one that was handed in what it would change."""
    screen.draw(_draw_form(page, report))
    rows = read_sheet(report.draft)
    if rows is None:
        return
    found = compare_sheet(rows, report.open_lines, report.draft)
    told = [page.t("report.sheet_read", file=rows.file)]
    told += [page.words.n("report.sheet_known", rows.known)] if rows.known else []
    told += [page.words.n("report.sheet_others", rows.others)] if rows.others else []
    told += [f"{line}." for line in write_unread(rows.remarked, rows.not_available, page.words)]
    screen.draw(fill('<p class="m-notice" role="status">{}</p>', " ".join(told)))
    if found:
        draw_rows(page, report, found, page.t("report.sheet"), page.t("report.sheet_says"))
    with st.container(horizontal=True):
        taken = list_taken(found)
        if taken and widgets.show_button(_count(page, taken), "sheet_take", type="primary"):
            if refused := form.put(taken):
                widgets.show_refused(refused, {}, page.words)
            else:
                _forget(report)
                st.rerun()
        if widgets.show_button(page.t("report.sheet_drop"), "sheet_drop"):
            _forget(report)
            st.rerun()


def draw_rows(page: Page, report: ReportReading, found: Sequence[PastedRow], caption: str, said: str) -> None:
    """Draw what each row of a spreadsheet says of which line, below the heading `said`, and what that does."""
    names = (page.t("report.paste_figure"), said, page.t("report.paste_fate"))
    rows = [_draw_row(page, report, one) for one in found]
    screen.draw(draw_table([Column(name) for name in names], rows, caption))


def list_taken(found: Sequence[PastedRow]) -> dict[tuple[str, str], str]:
    """List the texts that rows would put in fields of the draft."""
    return {
        (one.line.key, name): text
        for one in found
        if one.fate is not PastedFate.SAME
        for name, text in one.texts.items()
    }


def _count(page: Page, taken: Mapping[tuple[str, str], str]) -> str:
    return page.words.n("report.paste_take", len({line for line, _ in taken}))


def _draw_row(page: Page, report: ReportReading, one: PastedRow) -> list[Cell]:
    words, line, said = page.words, one.line, {name: text for name, text in one.texts.items() if text}
    answering = [name for name in ANSWERING[line.kind] if name in said and name != "awaited"]
    answer = [name_said(line, said[name], words) if name == "status" else said[name] for name in answering]
    others = Markup().join(
        fill("<p><small>{}</small> {}</p>", words.t(f"report.field_{name}"), _write_day(text, words))
        for name, text in said.items()
        if name not in answering
    )
    value = fill("<b>{}</b>{}", f" {words.t('report.of')} ".join(answer), others)
    if line.figure and line.figure.pooled and said.get("value"):
        value += fill('<p class="m-entry-wrong">{}</p>', words.t("error.counts_needed"))
    return [name_line(line, report.plan, words), value, words.t(f"report.fate_{one.fate}")]


def _write_day(text: str, words: Words) -> str:
    """Write a text of a file, where it is a day as a day."""
    day = read_written_day(text)
    return words.date_short(day) if day else text


def _forget(report: ReportReading) -> None:
    saving.write_change(
        lambda db: sheet_commands.forget_sheet(db, report.plan.id, report.period.text, read_clock())
    )


def _draw_form(page: Page, report: ReportReading) -> Markup:
    """Draw the form; the page is left to send it, and what is typed elsewhere is saved by then."""
    query = {"plan": report.plan.id, "quarter": report.period.text, "line": SHEET, **page.carried}
    most = LARGEST_FILE // MEGABYTE
    return fill(
        '<div class="m-evidence"><form method="post" enctype="multipart/form-data" action="{}"'
        ' data-largest="{}" data-larger="{}"><label>{}<input type="file" name="file" required accept="{}">'
        '</label><small>{}</small><button type="submit">{}</button></form></div>',
        addresses.make_evidence_path(query, page.lang),
        LARGEST_FILE,
        page.t("error.file_over_limit", largest=most),
        page.t("report.sheet"),
        ",".join((WORKBOOK, *TEXTS)),
        page.t("report.sheet_allowed", largest=most),
        page.t("report.sheet_in"),
    )
