"""What it takes to hand a report in: what is missing, and the steps that are the reader's to take now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from db.reports import step_commands
from db.reports.report_reading import ReportReading
from db.reports.step_commands import StepRequest
from metrics.errors import Problem
from metrics.facts.import_answer import Question
from metrics.plan.model import Plan
from metrics.report.course import ReportState, StepKind
from metrics.report.lines import ReportLine
from metrics.report.next_steps import find_step_refusals
from pages.cycle.parts import entry_text
from pages.cycle.parts.department import receiving_sheet
from pages.ui import page_part, reader, saving, screen, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words.language import Words
from words.problems import describe_problem
from words.reports.report_line import name_line

DONE = "institution's step"
ASKING = {
    "jump_up_asked": Question.JUMPS,
    "jump_down_asked": Question.JUMPS,
    "older_asked": Question.OLDER,
}
"""The problems that a yes answers."""
Asked = dict[Question, list[str]]
"""What is asked, and the figures it is asked about."""
Accepted = tuple[Question, ...]
"""What is answered with a yes."""
FIRST = (StepKind.SENT, StepKind.APPROVED, StepKind.ANSWERED, StepKind.REOPENED)
FOLDED = (StepKind.RETURNED, StepKind.TAKEN_BACK, StepKind.SHARED)
OWN = (*FIRST, *FOLDED, StepKind.REPLIED)
"""The institution's own steps."""


def tell_what_was_done(page: Page) -> None:
    """Tell which step was taken."""
    screen.say_done(DONE, lambda kind: page.t(f"report.done_{kind}"))


def show_steps(page: Page, report: ReportReading) -> None:
    """Show what is missing, and the steps that the reader may take now."""
    st.header(page.t("report.check_title"), anchor=False)
    to_send = report.course.state in (ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED)
    screen.draw(_draw_missing(report, page.words) if to_send else "")
    may = [kind for kind, refused in find_step_refusals(report.course, report.taker).items() if not refused]
    if StepKind.APPROVED in may and StepKind.SENT in may:
        may.remove(StepKind.SENT)  # who holds both of the institution's roles hands in by one act
    awaits_chief = report.course.state is ReportState.ASKED and StepKind.ANSWERED not in may
    quiet = fill('<p class="m-entry-quiet">{}</p>', page.t("report.chief_answers"))
    screen.draw(quiet if awaits_chief else "")
    for kind in FIRST:
        with screen.hold_place():
            if kind in may:
                _show_step(page, report, kind)
    with screen.hold_place():
        for row in report.course.doubted if StepKind.REPLIED in may else ():
            screen.draw(fill("<h3>{}</h3>", _name_row(row, report, page.words)))
            screen.draw(fill('<p class="m-entry-ask">{}</p>', _read_doubt(row, report)))
            _show_step(page, report, StepKind.REPLIED, row)
    for kind in FOLDED:
        with screen.hold_place():
            if kind in may:
                with st.expander(page.t(f"report.step_{kind}")):
                    _show_step(page, report, kind)
    page_part.draw_folded(page.t("report.preview"), "report_preview", lambda: _show_preview(page, report))
    names = {line.key: name_line(line, report.plan, page.words) for line in report.lines}
    names |= receiving_sheet.name_rows(report, page.words)
    screen.draw(receiving_sheet.draw_course(report.course.steps, names, page.words))


def _draw_missing(report: ReportReading, words: Words) -> Markup:
    found = report.check.problems
    if not found:
        return fill('<p class="m-entry-ready">{}</p>', words.t("report.ready"))
    lines = {line.key: line for line in report.lines}
    told = [
        f"{name_line(lines[one.line], report.plan, words)}: {describe_problem(replace(one.problem, place=''), words)}"
        for one in found
    ]
    items = Markup().join(fill("<li>{}</li>", text) for text in told)
    title = words.n("report.missing", len(told))
    return fill('<details class="m-entry-missing"><summary>{}</summary><ul>{}</ul></details>', title, items)


