"""The cached read of what the department's desk shows: each report of the plans that a reader follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db import session
from db.location import find_database_url
from db.reports import desk_reading
from db.reports.desk_reading import DeclaredReport, DeskReading
from db.scope import EVERYTHING
from metrics.facts.reports.handed_in import Turn
from metrics.followup.current import is_followed_up, is_running
from metrics.periods import find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.report.figure_lines import find_report_window
from metrics.report.receipt import find_step_ground
from metrics.report.report_lines import find_department_lines
from metrics.report.standing import ReportStanding, find_standings
from metrics.score.scoring import Score
from pages.ui import moments
from pages.ui.data_version import KEPT_VERSIONS, find_version, make_key
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.reports.held_reports import HeldReports


@dataclass(frozen=True, slots=True)
class DeskReport:
    """A report on the desk: where it stands, what it declared, and how many rows wait for the department's answer.

    `confirmations` and `assessments` count rows that are the department's, `answers` those that are the institution's;
    `figures` are those of the quarter that the department itself has yet to give.
    """

    standing: ReportStanding
    declared: DeclaredReport | None
    confirmations: int = 0
    assessments: int = 0
    answers: int = 0
    figures: int = 0

    @property
    def due(self) -> date | None:
        """The day by which the department answers, or else gives its own figures."""
        return self.standing.answer_due or (self.standing.due if self.figures else None)

    @property
    def waits_for_department(self) -> bool:
        """Whether the department has something to do about it."""
        awaited = self.standing.awaited
        own = self.confirmations or self.assessments or self.figures
        return bool(own or (awaited and awaited[0] is Turn.DEPARTMENT))


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of a department: the reports of each plan it follows."""

    catalogue: Catalogue
    plans: dict[str, tuple[DeskReport, ...]]

    def list_plans(self, area: str, year: int) -> list[tuple[Plan, list[DeskReport]]]:
        """List the plans of an area with their reports of quarters that end in a year, by the institution's name."""
        found = []
        for reports in self.plans.values():
            own = [one for one in reports if one.standing.quarter.end.year == year]
            if own and self.find_area(own[0].standing.plan) == area:
                found.append((own[0].standing.plan, own))
        return sorted(found, key=lambda one: (self.catalogue.find_owner(one[0]).name, one[0].start))

    def find_area(self, plan: Plan) -> str:
        """Find the area of a plan's institution."""
        return self.catalogue.find_area(plan, plan.end)

    def list_reports(self) -> list[DeskReport]:
        """List every report."""
        return [one for reports in self.plans.values() for one in reports]

    def list_years(self, today: date) -> list[str]:
        """List the years that reports are about: first that of the latest quarter that is over, then the newest."""
        ends = {one.standing.quarter.end for one in self.list_reports()}
        years = sorted({end.year for end in ends}, reverse=True)
        over = max((end.year for end in ends if end < today), default=None)
        return [str(year) for year in sorted(years, key=lambda year: year != over)]

    def list_areas(self, year: int) -> list[str]:
        """List the areas with reports of a year."""
        plans = [one.standing.plan for one in self.list_reports() if one.standing.quarter.end.year == year]
        return sorted({self.find_area(plan) for plan in plans})


def make_desk_key(page: Page, held: HeldReports) -> str:
    """Make the key of all that the desk depends on: the data, the day, and what the reader follows and sees."""
    url = find_database_url()
    return make_key(url, find_version(url), page.today, _read_moment(page).key, *sorted(held.followed))


def read_desk(page: Page, held: HeldReports) -> Desk:
    """Read where each report of the plans that a reader follows stands today."""
    url = find_database_url()
    read, moment = _desk(make_key(url, find_version(url)), url=url), _read_moment(page)
    return Desk(
        held.catalogue,
        {plan.id: tuple(_view(plan, read, moment, page)) for plan in held.list_plans(held.followed)},
    )


def _read_moment(page: Page) -> JudgedMoment:
    return moments.read_moment(page.today, find_day_end(page.today), page.reader, page.today)


@keep(KEPT_VERSIONS)
def _desk(key: str, url: str) -> DeskReading:
    with session.open_reading(url, sees=EVERYTHING) as db:
        return desk_reading.read_desk(db)


def _view(plan: Plan, read: DeskReading, moment: JudgedMoment, page: Page) -> Sequence[DeskReport]:
    days = int(moment.find_thresholds_of(plan).answer_days)
    standings = find_standings(plan, read.courses, page.today, days)
    return [_count_waiting(one, read.declared.get((plan.id, one.quarter.text)), moment) for one in standings]


def _count_waiting(
    standing: ReportStanding, declared: DeclaredReport | None, moment: JudgedMoment
) -> DeskReport:
    """Count the rows of a report that wait for an answer, and whose."""
    plan, course = standing.plan, standing.course
    if plan.id not in moment.outlooks:
        return DeskReport(standing, declared if standing.handed_in else None)
    score = moment.outlooks[plan.id].score
    figures = _count_own_figures(standing, score, moment)
    if declared is None or standing.handed_in is None:
        return DeskReport(standing, None, figures=figures)
    ground = find_step_ground(
        score,
        standing.quarter,
        declared.rows,
        standing.deadline,
        standing.answer_days,
    )
    doubted = [row for row in course.doubted if row in ground.claimed]
    return DeskReport(
        standing,
        declared,
        len(ground.claimed) - len(doubted),
        sum(course.find_last_of_row(row) is None for row in ground.assessed),
        len(doubted) + len(course.asked),
        figures,
    )


def _count_own_figures(standing: ReportStanding, score: Score, moment: JudgedMoment) -> int:
    """Count the figures of a quarter that is over which the department owes; each is due with one report alone."""
    today = standing.today
    followed = is_running(score.plan, today) and is_followed_up(score.plan, today)
    if standing.quarter.end >= today or not followed:
        return 0
    first, last = find_report_window(score.plan, standing.quarter)
    own = find_department_lines(score, standing.quarter, moment.catalogue)
    return sum(line.required and line.due is not None and first < line.due <= last for line in own)
