"""Everything recorded of one institution, read as one part of the whole, for as many institutions as are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import TypeVar

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.directions import document_queries
from db.directions.document_sorts import DEVELOPMENT, DUTIES
from db.plans import decision_queries, definitions, plan_queries, settlement_queries
from db.plans.agreement import proposal_queries
from db.reports import report_queries
from db.results import result_queries
from db.state.owned_rows import select_of_owners
from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.document_versions import DocumentVersion
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyPlan
from metrics.facts.facts import FactHistory
from metrics.facts.joined_facts import split_history
from metrics.facts.schema import OBSERVATIONS, conform
from metrics.plan.catalogue import Catalogue
from metrics.plan.drafting.proposals import EndedProposal, Proposal
from metrics.plan.formula import SeriesKey
from metrics.plan.indicator_history import IndicatorHistory
from metrics.plan.model import Indicator
from metrics.plan.versions import PlanVersion

Row = TypeVar("Row")
NO_ROWS = conform([], OBSERVATIONS)
NOTHING_SAID = FactHistory((), (), (), ())
_numbers = count(1)


@dataclass(frozen=True, slots=True, eq=False)
class InstitutionPart:
    """What is recorded of one institution. Two are the same if, and only if, they are one object."""

    institution: str
    versions: tuple[PlanVersion, ...] = ()
    """Every version of its plans: plans by year, each plan's versions oldest first."""
    indicators: Mapping[SeriesKey, Indicator] = field(default_factory=dict)
    """Its series as they are on the day it was read."""
    indicator_histories: Mapping[SeriesKey, IndicatorHistory] = field(default_factory=dict)
    observations: pl.DataFrame = field(default_factory=lambda: NO_ROWS)
    recorded: FactHistory = NOTHING_SAID
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    ended: Mapping[str, EndedProposal] = field(default_factory=dict)
    directions: tuple[DirectionVersion, ...] = ()
    progress: tuple[StepEvent, ...] = ()
    duties: tuple[DocumentVersion[DutyPlan], ...] = ()
    duty_reports: tuple[StepEvent, ...] = ()
    reads: frozenset[str] = frozenset()
    """The institutions whose series its plans read, or ever read, itself among them."""
    number: int = field(default_factory=lambda: next(_numbers))
    """Identifies it among all that this process has read."""


def read_parts(
    session: Session, institutions: Collection[str], day: date, owners: Collection[str] | None = None
) -> dict[str, InstitutionPart]:
    """Read the parts of institutions, with their series as they are on a day.

    `owners` narrows what is read to some of them; without it everything is read, which costs less for many.
    """
    of_plan = _read_owners_of_plans(session, owners)
    versions = _group(plan_queries.read_versions(session, owners), lambda one: one.plan.institution)
    shown, changed = _read_series(session, day, owners)
    observations = result_queries.read_observations(session, owners=owners)
    history = _read_history(session, observations, owners)
    recorded = split_history(history, of_plan)
    frames = observations.partition_by("institution", as_dict=True)
    plans = None if owners is None else of_plan
    standing, over = proposal_queries.read_newest(session, plans)
    proposals, ended = _split(standing, of_plan), _split(over, of_plan)
    directions, progress, duties, duty_reports = _read_documents(session, of_plan, owners)
    return {
        key: InstitutionPart(
            key,
            tuple(versions.get(key, ())),
            shown.get(key, {}),
            changed.get(key, {}),
            frames.get((key,), NO_ROWS),
            recorded.get(key, NOTHING_SAID),
            proposals.get(key, {}),
            ended.get(key, {}),
            tuple(directions.get(key, ())),
            tuple(progress.get(key, ())),
            tuple(duties.get(key, ())),
            tuple(duty_reports.get(key, ())),
            _find_read(key, versions.get(key, ())),
        )
        for key in institutions
    }


def _read_owners_of_plans(session: Session, owners: Collection[str] | None) -> dict[str, str]:
    """Read whose each plan of any kind is."""
    query = select(m.Plan.key, m.Institution.key.label("owner")).join(
        m.Institution, m.Institution.id == m.Plan.institution_id
    )
    return {row.key: row.owner for row in session.execute(select_of_owners(query, owners))}


def _read_series(
    session: Session, day: date, owners: Collection[str] | None
) -> tuple[dict[str, dict[SeriesKey, Indicator]], dict[str, dict[SeriesKey, IndicatorHistory]]]:
    indicators, histories = definitions.read_indicators(session, owners=owners)
    shown = definitions.show_as_of(Catalogue({}, indicators, {}, histories), day).indicators
    return _split_series(shown), _split_series(histories)


def _read_history(
    session: Session, observations: pl.DataFrame, owners: Collection[str] | None
) -> FactHistory:
    return FactHistory.of(
        observations,
        result_queries.read_events(session, owners=owners),
        decision_queries.read_decisions(session, owners=owners),
        result_queries.read_breaks(session, owners=owners),
        settlement_queries.read_settlements(session, owners=owners),
        reports=report_queries.read_report_acts(session, owners=owners),
    )


def _read_documents(
    session: Session, of_plan: Mapping[str, str], owners: Collection[str] | None
) -> tuple[
    dict[str, list[DirectionVersion]],
    dict[str, list[StepEvent]],
    dict[str, list[DocumentVersion[DutyPlan]]],
    dict[str, list[StepEvent]],
]:
    """Read the development plans and the plans of duties, with what was said of each."""
    directions = document_queries.read_versions(session, DEVELOPMENT, owners=owners)
    duties = document_queries.read_versions(session, DUTIES, owners=owners)
    said, told = (
        document_queries.read_statements(session, sort.kind, owners=owners) for sort in (DEVELOPMENT, DUTIES)
    )
    return (
        _group(directions, lambda one: one.document.institution),
        _group(said, lambda one: of_plan[one.plan]),
        _group(duties, lambda one: one.document.institution),
        _group(told, lambda one: of_plan[one.plan]),
    )


def _find_read(institution: str, versions: Iterable[PlanVersion]) -> frozenset[str]:
    read = {owner for version in versions for owner, _ in version.plan.series()}
    return frozenset({institution, *read})


def _group(rows: Iterable[Row], find_owner: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(find_owner(row), []).append(row)
    return found


def _split(of_plans: Mapping[str, Row], owners: Mapping[str, str]) -> dict[str, dict[str, Row]]:
    """Split what is held by plan by the institutions of the plans."""
    found: dict[str, dict[str, Row]] = {}
    for plan, one in of_plans.items():
        found.setdefault(owners[plan], {})[plan] = one
    return found


def _split_series(of_series: Mapping[SeriesKey, Row]) -> dict[str, dict[SeriesKey, Row]]:
    """Split what is held by series by the institutions of the series."""
    found: dict[str, dict[SeriesKey, Row]] = {}
    for key, one in of_series.items():
        found.setdefault(key[0], {})[key] = one
    return found
