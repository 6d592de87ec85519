"""What stands above the rows of a report that is filled in: state, deadline, progress, and who saved last."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from db.reports.report_reading import ReportReading
from metrics.periods import count_days_left
from metrics.report.course import StepKind
from metrics.report.draft_fields import DraftField
from metrics.report.lines import ReportLine
from pages.cycle.parts import report_head
from pages.cycle.parts.draft_form import DraftForm
from pages.ui import screen, widgets
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words.deadline import write_days
from words.language import Words

TOLD = (StepKind.RETURNED, StepKind.ASKED, StepKind.REOPENED)
"""Steps whose words the institution has to act on."""


def show_standing(page: Page, report: ReportReading) -> None:
    """Show where a report stands, and what the last step with it said."""
    words, progress = page.words, report.check.progress
    parts = [_write_deadline(report, words)]
    if progress.asked and not report.lapse:
        parts.append(words.t("report.filled", answered=progress.answered, asked=progress.asked))
    if report.draft.last:
        parts.append(_write_saved(report.draft.last, report, words))
    share = round(100 * progress.answered / progress.asked) if progress.asked else 0
    bar = fill('<span class="m-entry-filled" aria-hidden="true"><i style="width:{}%"></i></span>', share)
    state = words.t(f"report.state_{report.course.state}")
    line = fill(
        '<p class="m-entry-head"><b>{}</b>{}<span>{}</span></p>',
        state[:1].upper() + state[1:],
        bar,
        " · ".join(parts),
    )
    screen.draw(
        line,
        report_head.draw_lapse(report, words),
        _draw_said(report, words),
        report_head.draw_responsible(page, report),
    )


def _write_deadline(report: ReportReading, words: Words) -> str:
    if report.deadline is None:
        return words.t("report.no_deadline")
    if report.lapse:
        return words.t("report.not_owed", due=words.date(report.deadline))
    if report.course.handed_in:
        return words.t("report.handed_in", at=words.moment(report.course.handed_in))
    left = write_days(count_days_left(report.deadline, report.taker.day), words)
    key = "report.deadline_moved" if report.course.extended else "report.deadline"
    return words.t(key, due=words.date(report.deadline), left=left)


def _write_saved(last: DraftField, report: ReportReading, words: Words) -> str:
    own = last.person == report.taker.person.key
    key = "report.saved_own" if own else "report.saved"
    return words.t(key, at=words.moment(last.saved_at), by=last.person)


def _draw_said(report: ReportReading, words: Words) -> Markup:
    """Draw the sentence with which the report was returned, asked about or opened again."""
    last = report.course.find_last(*StepKind)
    if last is None or last.kind not in TOLD or not last.words:
        return Markup()
    return fill(
        '<p class="m-entry-ask">{}</p>', words.t(f"report.told_{last.kind}", by=last.person, words=last.words)
    )


def draw_columns(words: Words) -> Markup:
    """Draw the headings of the figures' columns."""
    names = [words.t(f"report.column_{name}") for name in ("figure", "entry", "beside", "status")]
    cells = Markup().join(fill("<span>{}</span>", name) for name in names)
    return fill('<div class="m-entry-columns" aria-hidden="true">{}</div>', cells)


def offer_same_as_last(
    page: Page, report: ReportReading, form: DraftForm, lines: Sequence[ReportLine]
) -> None:
    """Offer to say of every goal what was said of it last, where nothing is said yet."""
    texts = {
        (line.key, "status"): line.said.kind.value
        for line in lines
        if line.said
        and line.said.kind.value in line.allowed
        and not report.draft.answers(line)
        and report.may_fill(line.key)
    }
    key = f"same_as_last|{report.plan.id}|{report.period.text}"
    with screen.hold_place():
        if texts and widgets.show_button(page.t("report.same_as_last"), key, type="tertiary"):
            if refused := form.put(texts):
                widgets.show_refused(refused, {}, page.words)
            else:
                st.rerun()
