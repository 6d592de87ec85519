"""The reports of a reader's own institutions: where each stands, when it is due, and whether it is to be done now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from db import session
from db.location import find_database_url
from db.reports import report_queries
from metrics.access import Role
from metrics.followup.current import is_followed_up
from metrics.followup.deadlines import Deadline, Duty, find_deadlines
from metrics.followup.owed_rows import list_quarters
from metrics.periods import Period, count_days_left
from metrics.plan.model import Plan
from metrics.report.course import ReportCourse, ReportState
from metrics.score.tests import find_report_due
from pages.ui import moments
from pages.ui.page import Page
from pages.ui.reports.held_reports import HeldReports

UNDER_WAY = (ReportState.DRAFT, ReportState.SENT, ReportState.RETURNED, ReportState.ASKED)
HANDED_IN = (ReportState.APPROVED, ReportState.RECEIVED)
AHEAD = 45
"""The days before its deadline from which a report is listed among those that are owed."""


@dataclass(frozen=True, slots=True)
class OwnReport:
    """The report of a quarter, where it stands and when it is due; it may be owed.

    The next that is owed of a plan says how many things of the institution's are `late`: they stand in it as well.
    """

    plan: Plan
    quarter: Period
    state: ReportState
    due: date
    owed: bool
    late: int = 0

    def is_to_do(self, today: date) -> bool:
        """Whether the institution has something to do with it now: it is under way, or owed before long."""
        under_way = self.state in UNDER_WAY and is_followed_up(self.plan, today)
        return under_way or (self.owed and count_days_left(self.due, today) <= AHEAD)

    def awaits_receipt(self, today: date) -> bool:
        """Whether it is handed in, of a plan that is followed up, and the department has not received it."""
        return self.state is ReportState.APPROVED and is_followed_up(self.plan, today)


def list_own_reports(page: Page, held: HeldReports) -> list[OwnReport]:
    """List the reports of every signed plan of the reader's own institutions."""
    courses = _read_courses(held)
    moment = moments.read_moment(page.today, page.known_at, page.reader, page.today)
    plans = held.list_plans(held.prepared)
    scores = [moment.scores[plan.id] for plan in plans if plan.id in moment.scores]
    deadlines = find_deadlines(scores, page.today)
    owed = {(one.plan.id, one.span[1]) for one in deadlines if one.duty is Duty.REPORT and one.span}
    late = Counter(one.plan.id for one in deadlines if _is_late(one, page.today))
    found = []
    for plan in plans:
        for quarter in list_quarters(plan):
            course = courses.get((plan.id, quarter.text), ReportCourse(plan.id, quarter.text))
            due = course.extended or find_report_due(plan, quarter.end)
            is_owed = (plan.id, quarter.end) in owed
            told = late.pop(plan.id, 0) if is_owed and course.state not in HANDED_IN else 0
            found.append(OwnReport(plan, quarter, course.state, due, is_owed, told))
    return found


def _is_late(one: Deadline, today: date) -> bool:
    """Whether something that a report is asked for besides itself should have been there."""
    return one.role is Role.REPORTER and one.duty is not Duty.REPORT and one.days_left(today) < 0


def _read_courses(held: HeldReports) -> Mapping[tuple[str, str], ReportCourse]:
    """Read the course of every report that is begun, with whether anything is typed."""
    with session.open_reading(find_database_url(), sees=held.seen, prepares=held.prepared) as db:
        courses, drafted = report_queries.read_courses(db), report_queries.read_drafted(db)
    begun = courses.keys() | drafted
    return {
        report: replace(courses.get(report, ReportCourse(*report)), drafted=report in drafted)
        for report in begun
    }
