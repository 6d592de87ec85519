"""What a paper is made of, read at a moment: the plans judged then and at the last report, and the report kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from sqlalchemy.orm import Session

from db import area_thresholds, queries
from db.annual import annual_reading
from db.annual.annual_reading import AnnualBasis
from db.plans import definitions, plan_queries
from db.reports import report_queries
from metrics.errors import refuse
from metrics.facts.fact_history import FactHistory
from metrics.followup.outlook import Outlooks, foresee_plans
from metrics.followup.owed_rows import list_quarters
from metrics.followup.thresholds import ThresholdSetting, find_thresholds_in_force
from metrics.paper.ground import KeptReport, PaperGround
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion, find_plans_in_force, find_version_in_force, group_by_plan
from metrics.report.course import OF_INSTITUTION_ALONE, ReportStep, StepKind
from metrics.report.document import Document
from metrics.report.draft_fields import ReportDraft

_NOT_HANDED_IN = OF_INSTITUTION_ALONE | {StepKind.SHARED}


@dataclass(frozen=True, slots=True)
class MomentReader:
    """All that was ever recorded, from which the plans are judged as of a day and as known at a moment."""

    versions: Sequence[PlanVersion]
    catalogue: Catalogue
    history: FactHistory
    settings: Sequence[ThresholdSetting]

    def judge(self, day: date, moment: datetime) -> Outlooks:
        """Judge every plan that was there."""
        there: list[Plan] = [*find_plans_in_force(self.versions, day, moment)]
        limits = find_thresholds_in_force(self.settings, moment)
        return foresee_plans(there, self.history.known(day, moment), self.catalogue, limits)


def read_moments(session: Session) -> MomentReader:
    """Read all that a paper may be made of, whatever its moment."""
    return MomentReader(
        plan_queries.read_versions(session),
        definitions.read_catalogue(session),
        queries.read_history(session),
        area_thresholds.read_threshold_settings(session),
    )


def read_paper_ground(
    session: Session,
    key: str,
    as_of: date,
    known_at: datetime,
    now: datetime,
    moments: MomentReader | None = None,
) -> PaperGround:
    """Read a plan as known at a moment, with all plans beside it and how they stood at the latest report.

    Raises InvalidInput (`plan_unknown`, `plan_not_yet`).
    """
    read = moments or read_moments(session)
    every = group_by_plan(read.versions)
    # What is not among them is asked for by itself, which tells why.
    own = every.get(key) or plan_queries.read_versions_of(session, key)
    plan = find_version_in_force(own, as_of, known_at)
    if plan is None:
        raise refuse("plan_not_yet", key, day=find_danish_day(own[0].recorded_at))
    ground = PaperGround(
        key,
        read.judge(as_of, known_at),
        read.catalogue,
        every,
        find_thresholds_in_force(read.settings, known_at),
        now,
        find_danish_day(now),
    )

    @cache
    def read_before(day: date) -> Outlooks:
        return read.judge(day, min(find_day_end(day), known_at))

    return ground.add_before(read_before)


def add_kept_report(session: Session, ground: PaperGround, quarter: str) -> PaperGround:
    """Add a quarter's report to a ground: as received by then, or else as handed in.

    Raises InvalidInput (`quarter_unknown`, `report_not_handed_in`).
    """
    plan, known_at = ground.score.plan, ground.facts.known_at
    quarters = [one.text for one in list_quarters(plan)]
    if quarter not in quarters:
        raise refuse("quarter_unknown", "--quarter", value=quarter, allowed=quarters)
    report = find_kept_report(session, plan.id, quarter, known_at)
    if report is None:
        raise refuse("report_not_handed_in", plan.id, quarter=quarter)
    return replace(ground, report=report)


def find_kept_report(session: Session, plan: str, quarter: str, known_at: datetime) -> KeptReport | None:
    """Find a quarter's report as received by a moment, or else as handed in; None where it was neither."""
    _, kept = report_queries.read_course_and_documents(session, plan, quarter, ReportDraft())
    known = [one for one in kept if one[0].at <= known_at and one[0].kind not in _NOT_HANDED_IN]
    found = _find_newest(known)
    if found is None:
        return None
    step, document = found
    received = [one for one in known if one[0].kind is StepKind.RECEIVED]
    number = len(received) if step.kind is StepKind.RECEIVED else len(received) + 1
    return KeptReport(quarter, number, step, document, step.kind is StepKind.RECEIVED)


def add_annual(
    session: Session, ground: PaperGround, basis: AnnualBasis | None = None, year: int | None = None
) -> PaperGround:
    """Add the settlement of the plan's year to a ground, with what was approved of its analysis and by whom.

    Of a contract over several years it is of the `year` asked for, or else of the last that is over.
    Raises InvalidInput (`year_unknown`).
    """
    day, known_at = ground.facts.as_of, ground.facts.known_at
    if basis is None:
        found = annual_reading.read_annual(session, ground.plan, day, known_at, prepares=False, year=year)
    else:
        found = annual_reading.read_annual_on(session, basis, day, known_at, prepares=False, year=year)
    stands = (found.course.approved, found.course.agreed, found.course.compared)
    return replace(ground, annual=found.ground, approvals=tuple(one for one in stands if one))


def _find_newest(known: list[tuple[ReportStep, Document]]) -> tuple[ReportStep, Document] | None:
    """Find the newest receipt; where nothing was received, what was handed in last."""
    received = [one for one in known if one[0].kind is StepKind.RECEIVED]
    return next(reversed(received or known), None)
