"""The files of a line of a draft: each to be fetched or removed, and a form that hands in one more."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from db.evidence import evidence_commands
from db.evidence.evidence_store import find_store
from db.reports.report_reading import ReportReading
from metrics.report.document import Document
from metrics.report.evidence.evidence_file import (
    LARGEST_FILE,
    LONGEST_JOURNAL,
    EvidenceFile,
    list_declared_files,
)
from metrics.report.evidence.file_names import SUFFIXES
from metrics.report.lines import ReportLine
from pages.ui import saving, screen
from pages.ui.draw.html import fill, quote_markdown
from pages.ui.page import Page
from words import addresses
from words.problems import describe_problem
from words.reports.declared_line import name_declared
from words.reports.report_line import name_line

MEGABYTE = 1_000_000


def show_files(page: Page, report: ReportReading, line: ReportLine) -> None:
    """Show the files of a line that may be filled in, and the form for one more."""
    for file in report.draft.list_files(line.key):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(draw_file(page, file), width="content")
            label = page.t("evidence.remove", name=quote_markdown(file.name))
            st.button(
                label,
                key=f"remove_{file.key}",
                type="tertiary",
                on_click=_remove,
                args=(page, report, file.key),
            )
    screen.draw(_draw_form(page, report, line))


def draw_file(page: Page, file: EvidenceFile) -> Markup:
    """Draw a file as a link that saves it, with its size and its journal number."""
    said = [_write_size(page, file.size)]
    if file.journal:
        said.append(page.t("evidence.journal_is", journal=file.journal))
    link = addresses.make_evidence_path(dict(page.carried), page.lang, file.key)
    return fill(
        '<p class="m-evidence"><a href="{}" download>{}</a> <small>{}</small></p>',
        link,
        file.name,
        " · ".join(said),
    )


def draw_declared_files(page: Page, report: ReportReading, document: Document) -> Markup:
    """Draw the files that a document declares, each with what its line is about."""
    declared = {
        line["key"]: name_declared(line, report.plan, page.words) for line in document.get("lines", [])
    }
    rows = [
        fill("<li>{}{}</li>", declared[file.line], draw_file(page, file))
        for file in list_declared_files(document)
    ]
    if not rows:
        return Markup()
    return fill("<h2>{}</h2><ul>{}</ul>", page.t("evidence.declared"), Markup().join(rows))


def _remove(page: Page, report: ReportReading, key: str) -> None:
    problems = saving.write_change(
        lambda db: evidence_commands.remove_file(db, report.plan.id, key, find_store())
    )
    for problem in problems:
        screen.say(describe_problem(problem, page.words))


def _draw_form(page: Page, report: ReportReading, line: ReportLine) -> Markup:
    """Draw the form, folded; the page is left to send it, and what is typed elsewhere is saved by then."""
    words = page.words
    query = {"plan": report.plan.id, "quarter": report.period.text, "line": line.key, **page.carried}
    most = LARGEST_FILE // MEGABYTE
    return fill(
        '<details class="m-evidence"><summary aria-label="{} – {}">{}</summary>'
        '<form method="post" enctype="multipart/form-data" action="{}" data-largest="{}" data-larger="{}">'
        '<label>{}<input type="file" name="file" required accept="{}"></label><small>{}</small>'
        '<label>{}<input type="text" name="journal" maxlength="{}" autocomplete="off"></label>'
        '<button type="submit">{}</button></form></details>',
        page.t("evidence.attach"),
        name_line(line, report.plan, words),
        page.t("evidence.attach"),
        addresses.make_evidence_path(query, page.lang),
        LARGEST_FILE,
        page.t("error.file_over_limit", largest=most),
        page.t("evidence.file"),
        ",".join(suffix for suffixes in SUFFIXES.values() for suffix in suffixes),
        page.t("evidence.allowed", largest=most),
        page.t("evidence.journal"),
        LONGEST_JOURNAL,
        page.t("evidence.attach"),
    )


def _write_size(page: Page, size: int) -> str:
    if size < MEGABYTE:
        return page.t("evidence.size_kb", size=page.words.number(max(1, round(size / 1_000))))
    return page.t("evidence.size_mb", size=page.words.number(round(size / MEGABYTE)))
