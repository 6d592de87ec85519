"""The figures that the department gives of a plan, beside the institution's report: what is known, and a form."""

from __future__ import annotations

import streamlit as st

from db.reports import department_figures
from db.reports.department_figures import Typed
from db.reports.report_reading import ReportReading
from metrics.access import Action
from metrics.facts.reports.line_keys import LineKind
from metrics.report.draft_fields import FIELDS
from metrics.report.lines import ReportLine
from pages.cycle.parts import entry_sheet, hand_in
from pages.cycle.parts.hand_in import ASKING, Accepted, Asked
from pages.ui import saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.page import Page

DONE = "department's figures"
COLUMNS = (3, 5, 4)


def show_department_figures(page: Page, report: ReportReading) -> None:
    """Show the figures that are the department's to give; who may speak for it types them here."""
    if not report.others:
        return
    st.header(page.t("receiving.figures"), anchor=False)
    screen.say_done(DONE, lambda count: page.words.n("receiving.figures_done", count))
    if report.taker.may(Action.CONFIRM):
        _FiguresForm(page, report).show()
    else:
        screen.draw(*(entry_sheet.draw_seen(line, report, page.words) for line in report.others))


class _FiguresForm:
    """The form of the department's figures of one report."""

    def __init__(self, page: Page, report: ReportReading) -> None:
        self.page, self.report = page, report
        self.name = f"given {report.plan.id} {report.period.text}"
        self.asked: Asked = st.session_state.setdefault(f"asked|{self.name}", {})

    def show(self) -> None:
        """Show a row of fields for each figure, and record what is typed."""
        page = self.page
        screen.draw(marks.draw_lead(page.t("receiving.figures_note")))
        with st.form(self.name, border=False):
            typed: dict[tuple[str, str], str] = {}
            for line in self.report.others:
                typed |= {(line.key, name): text for name, text in self._show_line(line).items()}
            accepted = hand_in.show_questions(page, self.asked, self.name)
            pressed = widgets.show_submit(page.t("receiving.do_figures"), f"{self.name}|take", type="primary")
        if pressed:
            self._give(typed, accepted)

    def _show_line(self, line: ReportLine) -> dict[str, str]:
        """Show the fields of a figure; return what is typed in those that were touched."""
        assert line.figure is not None
        name, entry, beside = st.columns(COLUMNS, gap="medium")
        with name:
            screen.draw(entry_sheet.draw_line_name(line, self.report, self.page.words))
        with beside:
            screen.draw(entry_sheet.draw_seen_value(line, self.report, self.page.words))
        with entry:
            return self._enter(line, counted=line.figure.counted)

    def _enter(self, line: ReportLine, *, counted: bool) -> dict[str, str]:
        typed: dict[str, str] = {}
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for name in ("numerator", "denominator") if counted else ("value",):
                typed[name] = self._write(line, name, width=130)
            kept = widgets.keep_typed(self._key(line, "provisional"))
            typed["provisional"] = (
                "ja" if st.checkbox(self.page.t("report.field_provisional"), **kept) else ""
            )
        with st.container(horizontal=True, gap="small"):
            typed["source"] = self._write(line, "source", line.prefilled.get("source", ""), width=260)
            typed["awaited"] = self._write(line, "awaited", width=130)
        return {name: text for name, text in typed.items() if text != line.prefilled.get(name, "")}

    def _write(self, line: ReportLine, name: str, text: str = "", *, width: int) -> str:
        label, kept = self.page.t(f"report.field_{name}"), widgets.keep_typed(self._key(line, name))
        return st.text_input(label, text, width=width, autocomplete="off", **kept) or ""

    def _key(self, line: ReportLine, name: str) -> str:
        return f"{self.name}|{line.key}|{name}"

    def _give(self, typed: Typed, accepted: Accepted) -> None:
        """Record what is typed and begin anew; where it is refused it stays, and why is said."""
        plan, quarter, counts = self.report.plan, self.report.period.text, []
        problems = saving.write_change(
            lambda db: counts.append(department_figures.give_figures(db, plan.id, quarter, typed, accepted))
        )
        if not problems:
            saving.note_done(DONE, counts[0])
            for line in self.report.others:
                for name in FIELDS[LineKind.FIGURE]:
                    st.session_state.pop(self._key(line, name), None)
            self.asked.clear()
            st.rerun()
        places = hand_in.name_places(problems, self.report.others, plan, self.page.words)
        hand_in.note_questions(problems, self.asked, places, self.page.words)
        rest = [problem for problem in problems if problem.code not in ASKING]
        if not rest:
            st.rerun()
        widgets.show_refused(rest, places, self.page.words)
