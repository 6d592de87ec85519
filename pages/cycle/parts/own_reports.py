"""The reports that the reader's own institutions owe or have under way, and all others below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from db import session
from db.location import find_database_url
from db.reports import report_queries
from metrics.followup.deadlines import Duty, find_deadlines
from metrics.followup.owed_rows import list_quarters
from metrics.periods import Period, count_days_left
from metrics.plan.model import Plan
from metrics.report.course import ReportCourse, ReportState
from metrics.score.tests import find_report_due
from pages.cycle.parts.report_reads import HeldReports
from pages.ui import moments, plan_choice, screen
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.page import Page
from words.deadline import write_days

UNDER_WAY = (ReportState.DRAFT, ReportState.SENT, ReportState.RETURNED, ReportState.ASKED)
HANDED_IN = (ReportState.APPROVED, ReportState.RECEIVED)
AHEAD = 45
"""The days before its deadline from which a report is listed among those that are owed."""


@dataclass(frozen=True, slots=True)
class OwnReport:
    """The report of a quarter, where it stands and when it is due; it may be owed."""

    plan: Plan
    quarter: Period
    state: ReportState
    due: date
    owed: bool


def show_own_reports(page: Page, held: HeldReports) -> None:
    """Show what is owed or under way, the soonest first, and every other report folded."""
    found = _list_reports(page, held)
    soon = [one for one in found if one.state in UNDER_WAY or (one.owed and _is_near(one, page.today))]
    title = page.t("report.owed")
    if not soon:
        screen.draw(marks.draw_lead(page.t("report.nothing_owed")))
        title, soon = page.t("report.next"), _find_next(found)
    if soon:
        screen.draw(_draw_reports(page, held, sorted(soon, key=lambda one: one.due), title))
    _offer_at_once(page, held)
    rest = sorted((one for one in found if one not in soon), key=lambda one: one.due, reverse=True)
    if rest:
        title = page.t("report.others")
        table = _draw_reports(page, held, rest, title)
        screen.draw(fill('<details class="m-details"><summary>{}</summary>{}</details>', title, table))


def _offer_at_once(page: Page, held: HeldReports) -> None:
    """Offer a report of today, without a quarter, for what cannot wait for the next one."""
    plans = [
        plan
        for plan in held.list_plans(held.prepared)
        if plan.start <= page.today <= plan.end and not plan.closed and not plan.is_suspended(page.today)
    ]
    links = [
        (
            page.link("report", plan=plan.id, quarter=page.today),
            f"{held.catalogue.find_owner(plan).name}, {plan.title}",
        )
        for plan in plans
    ]
    if links:
        title = page.t("report.at_once")
        offer = plan_choice.draw_offer(links)
        screen.draw(fill('<details class="m-details"><summary>{}</summary>{}</details>', title, offer))


def _find_next(reports: Sequence[OwnReport]) -> list[OwnReport]:
    """Find the reports that are owed next, which may be several on one day."""
    days = [one.due for one in reports if one.owed]
    return [one for one in reports if one.owed and one.due == min(days)]


def _is_near(one: OwnReport, today: date) -> bool:
    return count_days_left(one.due, today) <= AHEAD


def _list_reports(page: Page, held: HeldReports) -> list[OwnReport]:
    """List the reports of every signed plan of the reader's own institutions."""
    courses = _read_courses(held)
    moment = moments.read_moment(page.today, page.known_at, page.reader, page.today)
    plans = held.list_plans(held.prepared)
    scores = [moment.scores[plan.id] for plan in plans if plan.id in moment.scores]
    owed = {
        (one.plan.id, one.span[1])
        for one in find_deadlines(scores, page.today)
        if one.duty is Duty.REPORT and one.span
    }
    found = []
    for plan in plans:
        for quarter in list_quarters(plan):
            course = courses.get((plan.id, quarter.text), ReportCourse(plan.id, quarter.text))
            due = course.extended or find_report_due(plan, quarter.end)
            found.append(OwnReport(plan, quarter, course.state, due, (plan.id, quarter.end) in owed))
    return found


def _read_courses(held: HeldReports) -> Mapping[tuple[str, str], ReportCourse]:
    """Read the course of every report that is begun, with whether anything is typed."""
    with session.open_reading(find_database_url(), sees=held.seen, prepares=held.prepared) as db:
        courses, drafted = report_queries.read_courses(db), report_queries.read_drafted(db)
    begun = courses.keys() | drafted
    return {
        report: replace(courses.get(report, ReportCourse(*report)), drafted=report in drafted)
        for report in begun
    }


def _draw_reports(page: Page, held: HeldReports, reports: Sequence[OwnReport], caption: str) -> Markup:
    words = page.words
    names = (words.t("report.list_report"), words.t("report.list_state"), words.t("report.list_due"))
    columns = [Column(name) for name in names]
    rows: list[list[Cell]] = [
        [
            marks.draw_link(
                page.link("report", plan=one.plan.id, quarter=one.quarter.text),
                f"{held.catalogue.find_owner(one.plan).name}, {words.period(one.quarter.text)}",
            ),
            words.t(f"report.state_{one.state}"),
            _write_due(one, page),
        ]
        for one in reports
    ]
    return draw_table(columns, rows, caption)


def _write_due(one: OwnReport, page: Page) -> str:
    due = page.words.date(one.due)
    if one.state in HANDED_IN or not one.owed:
        return due
    return f"{due} ({write_days(count_days_left(one.due, page.today), page.words)})"
