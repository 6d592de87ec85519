"""A report as the department receives it, and each version of it as it was received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from db.reports import report_queries
from db.reports.report_reading import ReportReading
from metrics.foresight.forecast import Forecast
from metrics.periods import find_day_end
from metrics.plan.versions import find_number
from metrics.report.comparison import compare_receipt
from metrics.report.course import ReportState, ReportStep, StepKind
from metrics.report.document import Document, freeze_report
from metrics.score.scoring import Score
from pages.cycle.parts import evidence_field, receipt_sheet, report_head
from pages.cycle.parts.department import receiving_sheet
from pages.cycle.parts.department.department_figures import show_department_figures
from pages.cycle.parts.department.receiving_forms import ReceivingForms
from pages.ui import moments, screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words.reports.step_line import write_taker

VERSION = "version"
"""The parameter of the address that asks for a version as it was received."""


def show_receiving(page: Page, report: ReportReading) -> None:
    """Show the version that the address asks for; else where the report stands, and what the department owes."""
    back = marks.draw_link(page.link("report"), page.t("receiving.back"))
    screen.draw(marks.draw_trail([back], page.t("page.report")))
    screen.draw(
        fill('<p class="m-lead"><b>{}</b></p>', receiving_sheet.write_state(report.course, page.words))
    )
    if show_asked_version(page, report):
        return
    received = _list_received(report)
    screen.draw(receiving_sheet.draw_standing(report, page.words))
    screen.draw(report_head.draw_lapse(report, page.words), report_head.draw_responsible(page, report))
    if receiving_sheet.is_with_department(report.course):
        _show_handed_in(page, report)
    else:
        _show_awaited(page, report, received)
    show_department_figures(page, report)
    steps = report.course.steps
    names = receiving_sheet.name_figures(report, page.words)
    names |= receiving_sheet.name_rows(report, page.words)
    screen.draw(receiving_sheet.draw_course(steps, names, page.words))


def show_asked_version(page: Page, report: ReportReading) -> bool:
    """Show the versions there are and the one that the address asks for; tell whether it asks for one of them."""
    links = [(page.link_here(version=None), page.t("receipt.now_link"))]
    links += [
        (page.link_here(version=str(number)), page.t("receipt.link", version=number))
        for number in range(1, len(_list_received(report)) + 1)
    ]
    asked = st.query_params.get(VERSION, "")
    current = page.t("receipt.link", version=asked) if asked else links[0][1]
    screen.draw(receipt_sheet.draw_versions(links, current, page.words))
    found = report_queries.find_receipt(report.kept, int(asked)) if asked.isdecimal() else None
    if found:
        show_receipt(page, report, *found, number=int(asked))
    elif asked:
        screen.say(page.t("error.receipt_unknown", value=asked))
    return found is not None


def _list_received(report: ReportReading) -> list[tuple[ReportStep, Document]]:
    return [one for one in report.kept if one[0].kind is StepKind.RECEIVED]


def show_receipt(
    page: Page, report: ReportReading, step: ReportStep, receipt: Document, *, number: int
) -> None:
    """Show a version of a report exactly as it was received, beside what is known now."""
    words = page.words
    found = compare_receipt(receipt, _describe_now(page, report, date.fromisoformat(receipt["as_of"])))
    when, who = words.moment(step.at), write_taker(step, words)
    screen.say(page.t("receipt.shown", version=number, when=when, who=who))
    series = receiving_sheet.find_series(report)
    screen.draw(receipt_sheet.draw_receipt(receipt, found, series, words))
    beside = receiving_sheet.make_compared(report, found, words)
    screen.draw(
        receiving_sheet.draw_declared(receipt["lines"], report, words, [words.t("receipt.now")], beside)
    )
    screen.draw(evidence_field.draw_declared_files(page, report, receipt))


def _describe_now(page: Page, report: ReportReading, as_of: date) -> Document:
    """Describe a report as known now, as of a day; what it stood in then is foreseen as every page shows it."""
    moment, plan = _read_moment(page, as_of), report.plan.id
    outlook = moment.outlooks[plan]
    number = find_number(moment.versions[plan], outlook.score.plan)
    return freeze_report(outlook, report.declared, report.lines, report.period, number)


def _read_moment(page: Page, as_of: date) -> JudgedMoment:
    return moments.read_moment(as_of, find_day_end(page.today), page.reader, page.today)


def _show_handed_in(page: Page, report: ReportReading) -> None:
    """Show a report that was handed in, with what the reader has to answer first."""
    lines = report.declared.get("lines", [])
    forms = ReceivingForms(page, report, receiving_sheet.name_rows(report, page.words))
    forms.say_what_was_done()
    with screen.hold_place():
        forms.show_answers()
    score, foreseen = _read_standing(page, report)
    beside = receiving_sheet.make_followed(
        report, score, foreseen, page.writer(report.catalogue), forms.link_to_question
    )
    names = [page.t("receiving.column_goal"), page.t("receiving.column_answers")]
    screen.draw(receiving_sheet.draw_declared(lines, report, page.words, names, beside))
    screen.draw(evidence_field.draw_declared_files(page, report, report.declared))
    forms.show_question()
    forms.show_receipt()


def _read_standing(page: Page, report: ReportReading) -> tuple[Score, Mapping[str, Forecast]]:
    """Read how the plan stands as of the report's day, and what is foreseen of it, as every page shows it."""
    moment, plan = _read_moment(page, report.score.facts.as_of), report.plan.id
    if plan not in moment.outlooks:
        return report.score, {}
    return moment.outlooks[plan].score, moment.outlooks[plan].foresight.forecasts


def _show_awaited(page: Page, report: ReportReading, received: Sequence[tuple[ReportStep, Document]]) -> None:
    """Show a report that is not handed in: what the institution has shared, and the form of an exception."""
    forms = ReceivingForms(page, report, {})
    forms.say_what_was_done()
    shared = report.course.find_last(StepKind.SHARED)
    if report.course.state is ReportState.DRAFT and received:
        screen.say(page.t("receiving.being_corrected"))
    elif shared:
        document = next(doc for step, doc in report.kept if step.number == shared.number)
        who, when = write_taker(shared, page.words), page.words.moment(shared.at)
        screen.say(page.t("receiving.shared", who=who, when=when))
        screen.draw(receiving_sheet.draw_declared(document["lines"], report, page.words))
        screen.draw(evidence_field.draw_declared_files(page, report, document))
    else:
        screen.draw(marks.draw_lead(page.t("receiving.nothing_yet")))
    figures = receiving_sheet.name_figures(report, page.words)
    screen.draw(receiving_sheet.draw_stand_ins(report, figures, page.words))
    forms.show_noting(figures)
    forms.show_exception()
