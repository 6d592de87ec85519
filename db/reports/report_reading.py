"""A report with all that is needed to show it, to fill it in, and to take a step with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from db import area_thresholds, queries
from db.plans import definitions, plan_queries
from db.reports import report_queries
from metrics.access import Action, Person, Resource, sort_goals
from metrics.errors import Problem
from metrics.facts.reports.row_goals import find_row_goals
from metrics.followup.thresholds import Thresholds
from metrics.periods import Period, find_danish_day
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.report.course import ReportCourse, ReportStep
from metrics.report.document import Document, list_declared
from metrics.report.draft_check import DraftCheck, check_draft
from metrics.report.draft_fields import ReportDraft
from metrics.report.lines import ReportLine, is_missing_figure
from metrics.report.next_steps import StepGround, StepTaker, is_own_row
from metrics.report.receipt import find_step_ground
from metrics.report.report_ground import ReportGround, build_ground
from metrics.report.report_lapse import ReportLapse, find_lapse
from metrics.report.report_lines import find_department_lines, find_report_deadline, find_report_lines
from metrics.score.accepted_periods import AcceptedPeriods
from metrics.score.scoring import Score


@dataclass(frozen=True)
class ReportReading:
    """A plan's report as somebody sees it at a moment.

    `score` is the plan's without the draft, `lines` are what is asked for. Who is not of the institution gets the
    course as it is shown to the department, and an empty draft. The periods that are `accepted` are those of the plan
    alone, catalogue and facts those of its institutions: a report is read at every save, and what other plans hold does
    not count in it.
    """

    plan: Plan
    plan_version: int
    period: Period
    catalogue: Catalogue
    score: Score
    course: ReportCourse
    draft: ReportDraft
    lines: tuple[ReportLine, ...]
    kept: tuple[tuple[ReportStep, Document], ...]
    thresholds: Thresholds
    accepted: AcceptedPeriods
    taker: StepTaker
    now: datetime

    @property
    def due(self) -> date | None:
        """The day on which the plan wants the report; None for one without a quarter."""
        return find_report_deadline(self.plan, self.period)

    @property
    def deadline(self) -> date | None:
        """The day on which the report is due, an exception included."""
        return self.course.extended or self.due

    @property
    def lapse(self) -> ReportLapse | None:
        """Why it is not owed; None where it is, or was handed in."""
        return None if self.course.handed_in else find_lapse(self.plan, self.deadline, self.taker.day)

    @property
    def declared(self) -> Document:
        """What the institution last declared; empty while nothing is handed in."""
        return report_queries.find_declared(self.kept) or {}

    @property
    def declared_before(self) -> Document:
        """What it had declared before that: with the version before, or before an answer; empty where nothing."""
        return report_queries.find_declared_before(self.kept) or {}

    @property
    def open_lines(self) -> list[ReportLine]:
        """The lines the institution may write in now: all while it prepares, and then those it was asked about."""
        return [line for line in self.lines if self.may_fill(line.key)]

    def may_fill(self, row: str) -> bool:
        """Whether somebody may write in a row now."""
        return self.find_fill_problem(row) is None

    def find_fill_problem(self, row: str) -> Problem | None:
        """Find why somebody may not write in a row now: it is not open, or is about goals that are others'."""
        if not self.course.may_fill(row):
            return Problem("report_not_open", row, {"state": self.course.state})
        own = self.prepared_goals
        if own is not None and not is_own_row(find_row_goals(row, self.plan), own):
            return Problem("row_of_others", row, {"goals": sort_goals(own)})
        return None

    @cached_property
    def prepared_goals(self) -> frozenset[str] | None:
        """The goals whose rows alone somebody may fill in; None where it is all rows."""
        return self.taker.list_goals(Action.PREPARE)

    @cached_property
    def check(self) -> DraftCheck:
        """The draft held against the lines: what it says, what is missing and wrong, and what it comes to."""
        return check_draft(self.lines, self.draft, self.score, self.catalogue, self.now, self.accepted.fit)

    @cached_property
    def others(self) -> tuple[ReportLine, ...]:
        """The figures of the quarter that are the department's to give."""
        return tuple(find_department_lines(self.score, self.period, self.catalogue))

    @cached_property
    def ground(self) -> StepGround:
        """What steps are held against."""
        days = int(self.thresholds.answer_days)
        answered = {*list_declared(self.declared), *(line.key for line in self.lines if line.carried)}
        found = find_step_ground(self.score, self.period, answered, self.deadline, days)
        missing = [line.key for line in self.lines if is_missing_figure(line)]
        rows = {*found.rows, *found.claimed, *found.assessed, *missing}
        return replace(found, figures=missing, goals={row: find_row_goals(row, self.plan) for row in rows})


