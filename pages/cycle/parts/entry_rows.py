"""The rows of a report with their fields: figures, milestones, what is expected of goals, and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from db.reports.report_reading import ReportReading
from metrics.facts.reports.line_keys import LineKind
from metrics.facts.schema import EventKind
from metrics.plan.structure import derive_structure
from metrics.plan.units import find_value_unit
from metrics.report.draft_fields import DRAWING, FROM_A_FILE
from metrics.report.explanations import ExplanationReason, LineFacts
from metrics.report.lines import ReportLine
from metrics.report.personal_data import FREE_TEXTS
from pages.cycle.parts import entry_sheet, evidence_field
from pages.cycle.parts.draft_form import DraftForm
from pages.cycle.parts.personal_warning import show_warning
from pages.ui import screen, widgets
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words.problems import describe_problem
from words.reports.report_line import name_line

FIGURE_COLUMNS = (3, 5, 4, 3)
SAID_COLUMNS = (3, 5, 4)
DRAWING_COLUMNS = (3, 2, 3, 2)


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
                case LineKind.SEEN:
                    self._show_seen(line)
                case LineKind.MILESTONE | LineKind.ASSESSED | LineKind.EXPECTATION:
                    self._show_said(line)
                case LineKind.NUMBER:
                    self._show_asked_number(line)
                case LineKind.WORDS:
                    self._write(line, "text", area=True, height=120)
            shown = [line, *self.find_numbers(line)]
            screen.draw(
                *(self._draw_wrong(one) for one in shown),
                *(entry_sheet.draw_last_saved(one, self.report, self.page.words) for one in shown),
            )

    def find_numbers(self, goal: ReportLine) -> list[ReportLine]:
        """Find the numbers that are asked for in the row of a goal."""
        report = self.report
        if goal.kind is not LineKind.EXPECTATION or not report.may_fill(goal.key):
            return []
        own = (one for one in report.lines if one.kind is LineKind.NUMBER and one.goal == goal.goal)
        return [one for one in own if report.may_fill(one.key)]

    def _show_figure(self, line: ReportLine) -> None:
        words = self.page.words
        name, entry, beside, status = st.columns(FIGURE_COLUMNS, gap="medium")
        with name:
            screen.draw(entry_sheet.draw_line_name(line, self.report, words))
        with entry:
            late = self._enter_figure(line)
        with beside:
            screen.draw(entry_sheet.draw_beside(line, self.report, words))
        with status:
            screen.draw(entry_sheet.draw_effects(line, self.report, words))
        self._explain(line, late=late)

    def _enter_figure(self, line: ReportLine) -> bool:
        """Show the fields of a figure; tell whether it is said that it is not out yet, and why is asked there."""
        assert line.figure is not None
        words, series = self.page.words, line.figure.indicator
        unit = words.t(f"unit_name.{series.unit}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if line.figure.counted:
                self._write(line, "numerator", hidden=True, width=112)
                st.html(fill("<span>{}</span>", words.t("report.of")), width="content")
                self._write(line, "denominator", hidden=True, width=112)
                if ratio := entry_sheet.draw_ratio(self.report.check.facts.get(line.key), line, words):
                    st.html(ratio, width="content")
            else:
                self._write(line, "value", hidden=True, width=140)
                st.html(fill("<span>{}</span>", unit), width="content")
        with screen.hold_place():
            self._show_other_way(line)
        with st.container(horizontal=True, gap="small"):
            self.form.tick(line.key, "provisional", words.t("report.field_provisional"))
            awaited = bool(self.report.draft.get(line.key, "awaited"))
            late = st.checkbox(
                words.t("report.not_out"), awaited, key=f"not_out|{self.report.plan.id}|{line.key}"
            )
        with screen.hold_place():
            if late:
                self._write(line, "awaited", width=180)
                self._write(line, "cause")
        return late

    def _show_other_way(self, line: ReportLine) -> None:
        """Show what stands in fields of a figure that are not asked for: nothing that is handed in is out of sight."""
        assert line.figure is not None
        others = ("value",) if line.figure.counted else ("numerator", "denominator")
        with st.container(horizontal=True, gap="small"):
            self._show_standing(line, *others, *FROM_A_FILE)

    def _show_standing(self, line: ReportLine, *names: str) -> None:
        """Show the fields that nobody is asked for and something stands in."""
        for name in names:
            if not self.report.draft.get(line.key, name):
                continue
            if name == "chosen":
                self.form.tick(line.key, name, self.page.t("report.field_chosen"))
            else:
                self._write(line, name, width=140)

    def _explain(self, line: ReportLine, *, late: bool) -> None:
        """Ask for an explanation where the numbers ask for one, and for where the figure is from where it is given."""
        words, facts = self.page.words, self.report.check.facts.get(line.key)
        found = facts if facts and facts.value is not None else None
        reasons = found.reasons if found else ()
        # What stands there is handed in, also where the numbers no longer ask for it: it is never out of sight.
        cause, measure = (bool(self.report.draft.get(line.key, name)) for name in ("cause", "measure"))
        with st.container(key=f"m-why-{line.key.replace(':', '-')}"):
            if reasons or ((cause or measure) and not late):
                self._ask_why(line, found, measure=measure or ExplanationReason.MISSED in reasons)
        with screen.hold_place():
            if found and found.settles:
                self._ask_how_it_was_drawn(line)
        if found is None:
            return
        with st.expander(words.t("report.drawing")):
            self._write(line, "source", filled=line.prefilled.get("source", ""))
            evidence_field.show_files(self.page, self.report, line)

    def _ask_why(self, line: ReportLine, found: LineFacts | None, *, measure: bool) -> None:
        """Ask for the cause, and for a measure, with the reasons that the numbers give."""
        words = self.page.words
        told = Markup()
        if found and found.reasons:
            asked = words.list([words.t(f"report.because_{reason}") for reason in found.reasons])
            told = fill('<p class="m-entry-ask">{}</p>', words.t("report.explain", why=asked))
            told += entry_sheet.draw_facts(line, found, self.report, words)
        screen.draw(told)
        left, right = st.columns(2)
        with left:
            self._write(line, "cause", area=True, height=80)
        with right:
            if measure:
                self._write(line, "measure", area=True, height=80)

    def _ask_how_it_was_drawn(self, line: ReportLine) -> None:
        screen.draw(fill('<p class="m-entry-ask">{}</p>', self.page.t("report.settles")))
        for name, column in zip(DRAWING, st.columns(DRAWING_COLUMNS), strict=True):
            with column:
                self._write(line, name)

    def _show_seen(self, line: ReportLine) -> None:
        """Show a figure that somebody else gives, and a field to say something of it."""
        name, entry, beside = st.columns(SAID_COLUMNS, gap="medium")
        with name:
            screen.draw(entry_sheet.draw_line_name(line, self.report, self.page.words))
        with entry:
            self._write(line, "comment", area=True, height=80)
        with beside:
            screen.draw(entry_sheet.draw_seen_value(line, self.report, self.page.words))

    def _show_said(self, line: ReportLine) -> None:
        words, status = self.page.words, self.report.draft.get(line.key, "status")
        name, entry, beside = st.columns(SAID_COLUMNS, gap="medium")
        with name:
            screen.draw(entry_sheet.draw_line_name(line, self.report, words))
        numbers = self.find_numbers(line)
        with entry, st.container(horizontal=True, vertical_alignment="center", gap="small"):
            label = self._label(line, "status")
            self.form.choose(
                line.key, "status", label, line.allowed, lambda word: entry_sheet.name_said(line, word, words)
            )
            self._show_numbers(numbers, words.t("report.number_or"))
        with beside:
            screen.draw(entry_sheet.draw_last_said(line, words))
            screen.draw(*(entry_sheet.draw_number_beside(one, self.report, words) for one in numbers))
        with screen.hold_place():
            if status == EventKind.CLAIMED:
                day, proof = st.columns((1, 3))
                with day:
                    self._write(line, "on")
                    widgets.show_example(words.t("report.on_form", day=words.date_short(self.page.today)))
                with proof:
                    self._write(line, "evidence")
                    evidence_field.show_files(self.page, self.report, line)
        if line.required and not status and not any(self.report.draft.answers(one) for one in numbers):
            screen.draw(fill('<p class="m-entry-quiet">{}</p>', words.t("report.unfilled")))
        noted = self.report.draft.get(line.key, "note") or self.report.check.asks(line, "note")
        if status and (status != EventKind.EXPECTED_MET or noted):
            self._write(line, "note")
        if line.kind is LineKind.EXPECTATION:
            self._show_standing(line, "source")

    def _show_asked_number(self, line: ReportLine) -> None:
        """Show a number that is asked about alone."""
        name, entry, beside = st.columns(SAID_COLUMNS, gap="medium")
        with name:
            screen.draw(entry_sheet.draw_line_name(line, self.report, self.page.words))
        with entry:
            self._show_numbers([line])
        with beside:
            screen.draw(entry_sheet.draw_number_beside(line, self.report, self.page.words))

    def _show_numbers(self, lines: Sequence[ReportLine], before: str = "") -> None:
        """Show the fields for what tests are expected to end at, each with its unit, and a word `before` the first."""
        words, report = self.page.words, self.report
        for place, line in enumerate(lines):
            leaf = derive_structure(report.plan).leaves[line.criteria[0]]
            unit = find_value_unit(leaf, report.plan.institution, report.catalogue.indicators)
            said = [before if place == 0 else "", leaf.number if len(lines) > 1 else ""]
            with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
                st.html(fill("<span>{}</span>", " ".join(filter(None, said))), width="content")
                self._write(line, "number", hidden=True, width=110)
                st.html(
                    fill("<span>{}</span>", words.t(f"unit_name.{unit}") if unit else ""), width="content"
                )
                self._show_standing(line, "note", "source")

    def _label(self, line: ReportLine, name: str) -> str:
        """Label a field by its name and its line, as whoever does not see the row hears it."""
        field = self.page.t(f"report.field_{name}")
        return self.page.t(
            "report.label", field=field, line=name_line(line, self.report.plan, self.page.words)
        )

    def _write(
        self,
        line: ReportLine,
        name: str,
        *,
        hidden: bool = False,
        area: bool = False,
        filled: str = "",
        **look: object,
    ) -> str:
        """Show a field for text; what may be personal in it is told at once, and refused by nobody."""
        if hidden:
            look |= {"label_visibility": "collapsed"}
        label = self._label(line, name) if hidden else self.page.t(f"report.field_{name}")
        text = self.form.write(line.key, name, label, area=area, filled=filled, **look)
        if name in FREE_TEXTS:
            show_warning([text], self.page.words)
        return text

    def _draw_wrong(self, line: ReportLine) -> str:
        """Draw what is wrong in a row that is begun; that a row is empty stands where the report is sent."""
        if not self.report.draft.answers(line):
            return ""
        own = (one for one in self.report.check.problems if one.line == line.key)
        said = dict.fromkeys(describe_problem(replace(one.problem, place=""), self.page.words) for one in own)
        return fill('<p class="m-entry-wrong">{}</p>', " ".join(said)) if said else ""