def _show_step(page: Page, report: ReportReading, kind: StepKind, row: str = "") -> None:
    """Show the form of a step: its words, what has to be answered with a yes, and the button."""
    name = f"{kind}|{row}|{report.plan.id}|{report.period.text}"
    asked: Asked = st.session_state.setdefault(f"asked|{name}", {})
    with st.form(name, border=False):
        if kind in FOLDED:
            widgets.show_example(page.t(f"report.note_{kind}"))
        if kind is StepKind.APPROVED:
            screen.draw(_draw_declaration(page, report))
        words = st.text_area(page.t(f"report.words_{kind}"), height=80, **widgets.keep_typed(f"words|{name}"))
        accepted = show_questions(page, asked, name)
        look = "primary" if kind in FIRST else "secondary"
        if widgets.show_submit(page.t(f"report.step_{kind}"), f"take|{name}", type=look):
            wanted = StepRequest(
                report.plan.id,
                report.period.text,
                kind,
                words or "",
                (row,) if row else (),
                accepted=accepted,
            )
            _take(page, report, wanted, asked, name)


def _draw_declaration(page: Page, report: ReportReading) -> Markup:
    words, owner = page.words, report.catalogue.find_owner(report.plan)
    taker = report.taker
    text = words.t(
        "report.declares",
        who=reader.write_who(taker.person.key, taker.resource, taker.day, words),
        period=words.period(report.period.text),
        institution=owner.name,
    )
    return fill('<p class="m-entry-declares">{}</p>', text)


def _take(page: Page, report: ReportReading, wanted: StepRequest, asked: Asked, name: str) -> None:
    problems = saving.write_change(lambda db: step_commands.take_step(db, wanted))
    if not problems:
        st.session_state.pop(f"words|{name}", None)
        saving.note_done(DONE, wanted.kind)
        st.rerun()
    places = name_places(problems, report.lines, report.plan, page.words)
    places["words"] = page.t(f"report.words_{wanted.kind}").rstrip("?")
    note_questions(problems, asked, places, page.words)
    rest = [problem for problem in problems if problem.code not in ASKING]
    if not rest:
        st.rerun()
    widgets.show_refused(rest, places, page.words, "report.not_taken")


def show_questions(page: Page, asked: Asked, name: str) -> Accepted:
    """Show what has been asked in a form; return what is answered with a yes."""
    return tuple([question for question in asked if _ask(page, question, asked[question], name)])


def _ask(page: Page, question: Question, figures: Sequence[str], name: str) -> bool:
    screen.draw(marks.draw_lines(figures))
    return st.checkbox(page.t(f"report.accept_{question}"), key=f"accept|{question}|{name}")


def note_questions(problems: Iterable[Problem], asked: Asked, places: dict[str, str], words: Words) -> None:
    """Note what the problems with some rows ask."""
    for problem in problems:
        if question := ASKING.get(problem.code):
            asked.setdefault(question, []).append(_write_question(problem, places, words))


def _write_question(problem: Problem, places: dict[str, str], words: Words) -> str:
    """Write what a figure asks, without the switch that answers it in the terminal."""
    at = places.get(problem.place, problem.place)
    params = {name: _write_param(value, words) for name, value in problem.params.items()}
    key = problem.code.removesuffix("_asked")
    return f"{at}: {words.t(f'file.{key}', **params)}"


def _write_param(value: object, words: Words) -> str:
    match value:
        case Decimal():
            return words.number(value)
        case date():
            return words.date(value)
        case _:
            return str(value)


def name_places(
    problems: Iterable[Problem], lines: Iterable[ReportLine], plan: Plan, words: Words
) -> dict[str, str]:
    """Name the places of problems that are in lines: a line, or a line and its field."""
    known = {line.key: line for line in lines}
    found = {}
    for problem in problems:
        key, _, field = problem.place.partition(", ")
        if key in known:
            named = name_line(known[key], plan, words)
            found[problem.place] = f"{named}, {words.t(f'report.field_{field}')}" if field else named
    return found


def _read_doubt(row: str, report: ReportReading) -> str:
    last = report.course.find_last_of_row(row)
    return last.words if last else ""


def _name_row(row: str, report: ReportReading, words: Words) -> str:
    line = next((line for line in report.lines if line.key == row), None)
    return name_line(line, report.plan, words) if line else row


def _show_preview(page: Page, report: ReportReading) -> None:
    """Show the report as the chief reads it."""
    answered = (line for line in report.lines if report.draft.answers(line))
    screen.draw(*(entry_text.draw_line(line, report, page.words) for line in answered))
