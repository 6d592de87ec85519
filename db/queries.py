"""Reads across the rooms: the facts, the deadlines and the version of the data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from db import models as m
from db.plans import decision_queries, plan_queries
from db.results import result_queries
from metrics.facts.facts import Facts, gather_facts
from metrics.followup import deadlines
from metrics.followup.deadlines import Deadline
from metrics.plan.catalogue import Catalogue
from metrics.plan.versions import find_plans_in_force
from metrics.score import scoring
from metrics.score.scoring import Score

DataVersion = tuple[int, ...]
"""The id of the newest row of each table that grows. It changes exactly when a row has been added."""

# Built once: every page run executes it, and building it takes longer than executing it.
_NEWEST_ROWS = select(
    *(
        select(func.coalesce(func.max(table.id), 0)).scalar_subquery()
        for table in (
            *(m.PlanVersion, m.Observation, m.Break, m.Event, m.Indicator, m.Decision, m.Grant),
            *(m.Threshold, m.InstitutionChange, m.IndicatorChange),
        )
    )
)


def read_data_version(connection: Connection) -> DataVersion:
    """Read the version of the data; cheap enough for every run of a page."""
    row = connection.execute(_NEWEST_ROWS).one()
    return tuple(row)


def read_facts(session: Session, as_of: date, known_at: datetime) -> Facts:
    """Read what was known at a moment about what had happened by a day."""
    return gather_facts(
        result_queries.read_observations(session),
        result_queries.read_events(session),
        decision_queries.read_decisions(session),
        result_queries.read_breaks(session),
        as_of=as_of,
        known_at=known_at,
    )


def read_deadlines(session: Session, catalogue: Catalogue, as_of: date, known_at: datetime) -> list[Deadline]:
    """Read what is owed on a day, given what was known at a moment; soonest first."""
    return deadlines.find_deadlines(_score_in_force(session, catalogue, as_of, known_at), as_of)


def read_deadlines_and_statuses(
    session: Session, catalogue: Catalogue, as_of: date, known_at: datetime
) -> list[Deadline]:
    """Read what is owed on a day, and the status that each report owes of each goal; soonest first."""
    scores = _score_in_force(session, catalogue, as_of, known_at)
    found = deadlines.find_deadlines(scores, as_of), deadlines.find_statuses(scores, catalogue, as_of)
    return sorted((one for part in found for one in part), key=deadlines.rank_deadline)


def _score_in_force(
    session: Session, catalogue: Catalogue, as_of: date, known_at: datetime
) -> Sequence[Score]:
    plans = find_plans_in_force(plan_queries.read_versions(session), as_of, known_at)
    return list(scoring.score_plans(plans, read_facts(session, as_of, known_at), catalogue).values())