def read_report(
    session: Session, plan_key: str, quarter: str, by: Person, now: datetime, *, among_all: bool = False
) -> ReportReading:
    """Read a plan's report for a quarter, or for a day, as somebody sees it; `among_all` as `read_ground` does.

    Raises InvalidInput (`plan_unknown`, `quarter_unknown`, `period_invalid`, `before_signing`).
    """
    return read_report_on(session, read_ground(session, plan_key, quarter, now, among_all=among_all), by, now)


def read_ground(
    session: Session, plan_key: str, quarter: str, now: datetime, *, among_all: bool = False
) -> ReportGround:
    """Read what a plan's report is made up on, and nothing else. Raises InvalidInput as `read_report` does.

    `among_all` its facts and its catalogue are of all plans, for whoever goes on to foresee it; the report is the same.
    """
    versions = plan_queries.read_versions_of(session, plan_key)
    series = {one for version in versions for one in version.plan.series()}
    # What results are held against is defined of the same institutions, so a writer asks for it once.
    owners = {versions[-1].plan.institution, *(owner for owner, _ in series)}
    return build_ground(
        versions,
        quarter,
        queries.read_history(session) if among_all else queries.read_history_of(session, plan_key, owners),
        definitions.read_catalogue(session, find_danish_day(now), owners=None if among_all else owners),
        now,
        plans=[version.plan for version in versions],
        settings=area_thresholds.read_threshold_settings(session),
    )


def read_report_on(session: Session, ground: ReportGround, by: Person, now: datetime) -> ReportReading:
    """Read a report of which the ground is known: what is typed, and the steps taken."""
    return read_reports_on(session, [ground], by, now)[0]


def read_reports_on(
    session: Session, grounds: Sequence[ReportGround], by: Person, now: datetime
) -> list[ReportReading]:
    """Read reports of which the grounds are known, in as many statements as one."""
    takers = [_find_taker(ground, by, now) for ground in grounds]
    keys = [(ground.plan.id, ground.period.text) for ground in grounds]
    prepared = [
        key for key, taker in zip(keys, takers, strict=True) if taker.may(Action.PREPARE, in_part=True)
    ]
    drafts = dict.fromkeys(keys, ReportDraft()) | report_queries.read_drafts(session, prepared)
    taken = report_queries.read_courses_and_documents(session, drafts)
    handed_in = report_queries.read_handing_in(session, {plan for plan, _ in keys})
    return [
        _make_reading(ground, taker, drafts[key], taken[key], handed_in[ground.plan.id], now)
        for ground, taker, key in zip(grounds, takers, keys, strict=True)
    ]


def _find_taker(ground: ReportGround, by: Person, now: datetime) -> StepTaker:
    """Find what somebody may do with a report today."""
    institution, today = ground.plan.institution, find_danish_day(now)
    resources = {one.institution: one for one in ground.catalogue.find_resources(today)}
    return StepTaker(by, resources.get(institution, Resource(institution, "")), today)


def _make_reading(
    ground: ReportGround,
    taker: StepTaker,
    draft: ReportDraft,
    taken: tuple[ReportCourse, tuple[tuple[ReportStep, Document], ...]],
    handed_in: frozenset[datetime],
    now: datetime,
) -> ReportReading:
    plan, period, catalogue, (course, kept) = ground.plan, ground.period, ground.catalogue, taken
    declared = report_queries.find_declared(kept) or {}
    stays = draft.list_lines() | {*list_declared(declared)} | course.asked
    return ReportReading(
        plan,
        ground.plan_version,
        period,
        catalogue,
        ground.score,
        course if taker.may(Action.PREPARE, in_part=True) else course.show_to_department(),
        draft,
        tuple(find_report_lines(ground.score, period, catalogue, stays, handed_in)),
        kept,
        ground.thresholds,
        ground.accepted,
        taker,
        now,
    )
