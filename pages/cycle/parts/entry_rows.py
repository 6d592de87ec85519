"""The rows of a report with their fields: figures, milestones, what is expected of goals, and words."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from db.reports.report_reading import ReportReading
from metrics.facts.schema import EventKind
from metrics.report.explanations import ExplanationReason
from metrics.report.lines import LineKind, ReportLine
from pages.cycle.parts import entry_sheet, evidence_field
from pages.cycle.parts.draft_form import DraftForm
from pages.ui import screen
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words.problems import describe_problem
from words.reports.report_line import name_line

FIGURE_COLUMNS = (3, 4, 4, 4)
SAID_COLUMNS = (3, 5, 4)


class EntryRows:
    """The rows of one report for whoever fills it in."""

    def __init__(self, page: Page, report: ReportReading, form: DraftForm) -> None:
        self.page, self.report, self.form = page, report, form

    def show(self, line: ReportLine) -> None:
        """Show one row, with what is wrong in it once something stands there."""
        with st.container(key=f"m-line-{line.key.replace(':', '-').replace('.', '-')}"):
            match line.kind:
                case LineKind.FIGURE:
                    self._show_figure(line)
                case LineKind.MILESTONE | LineKind.ASSESSED | LineKind.EXPECTATION:
                    self._show_said(line)
                case LineKind.WORDS:
                    self._write(line, "text", area=True, height=120)
            screen.draw(
                self._draw_wrong(line), entry_sheet.draw_last_saved(line, self.report, self.page.words)
            )

    def _show_figure(self, line: ReportLine) -> None:
        words = self.page.words
        name, entry, beside, status = st.columns(FIGURE_COLUMNS, gap="medium")
        with name:
            screen.draw(entry_sheet.draw_line_name(line, self.report, words))
        with entry:
            self._enter_figure(line)
        with beside:
            screen.draw(entry_sheet.draw_beside(line, self.report, words))
        with status:
            screen.draw(entry_sheet.draw_effects(line, self.report, words))
        self._explain(line)

    def _enter_figure(self, line: ReportLine) -> None:
        assert line.figure is not None
        words, series = self.page.words, line.figure.indicator
        unit = words.t(f"unit_name.{series.unit}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if line.figure.counted:
                self._write(line, "numerator", hidden=True, width=120)
                st.html(fill("<span>{}</span>", words.t("report.of")), width="content")
                self._write(line, "denominator", hidden=True, width=120)
                if ratio := entry_sheet.draw_ratio(self.report.check.facts.get(line.key), line, words):
                    st.html(ratio, width="content")
            else:
                self._write(line, "value", hidden=True, width=140)
                st.html(fill("<span>{}</span>", unit), width="content")
        with st.container(horizontal=True, gap="medium"):
            self.form.tick(line.key, "provisional", words.t("report.field_provisional"))
            awaited = bool(self.report.draft.get(line.key, "awaited"))
            late = st.checkbox(
                words.t("report.not_out"), awaited, key=f"not_out|{self.report.plan.id}|{line.key}"
            )
        if late:
            self._write(line, "awaited", width=180)
            self._write(line, "cause")

    def _explain(self, line: ReportLine) -> None:
        """Ask for an explanation where the numbers ask for one, and for where the figure is from where it is given."""
        words, found = self.page.words, self.report.check.facts.get(line.key)
        if found is None or found.value is None:
            return
        if found.reasons:
            asked = words.list([words.t(f"report.because_{reason}") for reason in found.reasons])
            with st.container(key=f"m-why-{line.key.replace(':', '-')}"):
                screen.draw(
                    fill('<p class="m-entry-ask">{}</p>', words.t("report.explain", why=asked)),
                    entry_sheet.draw_facts(line, found, self.report, words),
                )
                left, right = st.columns(2)
                with left:
                    self._write(line, "cause", area=True, height=80)
                with right:
                    if ExplanationReason.MISSED in found.reasons:
                        self._write(line, "measure", area=True, height=80)
        with st.expander(words.t("report.drawing")):
            self._write(line, "source")
            self._write(line, "drawn")
            evidence_field.show_files(self.page, self.report, line)

    def _show_said(self, line: ReportLine) -> None:
        words, status = self.page.words, self.report.draft.get(line.key, "status")
        name, entry, beside = st.columns(SAID_COLUMNS, gap="medium")
        with name:
            screen.draw(entry_sheet.draw_line_name(line, self.report, words))
        with entry:
            label = self._label(line, "status")
            self.form.choose(
                line.key, "status", label, line.allowed, lambda word: entry_sheet.name_said(line, word, words)
            )
        with beside:
            screen.draw(entry_sheet.draw_last_said(line, words))
        if status == EventKind.CLAIMED:
            day, proof = st.columns((1, 3))
            with day:
                self._write(line, "on", placeholder=words.date_short(self.page.today))
            with proof:
                self._write(line, "evidence")
                evidence_field.show_files(self.page, self.report, line)
        if status and status != EventKind.EXPECTED_MET:
            self._write(line, "note")

    def _label(self, line: ReportLine, name: str) -> str:
        """Label a field by its name and its line, as whoever does not see the row hears it."""
        field = self.page.t(f"report.field_{name}")
        return self.page.t(
            "report.label", field=field, line=name_line(line, self.report.plan, self.page.words)
        )

    def _write(
        self, line: ReportLine, name: str, *, hidden: bool = False, area: bool = False, **look: object
    ) -> str:
        if hidden:
            look |= {"label_visibility": "collapsed"}
        label = self._label(line, name) if hidden else self.page.t(f"report.field_{name}")
        return self.form.write(line.key, name, label, area=area, **look)

    def _draw_wrong(self, line: ReportLine) -> str:
        """Draw what is wrong in a row that is begun; that a row is empty stands where the report is sent."""
        if not self.report.draft.answers(line):
            return ""
        own = (one for one in self.report.check.problems if one.line == line.key)
        said = dict.fromkeys(describe_problem(replace(one.problem, place=""), self.page.words) for one in own)
        return fill('<p class="m-entry-wrong">{}</p>', " ".join(said)) if said else ""
