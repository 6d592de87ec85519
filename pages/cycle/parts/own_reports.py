"""What the reader's own institutions owe or have under way, and all other reports below."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.followup.commitments import Commitment
from metrics.periods import count_days_left
from metrics.report.course import ReportState
from pages.ui import plan_choice, screen
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.page import Page
from pages.ui.reports import document_dues, owed_progress
from pages.ui.reports.held_reports import HeldReports
from pages.ui.reports.open_reports import HANDED_IN, OwnReport, list_own_reports
from words.deadline import write_days


def show_own_reports(page: Page, held: HeldReports) -> None:
    """Show what is owed or under way, the soonest first, and every other report folded."""
    found = list_own_reports(page, held)
    soon = [one for one in found if one.is_to_do(page.today)]
    progress = owed_progress.list_owed_progress(page, held)
    dues = _list_dues(page, held)
    title = page.t("report.owed")
    if not (soon or progress or dues):
        screen.draw(marks.draw_lead(page.t("report.nothing_owed")))
    if not soon:
        title, soon = page.t("report.next"), _find_next(found)
    if soon:
        ordered = sorted(soon, key=lambda one: one.due)
        screen.draw(_draw_reports(page, held, ordered, title, show_caption=True))
    screen.draw(owed_progress.draw_owed_progress(page, held, progress))
    screen.draw(_draw_dues(page, held, dues))
    _offer_at_once(page, held)
    shown = {(one.plan.id, one.quarter.text) for one in soon}
    others = (one for one in found if (one.plan.id, one.quarter.text) not in shown)
    rest = sorted(others, key=lambda one: one.due, reverse=True)
    if rest:
        title = page.t("report.others")
        table = _draw_reports(page, held, rest, title)
        screen.draw(fill('<details class="m-details"><summary>{}</summary>{}</details>', title, table))


def show_document_dues(page: Page, held: HeldReports) -> None:
    """Show the duties and initiatives that are late or due before the quarter ends."""
    screen.draw(_draw_dues(page, held, _list_dues(page, held)))


def _list_dues(page: Page, held: HeldReports) -> list[Commitment]:
    every = document_dues.list_document_dues(page, held.prepared)
    return document_dues.select_until(every, document_dues.find_quarter_end(page.today))


def _draw_dues(page: Page, held: HeldReports, dues: Sequence[Commitment]) -> Markup:
    last = document_dues.find_quarter_end(page.today)
    title = page.t("report.documents", last=page.words.date(last))
    return document_dues.draw_document_dues(dues, page.today, title, page.writer(held.catalogue))


def _offer_at_once(page: Page, held: HeldReports) -> None:
    """Offer a report of today, without a quarter, for what cannot wait for the next one."""
    plans = [
        plan
        for plan in held.list_plans(held.prepared)
        if plan.start <= page.today <= plan.end and not plan.closed and not plan.is_suspended(page.today)
    ]
    owners = {plan.id: held.catalogue.find_owner(plan) for plan in plans}
    links = [
        plan_choice.OfferedLink(
            page.link("report", plan=plan.id, quarter=page.today),
            f"{owners[plan.id].name}, {plan.title}",
            owners[plan.id].fictional,
        )
        for plan in plans
    ]
    if links:
        title = page.t("report.at_once")
        offer = plan_choice.draw_offer(links, page.words)
        screen.draw(fill('<details class="m-details"><summary>{}</summary>{}</details>', title, offer))


def _find_next(reports: Sequence[OwnReport]) -> list[OwnReport]:
    """Find the reports that are owed next, which may be several on one day."""
    first = min((one.due for one in reports if one.owed), default=None)
    return [one for one in reports if one.owed and one.due == first]


def _draw_reports(
    page: Page, held: HeldReports, reports: Sequence[OwnReport], caption: str, *, show_caption: bool = False
) -> Markup:
    words = page.words
    names = (words.t("report.list_report"), words.t("report.list_state"), words.t("report.list_due"))
    columns = [Column(name) for name in names]
    rows: list[list[Cell]] = []
    for one in reports:
        owner = held.catalogue.find_owner(one.plan)
        link = page.link("report", plan=one.plan.id, quarter=one.quarter.text)
        name = marks.draw_link(link, f"{owner.name}, {words.period(one.quarter.text)}")
        mark = marks.draw_fictional(words, fictional=owner.fictional)
        rows.append([name + mark, _write_state(one, page), _write_due(one, page)])
    return draw_table(columns, rows, caption, show_caption=show_caption, classes="m-deadlines")


def _write_state(one: OwnReport, page: Page) -> str:
    """Write where a report stands; one of before the plan was reported on here was never to begin."""
    passed = one.state is ReportState.OPEN and not one.owed and one.due < page.today
    said = page.t("report.state_elsewhere" if passed else f"report.state_{one.state}")
    return f"{said} · {page.words.n('report.list_overdue', one.late)}" if one.late else said


def _write_due(one: OwnReport, page: Page) -> str:
    due = page.words.date(one.due)
    if one.state in HANDED_IN or not one.owed:
        return due
    return f"{due} ({write_days(count_days_left(one.due, page.today), page.words)})"
