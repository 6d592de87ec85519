"""Everything in the database at one version of it, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl
import streamlit as st

from db import area_thresholds, session
from db.directions import direction_queries, duty_queries
from db.location import find_database_url
from db.plans import decision_queries, definitions, plan_queries, settlement_queries
from db.plans.agreement import proposal_queries
from db.reports import report_queries
from db.results import result_queries
from db.scope import EVERYTHING
from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.document_versions import DocumentVersion
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyPlan
from metrics.facts.facts import FactHistory
from metrics.followup.thresholds import ThresholdSetting
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.plan.drafting.proposals import EndedProposal, Proposal
from metrics.plan.versions import PlanVersion
from pages.ui.data_version import KEPT_VERSIONS, Version, find_version


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything in the database at one version of it."""

    version: Version
    versions: tuple[PlanVersion, ...]
    catalogue: Catalogue
    observations: pl.DataFrame
    recorded: FactHistory
    settings: tuple[ThresholdSetting, ...]
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    """What is proposed of each signed plan of which something is."""
    ended: Mapping[str, EndedProposal] = field(default_factory=dict)
    """The latest proposal of each signed plan of which it was taken back or refused."""

    directions: tuple[DirectionVersion, ...] = ()
    """Every version of every development plan, and what was said of their initiatives in `progress`."""
    progress: tuple[StepEvent, ...] = ()
    duties: tuple[DocumentVersion[DutyPlan], ...] = ()
    """Every version of every plan of duties, and what was said of them in `duty_reports`."""
    duty_reports: tuple[StepEvent, ...] = ()

    @property
    def newest(self) -> list[PlanVersion]:
        """The newest version of each plan."""
        return [of_one[-1] for of_one in versions.group_by_plan(self.versions).values()]


def read_snapshot() -> Snapshot:
    """Read everything the database holds now, regardless of who is reading."""
    url = find_database_url()
    return read_snapshot_at(url, find_version(url))


@st.cache_resource(max_entries=KEPT_VERSIONS, show_spinner=False)
def read_snapshot_at(url: str, version: Version) -> Snapshot:
    """Read everything the database holds, to be kept under its version."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        observations = result_queries.read_observations(db)
        return Snapshot(
            version,
            tuple(plan_queries.read_versions(db)),
            definitions.read_catalogue(db),
            observations,
            FactHistory.of(
                observations,
                result_queries.read_events(db),
                decision_queries.read_decisions(db),
                result_queries.read_breaks(db),
                settlement_queries.read_settlements(db),
                reports=report_queries.read_report_acts(db),
            ),
            tuple(area_thresholds.read_threshold_settings(db)),
            *proposal_queries.read_newest(db),
            directions=tuple(direction_queries.read_versions(db)),
            progress=tuple(direction_queries.read_progress(db)),
            duties=tuple(duty_queries.read_versions(db)),
            duty_reports=tuple(duty_queries.read_reports(db)),
        )
