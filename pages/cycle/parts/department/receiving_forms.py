"""The forms of the department at a report: its answer to each row, a question, the receipt, and a later deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import streamlit as st

from db.reports import step_commands
from db.reports.report_reading import ReportReading
from db.reports.step_commands import StepRequest
from metrics.errors import Problem
from metrics.plan.terms import LAST_DAY
from metrics.report.course import StepKind
from metrics.report.next_steps import (
    ACTION,
    find_step_refusals,
    is_own_row,
    list_awaited_by_receipt,
    list_row_steps,
)
from pages.cycle.parts.department.receiving_sheet import draw_asked_row, write_verdict_word
from pages.ui import saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.page import Page

DONE = "department's step"
ASK = "ask"
"""The parameter of the address that names the row that is asked about."""
FIELDS = {
    "words": "course.reason",
    "rows": "receiving.ask_rows",
    "until": "receiving.until",
    "word": "receiving.verdict",
}
"""The fields of the forms and their labels."""
NOTING = {
    "rows": "receiving.column_what",
    "word": "receiving.stand_in",
    "words": "receiving.stand_in_source",
}
"""The same of the form that notes a figure."""
ROW_STEPS = (StepKind.CONFIRMED, StepKind.DOUBTED, StepKind.REFUSED, StepKind.ASSESSED)
"""What the department may answer to a row, in the order in which the buttons stand."""


@dataclass(frozen=True, slots=True)
class ReceivingForms:
    """The forms at one report; `names` are of its rows."""

    page: Page
    report: ReportReading
    names: Mapping[str, str]

    def may(self, kind: StepKind) -> bool:
        """Whether the reader may take a step now."""
        return find_step_refusals(self.report.course, self.report.taker)[kind] is None

    def list_turns(self) -> dict[str, list[StepKind]]:
        """List the rows where it is the reader's turn, with the steps that may be taken."""
        ground = self.report.ground
        rows = (*ground.claimed, *ground.assessed)
        found = {
            row: list_row_steps(self.report.course, row, self.report.taker, ground)
            for row in dict.fromkeys(rows)
        }
        return {row: [kind for kind in ROW_STEPS if kind in steps] for row, steps in found.items() if steps}

    def say_what_was_done(self) -> None:
        """Say which step was just taken."""
        t = self.page.t
        screen.say_done(DONE, lambda kind: t("receiving.done", step=t(f"record.report_{kind}")))

    def show_answers(self) -> None:
        """Show each row where it is the reader's turn, with what was said of it and the answers it may be given."""
        turns = self.list_turns()
        if not turns:
            return
        screen.draw(fill("<h2>{}</h2>", self.page.t("receiving.awaits_you")))
        # Every row keeps its place, also once it is answered: the next one may be under way.
        declared = (line["key"] for line in self.report.declared.get("lines", []))
        for row in dict.fromkeys((*declared, *turns)):
            with screen.hold_place():
                if row in turns:
                    self._show_row(row, turns[row])

    def _show_row(self, row: str, steps: Sequence[StepKind]) -> None:
        page, typed = self.page, self._key(row)
        with st.form(typed, border=True):
            screen.draw(draw_asked_row(row, self.names.get(row, row), self.report, page.words))
            word = ""
            if StepKind.ASSESSED in steps:
                word = self._choose_word(row)
            needed = steps == [StepKind.ASSESSED] or StepKind.CONFIRMED not in steps
            label = page.t("course.reason") if needed else page.t("receiving.reason")
            words = st.text_area(label, height=80, **widgets.keep_typed(f"{typed} words"))
            with st.container(horizontal=True):
                for kind in steps:
                    st.form_submit_button(
                        page.t(f"receiving.do_{kind}"),
                        key=f"{typed} {kind}",
                        type="primary" if kind is steps[0] else "secondary",
                        on_click=widgets.note_press,
                        args=(f"{typed} {kind}",),
                    )
            if pressed := [kind for kind in steps if widgets.take_press(f"{typed} {kind}")]:
                self._take(StepRequest(*self._of, pressed[0], words, (row,), word=word), typed)

    def _choose_word(self, row: str) -> str:
        page, allowed = self.page, list(self.report.ground.assessed[row])
        chosen: str | None = st.selectbox(
            page.t("receiving.verdict"),
            allowed,
            index=None,
            placeholder=page.t("receiving.choose"),
            format_func=lambda word: write_verdict_word(word, page.words),
            **widgets.keep_typed(f"{self._key(row)} word"),
        )
        return chosen or ""

    def link_to_question(self, row: str) -> str:
        """Return the address that asks about a row; empty where the reader does not ask about it."""
        asks = self.may(StepKind.ASKED) and row in self._list_askable()
        return self.page.link_here(**{ASK: row}) if asks else ""

    def show_question(self) -> None:
        """Show the form that asks about rows, which opens them alone; open at the row that the address asks for."""
        if not self.may(StepKind.ASKED):
            return
        page, typed = self.page, self._key("ask")
        row = st.query_params.get(ASK, "")
        begun = row in self._list_askable()
        if begun and st.session_state.get(f"{typed} row") != row:
            st.session_state[f"{typed} rows"] = [row]
            st.session_state[f"{typed} row"] = row
        screen.draw(fill('<span data-look="{}"></span>', row) if begun else "")
        with st.expander(page.t("receiving.ask"), expanded=begun), st.form(typed, border=False):
            screen.draw(marks.draw_lead(page.t("receiving.ask_note")))
            rows = st.multiselect(
                page.t(FIELDS["rows"]),
                self._list_askable(),
                format_func=lambda row: self.names[row],
                placeholder=page.t("receiving.choose"),
                **widgets.keep_typed(f"{typed} rows"),
            )
            words = st.text_area(
                page.t("receiving.question"), height=80, **widgets.keep_typed(f"{typed} words")
            )
            if widgets.show_submit(page.t("receiving.do_asked"), f"{typed} take"):
                wanted = StepRequest(*self._of, StepKind.ASKED, words, tuple(rows))
                self._take(wanted, typed, words=page.t("receiving.question"))

    def _list_askable(self) -> list[str]:
        """List the rows that the reader may ask about."""
        own, about = self.report.taker.list_goals(ACTION[StepKind.ASKED]), self.report.ground.goals
        return [row for row in self.names if is_own_row(about.get(row, frozenset()), own)]

    def show_receipt(self) -> None:
        """Show the button that receives the report, or what it waits for."""
        if not self.may(StepKind.RECEIVED):
            return
        page, typed = self.page, self._key("receive")
        waits = list_awaited_by_receipt(self.report.course, self.report.ground)
        screen.draw(fill("<h2>{}</h2>", page.t("receiving.receive")))
        if waits:
            named = page.words.list([self.names.get(row, row) for row in waits])
            screen.draw(marks.draw_lead(page.t("receiving.waits", rows=named)))
            return
        with st.form(typed, border=False):
            screen.draw(marks.draw_lead(page.t("receiving.receive_note")))
            words = st.text_area(
                page.t("receiving.remark"), height=80, **widgets.keep_typed(f"{typed} words")
            )
            if widgets.show_submit(page.t("receiving.do_received"), f"{typed} take", type="primary"):
                self._take(StepRequest(*self._of, StepKind.RECEIVED, words), typed)

    def show_noting(self, figures: Mapping[str, str]) -> None:
        """Show the form that notes a figure in the place of a missing one; `figures` are its choices by name."""
        own, about = self.report.taker.list_goals(ACTION[StepKind.NOTED]), self.report.ground.goals
        missing = [row for row in self.report.ground.figures if is_own_row(about[row], own)]
        if not missing or not self.may(StepKind.NOTED):
            return
        page, typed = self.page, self._key("note")
        with st.expander(page.t("receiving.note")), st.form(typed, border=False):
            screen.draw(marks.draw_lead(page.t("receiving.note_lead")))
            row: str | None = st.selectbox(
                page.t("receiving.column_what"),
                missing,
                index=None,
                placeholder=page.t("receiving.choose"),
                format_func=lambda key: figures[key],
                **widgets.keep_typed(f"{typed} rows"),
            )
            word = st.text_input(
                page.t("receiving.stand_in"),
                width=180,
                autocomplete="off",
                **widgets.keep_typed(f"{typed} word"),
            )
            words = st.text_area(
                page.t("receiving.stand_in_source"), height=80, **widgets.keep_typed(f"{typed} words")
            )
            if widgets.show_submit(page.t("receiving.do_noted"), f"{typed} take"):
                rows = (row,) if row else ()
                wanted = StepRequest(*self._of, StepKind.NOTED, words, rows, word=word or "")
                labels = {name: page.t(key) for name, key in NOTING.items()}
                self._take(wanted, typed, **labels)

    def show_exception(self) -> None:
        """Show the form that puts the deadline of this report off."""
        due = self.report.deadline
        if due is None or not self.may(StepKind.EXCEPTED):
            return
        page, typed = self.page, self._key("except")
        with st.expander(page.t("receiving.except")), st.form(typed, border=False):
            until: date | None = st.date_input(
                page.t("receiving.until"),
                value=None,
                min_value=due + timedelta(days=1),
                max_value=LAST_DAY,
                format=page.words.language.calendar,
                **widgets.keep_typed(f"{typed} until"),
            )
            words = st.text_area(page.t("course.reason"), height=80, **widgets.keep_typed(f"{typed} words"))
            if widgets.show_submit(page.t("receiving.do_excepted"), f"{typed} take"):
                wanted = StepRequest(*self._of, StepKind.EXCEPTED, words, until=until)
                self._take(wanted, typed)

    @property
    def _of(self) -> tuple[str, str]:
        return self.report.plan.id, self.report.period.text

    def _key(self, what: str) -> str:
        return f"report {self.report.plan.id} {self.report.period.text} {what}"

    def _take(self, wanted: StepRequest, typed: str, **labels: str) -> None:
        """Take a step and begin anew; where it is refused what was typed stays, and why is said."""
        found = saving.write_change(lambda db: step_commands.take_step(db, wanted))
        if found:
            fields = {name: self.page.t(key) for name, key in FIELDS.items()}
            named = [self._name(one) for one in found]
            labels = {**self.names, **fields, **labels}
            widgets.show_refused(named, labels, self.page.words, "report.not_taken")
            return
        for name in FIELDS:
            st.session_state.pop(f"{typed} {name}", None)
        saving.note_done(DONE, wanted.kind.value)
        st.rerun()

    def _name(self, problem: Problem) -> Problem:
        """Put the names of rows in the place of their keys."""
        rows = problem.params.get("rows")
        if not isinstance(rows, list):
            return problem
        return replace(problem, params={**problem.params, "rows": [self.names.get(row, row) for row in rows]})
