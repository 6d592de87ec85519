"""The plans judged at a moment: as of a day, on what was known then, and only those the reader may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache

import streamlit as st

from db.location import find_database_url
from metrics.access import Action, PermittedPart, Person
from metrics.facts.facts import Facts
from metrics.followup import benchmark, outlook, thresholds
from metrics.followup.outlook import Outlook, Outlooks, join_outlooks
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.followup.track_record import TrackRecord, build_track_record
from metrics.periods import find_day_end
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion
from metrics.score.scoring import Score
from pages.ui.data_version import KEPT_MOMENTS, KEPT_VERSIONS, Version, find_version, make_key
from pages.ui.people import find_permitted_parts
from pages.ui.snapshot import Snapshot, read_snapshot, read_snapshot_at

Before = Callable[[date], Mapping[str, Outlook]]
"""Gives the outlook of each plan as it stood at the end of a day."""


@dataclass(frozen=True, slots=True)
class ScoresOfOutlooks(Mapping[str, Score]):
    """The score of each plan by its id, computed together with its outlook."""

    outlooks: Outlooks

    def __getitem__(self, plan: str) -> Score:
        return self.outlooks[plan].score

    def __contains__(self, plan: object) -> bool:
        return plan in self.outlooks

    def __iter__(self) -> Iterator[str]:
        return iter(self.outlooks)

    def __len__(self) -> int:
        return len(self.outlooks)


@dataclass(frozen=True)
class JudgedMoment:
    """Every plan that existed at a moment, judged on what was known then. `key` identifies the moment in caches."""

    key: str
    catalogue: Catalogue
    facts: Facts
    outlooks: Outlooks
    versions: Mapping[str, list[PlanVersion]]
    """All versions of each plan, also later ones."""
    received: Mapping[str, JudgedMoment] = field(default_factory=dict)
    """For each institution that has left the reader's area: what the area had received of it by then."""
    thresholds: Mapping[str, Thresholds] = field(default_factory=dict)
    """The thresholds of each ministry area that has set any."""
    until: date | None = None
    """The last day on which the area had the institution, where this is such a moment."""

    @property
    def scores(self) -> Mapping[str, Score]:
        """The score of each plan, with statuses that take the forecast into account."""
        return ScoresOfOutlooks(self.outlooks)

    @property
    def plans(self) -> list[Plan]:
        """The plans that existed, by institution and start."""
        return list(self.outlooks.plans.values())

    @property
    def agreed(self) -> list[Plan]:
        """The signed plans: what a draft asks for is not asked of anybody yet."""
        return [plan for plan in self.plans if plan.locked]

    @property
    def followed(self) -> list[Plan]:
        """The signed plans of institutions that have not left."""
        return [plan for plan in self.agreed if plan.institution not in self.received]

    def find_yardsticks(self) -> frozenset[str]:
        """Find who is only measured against, going by the plans that were signed by then."""
        every = [one for versions in self.versions.values() for one in versions]
        signed = {one.plan.id: one.plan for one in every if self._is_signed(one)}
        return benchmark.find_yardsticks(signed.values(), (one.plan for one in every))

    def _is_signed(self, version: PlanVersion) -> bool:
        return version.plan.locked and version.recorded_at <= self.facts.known_at

    def find_thresholds_of(self, plan: Plan) -> Thresholds:
        """Find the thresholds of a plan's ministry area."""
        return self.thresholds.get(self.catalogue.find_area(plan, self.facts.as_of), USUAL)

    def find_satisfactory_of(self, plan: Plan) -> Fraction:
        """Find what a plan's ministry area calls enough of its points, in percent."""
        return Fraction(self.find_thresholds_of(plan).satisfactory)

    def find_satisfactory(self, area: str) -> Fraction:
        """Find what a ministry area calls enough of a plan's points, in percent."""
        return Fraction(self.thresholds.get(area, USUAL).satisfactory)

    def of(self, plan: Plan) -> JudgedMoment:
        """Return the moment at which a plan is judged: another than this for an institution that has left."""
        return self.received.get(plan.institution, self)


