"""Everything in the database at one version of it, put together from what is kept of each institution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeVar

import polars as pl
import streamlit as st

from db.location import find_database_url
from db.state.institution_parts import InstitutionPart
from db.state.part_sections import NO_ROWS
from db.state.whole_state import KnownInstitutions, WholeState
from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.document_versions import DocumentVersion
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyPlan
from metrics.facts.facts import FactHistory
from metrics.facts.joined_facts import join_histories
from metrics.followup.thresholds import ThresholdSetting
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.plan.drafting.proposals import EndedProposal, Proposal
from metrics.plan.versions import PlanVersion
from pages.ui.data_version import KEPT_VERSIONS, Version, find_version
from pages.ui.kept.held_state import read_state_at
from pages.ui.kept.same_object import SameObject

Row = TypeVar("Row")
Key = TypeVar("Key")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything in the database at one version of it, put together from its parts when first asked for."""

    version: Version
    state: WholeState
    whose: Set[str] | None = None
    """The institutions whose plans are there; None for all."""

    @property
    def settings(self) -> tuple[ThresholdSetting, ...]:
        """Every setting of a threshold, oldest first."""
        return self.state.settings

    @cached_property
    def by_plan(self) -> Mapping[str, list[PlanVersion]]:
        """The versions of each plan, oldest first: plans by institution and plan year."""
        parts = tuple(
            (part.institution, SameObject(part.versions)) for part in self._parts if self._has(part)
        )
        return _order_plans(SameObject(self.state.known), parts)

    @cached_property
    def versions(self) -> tuple[PlanVersion, ...]:
        """Every version of every plan, in the same order."""
        return tuple(chain.from_iterable(self.by_plan.values()))

    @property
    def newest(self) -> list[PlanVersion]:
        """The newest version of each plan."""
        return [of_one[-1] for of_one in self.by_plan.values()]

    @cached_property
    def catalogue(self) -> Catalogue:
        """Every institution and indicator, as they are on the day of the read."""
        known = self.state.known
        indicators = _merge_kept(tuple(SameObject(part.indicators) for part in self._parts))
        histories = _merge_kept(tuple(SameObject(part.indicator_histories) for part in self._parts))
        return Catalogue(known.shown, indicators, known.histories, histories)

    @cached_property
    def observations(self) -> pl.DataFrame:
        """Every observation in the order recorded, as a frame of `OBSERVATIONS`."""
        return pl.concat([NO_ROWS, *(part.observations for part in self._parts)]).sort("id")

    @cached_property
    def recorded(self) -> FactHistory:
        """Everything ever recorded of yearly plans and series."""
        return join_histories({part.institution: part.recorded for part in self._parts})

    @cached_property
    def proposals(self) -> Mapping[str, Proposal]:
        """What is proposed of each signed plan of which something is."""
        return _merge(part.proposals for part in self._parts)

    @cached_property
    def ended(self) -> Mapping[str, EndedProposal]:
        """The latest proposal of each signed plan of which it was taken back or refused."""
        return _merge(part.ended for part in self._parts)

    @cached_property
    def directions(self) -> tuple[DirectionVersion, ...]:
        """Every version of every development plan; what was said of their initiatives is in `progress`."""
        return tuple(one for part in self._parts for one in part.directions)

    @cached_property
    def progress(self) -> tuple[StepEvent, ...]:
        """What was said of the initiatives of development plans."""
        return tuple(one for part in self._parts for one in part.progress)

    @cached_property
    def duties(self) -> tuple[DocumentVersion[DutyPlan], ...]:
        """Every version of every plan of duties; what was said of them is in `duty_reports`."""
        return tuple(one for part in self._parts for one in part.duties)

    @cached_property
    def duty_reports(self) -> tuple[StepEvent, ...]:
        """What was said of duties."""
        return tuple(one for part in self._parts for one in part.duty_reports)

    def _has(self, part: InstitutionPart) -> bool:
        return self.whose is None or part.institution in self.whose

    @property
    def _parts(self) -> Iterable[InstitutionPart]:
        return self.state.parts.values()


# Most writes leave these as they are, and putting them together takes as long as reading what was written.
@lru_cache(maxsize=KEPT_VERSIONS)
def _order_plans(
    known: SameObject[KnownInstitutions], parts: tuple[tuple[str, SameObject[tuple[PlanVersion, ...]]], ...]
) -> dict[str, list[PlanVersion]]:
    every = []
    for institution, own in parts:
        first = known.it.first[institution]
        for key, of_one in versions.group_by_plan(own.it).items():
            every.append(((first.fictional, first.name, of_one[-1].plan.start, key), of_one))
    return {place[-1]: of_one for place, of_one in sorted(every, key=lambda one: one[0])}


@lru_cache(maxsize=2 * KEPT_VERSIONS)
def _merge_kept(parts: tuple[SameObject[Mapping[Key, Row]], ...]) -> dict[Key, Row]:
    return _merge(part.it for part in parts)


def _merge(parts: Iterable[Mapping[Key, Row]]) -> dict[Key, Row]:
    return {key: row for part in parts for key, row in part.items()}


def read_snapshot() -> Snapshot:
    """Read everything the database holds now, regardless of who is reading."""
    url = find_database_url()
    return read_snapshot_at(url, find_version(url))


@st.cache_resource(max_entries=KEPT_VERSIONS, show_spinner=False)
def read_snapshot_at(url: str, version: Version) -> Snapshot:
    """Read everything the database holds, to be kept under its version."""
    return Snapshot(version, read_state_at(url, version))
