"""Reads across the rooms: the facts and the deadlines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from db import area_thresholds
from db.plans import decision_queries, plan_queries, settlement_queries
from db.reports import report_queries
from db.results import result_queries
from metrics.facts.fact_history import FactHistory
from metrics.facts.facts import Facts
from metrics.followup import deadlines
from metrics.followup.deadlines import Deadline
from metrics.followup.thresholds import USUAL, Thresholds, find_thresholds_in_force
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import find_plans_in_force
from metrics.score import scoring
from metrics.score.scoring import Score


def read_facts(session: Session, as_of: date, known_at: datetime) -> Facts:
    """Read what was known at a moment about what had happened by a day."""
    return read_history(session).known(as_of, known_at)


def read_history(session: Session) -> FactHistory:
    """Read all that was ever recorded."""
    return FactHistory.of(
        result_queries.read_observations(session),
        result_queries.read_events(session),
        decision_queries.read_decisions(session),
        result_queries.read_breaks(session),
        settlement_queries.read_settlements(session),
        reports=report_queries.read_report_acts(session),
    )


def read_history_of(session: Session, plan: str, owners: Collection[str]) -> FactHistory:
    """Read all that was ever recorded of what one plan is scored by, at a cost that follows its `owners` alone.

    They are the institutions of the plan and of its series.
    """
    # What is told is held against the same results and events, so a writer asks for them once.
    return FactHistory.of(
        result_queries.read_observations(session, owners=owners),
        result_queries.read_events(session, owners=owners),
        decision_queries.read_decisions(session, plan),
        result_queries.read_breaks(session, owners=owners),
        settlement_queries.read_settlements(session, plan),
        reports=report_queries.read_report_acts(session, plan),
    )


def read_deadlines(session: Session, catalogue: Catalogue, as_of: date, known_at: datetime) -> list[Deadline]:
    """Read what is owed on a day, given what was known at a moment; soonest first."""
    return read_deadlines_of(
        session, read_scores(session, catalogue, as_of, known_at), catalogue, as_of, known_at
    )


def read_deadlines_of(
    session: Session, scores: Iterable[Score], catalogue: Catalogue, as_of: date, known_at: datetime
) -> list[Deadline]:
    """Find what scored plans owe on a day by the limits of their areas; soonest first."""
    given = find_thresholds_in_force(area_thresholds.read_threshold_settings(session), known_at)

    def find_thresholds(plan: Plan) -> Thresholds:
        return given.get(catalogue.find_area(plan, as_of), USUAL)

    return deadlines.find_deadlines(scores, as_of, find_thresholds)


def read_scores(session: Session, catalogue: Catalogue, as_of: date, known_at: datetime) -> Sequence[Score]:
    """Score the plans in force on a day, given what was known at a moment."""
    plans = find_plans_in_force(plan_queries.read_versions(session), as_of, known_at)
    return list(scoring.score_plans(plans, read_facts(session, as_of, known_at), catalogue).values())