def read_moment(as_of: date, known_at: datetime, reader: Person, today: date) -> JudgedMoment:
    """Judge the plans the reader may see as of a day, on what was known at `known_at`.

    Plans of an institution that has left the reader's area are judged on what the area had received by then.
    """
    url = find_database_url()
    version = find_version(url)
    key = make_key(url, version, as_of, known_at)
    everything = _moment(key, _url=url, _version=version, _as_of=as_of, _known_at=known_at)
    seen = find_permitted_parts(everything.catalogue, reader, Action.SEE, today)
    left = {owner: part for owner, part in seen.items() if part.until is not None}
    if not left and seen.keys() == everything.catalogue.institutions.keys():
        return everything
    received = {owner: _receive(url, version, everything, owner, part) for owner, part in left.items()}
    own = everything.outlooks.where(lambda plan: plan.institution in seen and plan.institution not in left)
    outlooks = join_outlooks(own, *(one.outlooks for one in received.values()))
    key = make_key(key, *sorted(seen), *(one.key for one in received.values()))
    return replace(everything, key=key, outlooks=outlooks, received=received)


def _receive(
    url: str, version: Version, now: JudgedMoment, institution: str, part: PermittedPart
) -> JudgedMoment:
    """Judge an institution's plans of the time of an area on what the area had received when it left."""
    assert part.until is not None
    as_of, known_at = min(now.facts.as_of, part.until), min(now.facts.known_at, find_day_end(part.until))
    key = make_key(url, version, as_of, known_at)
    then = _moment(key, _url=url, _version=version, _as_of=as_of, _known_at=known_at)
    outlooks = then.outlooks.where(
        lambda plan: plan.institution == institution and part.holds(plan.start, plan.end)
    )
    versions = {
        plan: [one for one in every if one.recorded_at <= known_at] for plan, every in then.versions.items()
    }
    key = make_key(key, institution, part)
    return replace(then, key=key, outlooks=outlooks, versions=versions, until=part.until)


def make_before(known_at: datetime, reader: Person, today: date) -> Before:
    """Make a function that gives the plans as they stood at the end of an earlier day, on what was known by then."""
    return lambda day: read_moment(day, min(find_day_end(day), known_at), reader, today).outlooks


@st.cache_resource(max_entries=KEPT_MOMENTS, show_spinner=False)
def _moment(key: str, _url: str, _version: Version, _as_of: date, _known_at: datetime) -> JudgedMoment:
    held = read_snapshot_at(_url, _version)
    facts = held.recorded.known(_as_of, _known_at)
    in_force = versions.find_plans_in_force(held.versions, _as_of, _known_at)
    plans = [plan for plan in in_force if plan.counts_from <= _as_of or not plan.locked]
    given = thresholds.find_thresholds_in_force(held.settings, _known_at)
    outlooks = outlook.foresee_plans(plans, facts, held.catalogue, given)
    every = versions.group_by_plan(held.versions)
    return JudgedMoment(key, held.catalogue, facts, outlooks, every, thresholds=given)


def read_track_record(found: JudgedMoment) -> TrackRecord:
    """Read what was foretold and flagged on the moment's finished plans, as it was or could have been at the time."""
    return _track_record(found.key, _found=found, _held=read_snapshot())


@st.cache_resource(max_entries=KEPT_VERSIONS, show_spinner=False)
def _track_record(key: str, _found: JudgedMoment, _held: Snapshot) -> TrackRecord:
    @cache
    def find_facts(day: date) -> Facts:
        return _held.recorded.known(day, min(find_day_end(day), _found.facts.known_at))

    there = versions.find_plans_in_force(_held.versions, _found.facts.as_of, _found.facts.known_at)
    return build_track_record(
        _found.followed, _found.facts, _found.catalogue, find_facts, there, _found.thresholds
    )
