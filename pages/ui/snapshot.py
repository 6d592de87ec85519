"""Everything in the database at one version of it, put together from what is kept of each institution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeVar

import polars as pl

from db.location import find_database_url
from db.state.additions import OF_DEFINITIONS
from db.state.institution_parts import InstitutionPart
from db.state.part_sections import NO_ROWS
from db.state.whole_state import KnownInstitutions, WholeState
from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.document_versions import DocumentVersion
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyPlan
from metrics.facts.fact_history import FactHistory, join_histories
from metrics.followup.thresholds import ThresholdSetting
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.plan.drafting.proposals import EndedProposal, Proposal
from metrics.plan.formula import SeriesKey
from metrics.plan.indicator_history import IndicatorHistory
from metrics.plan.model import Indicator
from metrics.plan.versions import PlanVersion
from pages.ui.data_version import KEPT_VERSIONS, Version, find_version, make_key
from pages.ui.kept.held_state import find_newest_state, has_grown, is_left, read_state_at
from pages.ui.kept.keep import keep
from pages.ui.kept.same_object import SameObject

Row = TypeVar("Row")
Key = TypeVar("Key")


@dataclass(frozen=True, eq=False)
class Definitions:
    """What there is to report on: the plans and series of all institutions, and nothing of what was reported."""

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
        return _catalogue(
            SameObject(self.state.known),
            tuple(SameObject(part.indicators) for part in self._parts),
            tuple(SameObject(part.indicator_histories) for part in self._parts),
        )

    @cached_property
    def directions(self) -> tuple[DirectionVersion, ...]:
        """Every version of every development plan."""
        return tuple(one for part in self._parts for one in part.directions)

    @cached_property
    def duties(self) -> tuple[DocumentVersion[DutyPlan], ...]:
        """Every version of every plan of duties."""
        return tuple(one for part in self._parts for one in part.duties)

    def _has(self, part: InstitutionPart) -> bool:
        return self.whose is None or part.institution in self.whose

    @property
    def _parts(self) -> Iterable[InstitutionPart]:
        return self.state.parts.values()


@dataclass(frozen=True, eq=False)
class Snapshot(Definitions):
    """Everything in the database at one version of it, put together from its parts when first asked for."""

    version: Version = field(kw_only=True)

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
    def progress(self) -> tuple[StepEvent, ...]:
        """What was said of the initiatives of development plans."""
        return tuple(one for part in self._parts for one in part.progress)

    @cached_property
    def duty_reports(self) -> tuple[StepEvent, ...]:
        """What was said of duties."""
        return tuple(one for part in self._parts for one in part.duty_reports)


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


@lru_cache(maxsize=KEPT_VERSIONS)
def _catalogue(
    known: SameObject[KnownInstitutions],
    indicators: tuple[SameObject[Mapping[SeriesKey, Indicator]], ...],
    histories: tuple[SameObject[Mapping[SeriesKey, IndicatorHistory]], ...],
) -> Catalogue:
    of_series, over_time = _merge(one.it for one in indicators), _merge(one.it for one in histories)
    return Catalogue(known.it.shown, of_series, known.it.histories, over_time)


def _merge(parts: Iterable[Mapping[Key, Row]]) -> dict[Key, Row]:
    return {key: row for part in parts for key, row in part.items()}


def read_definitions() -> Definitions:
    """Read what there is to report on, as it is now: what else was written is not waited for."""
    url = find_database_url()
    version = find_version(url)
    before = find_newest_state(url, version)
    if before is None or has_grown(url, version, before, OF_DEFINITIONS):
        return read_snapshot_at(url, version)
    return _define(SameObject(before))


def read_part(institution: str) -> InstitutionPart:
    """Read what is recorded of one institution, as it is now: what was written to others is not waited for."""
    url = find_database_url()
    version = find_version(url)
    before = find_newest_state(url, version)
    if before is None or not is_left(url, version, before, {institution}):
        before = read_snapshot_at(url, version).state
    return before.parts[institution]


@lru_cache(maxsize=KEPT_VERSIONS)
def _define(state: SameObject[WholeState]) -> Definitions:
    return Definitions(state.it)


def read_snapshot() -> Snapshot:
    """Read everything the database holds now, regardless of who is reading."""
    url = find_database_url()
    return read_snapshot_at(url, find_version(url))


def read_snapshot_at(url: str, version: Version) -> Snapshot:
    """Read everything the database holds, to be kept under its version."""
    return _snapshot(make_key(url, *version), url, version)


@keep(KEPT_VERSIONS)
def _snapshot(key: str, url: str, version: Version) -> Snapshot:
    return Snapshot(read_state_at(url, version), version=version)
