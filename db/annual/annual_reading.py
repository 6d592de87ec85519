"""The settlement of a plan's year as it is now, read with all that it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db import queries
from db.annual import annual_queries
from db.plans import definitions, plan_queries
from metrics.annual.analysis import find_chosen, read_texts
from metrics.annual.annual_course import AnnualCourse, AnnualGround, make_course
from metrics.annual.annual_document import build_document, list_document_goals, read_document_texts
from metrics.annual.annual_table import AnnualTable, build_annual_table
from metrics.facts.fact_history import FactHistory
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion, find_number, find_original, find_version_in_force
from metrics.report.draft_fields import ReportDraft
from metrics.score.contract_years import find_asked_year, split_into_years
from metrics.score.scoring import score_original, score_part, score_plan


@dataclass(frozen=True, slots=True)
class AnnualBasis:
    """What a settlement is made up on: the plan's versions, all plans, everything recorded, and the definitions."""

    versions: Sequence[PlanVersion]
    plans: Sequence[Plan]
    history: FactHistory
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class AnnualReading:
    """The settlement of a plan's year as somebody sees it: the table, what is written, and the acts with it.

    Whoever prepares it sees the `draft`; anybody else, and everybody once the plan is closed, what was approved. Of a
    contract over several `years` it is the settlement of a `year`.
    """

    ground: AnnualGround
    course: AnnualCourse
    draft: ReportDraft
    catalogue: Catalogue
    year: int | None = None
    years: tuple[int, ...] = ()

    @property
    def table(self) -> AnnualTable:
        """The annual table."""
        return self.ground.table


def read_annual(
    session: Session, plan: str, day: date, known_at: datetime, *, prepares: bool, year: int | None = None
) -> AnnualReading:
    """Read the settlement of a plan's year as of a day. Raises InvalidInput (`plan_unknown`, `year_unknown`)."""
    basis = AnnualBasis(
        plan_queries.read_versions_of(session, plan),
        plan_queries.read_plans(session),
        queries.read_history(session),
        definitions.read_catalogue(session),
    )
    return read_annual_on(session, basis, day, known_at, prepares=prepares, year=year)


def read_annual_on(
    session: Session,
    basis: AnnualBasis,
    day: date,
    known_at: datetime,
    *,
    prepares: bool,
    year: int | None = None,
) -> AnnualReading:
    """Read a settlement of which the basis is known: what is typed, and the acts with it.

    Of a contract over several years it is of the `year` asked for, or else of the last that is over.
    """
    versions, catalogue = basis.versions, basis.catalogue
    plan = find_version_in_force(versions, day, known_at) or versions[-1].plan
    known = [one for one in versions if one.recorded_at <= known_at] or versions[:1]
    acts = (one for one in annual_queries.read_acts(session, plan.id) if one.at <= known_at)
    facts, years = basis.history.known(day, known_at), split_into_years(plan)
    year = find_asked_year(plan, day, year)
    course = make_course(acts, known, year)
    score = score_part(years[year], facts, catalogue) if year else score_plan(plan, facts, catalogue)
    frozen = facts.find_settlement(plan)
    then = basis.history.known(frozen.on, frozen.known_at) if frozen else facts
    first = find_original(versions, plan)
    beside = score_original(first, facts, catalogue) if first and not year else None
    goals = [goal.number for goal in score.plan.goals]
    typed = prepares and not plan.closed
    draft = annual_queries.read_analysis(session, plan.id, year) if typed else ReportDraft()
    approved = course.document or {}
    chosen = find_chosen(draft, goals) if typed else list_document_goals(approved) if approved else ()
    table = build_annual_table(score, basis.plans, then, catalogue, original=beside, chosen=chosen)
    kept = read_texts(draft, goals) if typed else read_document_texts(approved) if approved else {}
    texts = {row.number: kept[row.number] for row in table.analysed if row.number in kept}
    document = build_document(table, texts, find_number(versions, plan))
    ground = AnnualGround(table, texts, document)
    return AnnualReading(ground, course, draft, catalogue, year, tuple(years))
