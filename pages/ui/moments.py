"""All caching. Reads are kept for as long as the data they came from is the newest, in this and every other process."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache

import polars as pl
import streamlit as st

from db import area_thresholds as thresholds_in
from db import queries, session
from db.file_state import FileStates, is_unchanged, look_at_files
from db.location import find_database_url
from db.people import rights, sign_ins
from db.plans import decision_queries, definitions, plan_queries
from db.queries import DataVersion
from db.results import result_queries
from db.scope import EVERYTHING
from metrics.access import Action, Person, Resource, find_permitted_institutions
from metrics.facts.facts import FactHistory, Facts
from metrics.followup import changes, outlook, thresholds
from metrics.followup.outlook import Outlooks
from metrics.followup.thresholds import ThresholdSetting
from metrics.followup.track_record import TrackRecord, build_track_record
from metrics.periods import find_day_end
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan, PlanFile
from metrics.plan.versions import PlanVersion
from metrics.score.scoring import Score

Version = tuple[int, *DataVersion]
"""Which file it is, and its newest rows."""

_asked_in_run: ContextVar[dict[str, Version] | None] = ContextVar("asked_in_run", default=None)

KEPT_VERSIONS = 2  # the newest data, and what others are still looking at while it changes
KEPT_MOMENTS = 32  # days the dashboard is set to, over all readers
KEPT_SHEETS = 128  # what a page shows, of each kind; some dozens of kB each
KEPT_PERSONS = 256
KEPT_FILES = 64  # drafts being edited, over all readers


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything in the database at one version of it."""

    version: Version
    versions: tuple[PlanVersion, ...]
    catalogue: Catalogue
    observations: pl.DataFrame
    recorded: FactHistory
    settings: tuple[ThresholdSetting, ...]

    @property
    def newest(self) -> list[PlanVersion]:
        """The newest version of each plan."""
        return [of_one[-1] for of_one in versions.group_by_plan(self.versions).values()]


@dataclass(frozen=True, slots=True)
class ScoresOfOutlooks(Mapping[str, Score]):
    """The score of each plan by its id, worked out with its outlook."""

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
    """Every plan there was at a moment, judged on what was known then. `key` names the moment in caches."""

    key: str
    catalogue: Catalogue
    facts: Facts
    outlooks: Outlooks
    versions: Mapping[str, list[PlanVersion]]
    """All versions of each plan, also those that came later."""

    @property
    def scores(self) -> Mapping[str, Score]:
        """The score of each plan, with statuses that heed what is foreseen."""
        return ScoresOfOutlooks(self.outlooks)

    @property
    def plans(self) -> list[Plan]:
        """The plans there were, in the order of institution and start."""
        return list(self.outlooks.plans.values())

    @property
    def agreed(self) -> list[Plan]:
        """Those that are signed: what a draft asks for is not asked of anybody."""
        return [plan for plan in self.plans if plan.locked]


def read_moment(as_of: date, known_at: datetime, reader: Person, today: date) -> JudgedMoment:
    """The plans as of a day, on what was known at a moment; of those the reader may see."""
    url = find_database_url()
    version = _version(url)
    key = _key(url, version, as_of, known_at)
    found = _moment(key, _url=url, _version=version, _as_of=as_of, _known_at=known_at)
    seen = find_permitted(found.catalogue, reader, Action.SEE, today)
    if seen == set(found.catalogue.institutions):
        return found
    own = found.outlooks.where(lambda plan: plan.institution in seen)
    return replace(found, key=_key(key, *sorted(seen)), outlooks=own)


def read_quarter_before(page_day: date, known_at: datetime, reader: Person, today: date) -> JudgedMoment:
    """The plans as they stood at the end of the quarter before a day, on what was known by then."""
    day = changes.find_quarter_before(page_day)
    return read_moment(day, min(find_day_end(day), known_at), reader, today)


def read_track_record(found: JudgedMoment) -> TrackRecord:
    """Every judgement on the plans of a moment that are over, as it was or could have been made then."""
    url = find_database_url()
    return _track_record(found.key, _found=found, _snapshot_of=_snapshot(url, _version(url)))


@st.cache_resource(max_entries=KEPT_VERSIONS, show_spinner=False)
def _track_record(key: str, _found: JudgedMoment, _snapshot_of: Snapshot) -> TrackRecord:
    @cache
    def back(day: date) -> Facts:
        return _snapshot_of.recorded.known(day, min(find_day_end(day), _found.facts.known_at))

    return build_track_record(_found.agreed, _found.facts, _found.catalogue, back)


def read_snapshot() -> Snapshot:
    """Everything the database holds now, whoever reads it."""
    url = find_database_url()
    return _snapshot(url, _version(url))


def read_changeable(reader: Person, today: date) -> Snapshot:
    """Everything the database holds now, whatever day the reader has set; of plans those the reader may change."""
    found = read_snapshot()
    drafted = find_permitted(found.catalogue, reader, Action.DRAFT, today)
    own = tuple(version for version in found.versions if version.plan.institution in drafted)
    return replace(found, versions=own)


def read_person(key: str) -> Person:
    """Somebody who has signed in, with the roles they hold now."""
    url = find_database_url()
    return _person(_key(url, _version(url), key), _url=url, _person=key)


@st.cache_resource(max_entries=KEPT_PERSONS, show_spinner=False)
def _person(key: str, _url: str, _person: str) -> Person:
    with session.open_reading(_url, sees=EVERYTHING) as db:
        return rights.read_person(db, _person)


def has_signed_out(key: str, began: datetime) -> bool:
    """Whether somebody has signed out of what began at a moment, in whatever tab and process."""
    url = find_database_url()
    looked = look_at_files(url)
    return (_ended if is_unchanged(looked, time.time_ns()) else _ended.__wrapped__)(url, looked, key, began)


@lru_cache(maxsize=KEPT_PERSONS)
def _ended(url: str, _looked: FileStates, key: str, began: datetime) -> bool:
    return session.ask(url, lambda connection: sign_ins.has_signed_out(connection, key, began))


def find_permitted(catalogue: Catalogue, reader: Person, action: Action, today: date) -> frozenset[str]:
    """The institutions to which the reader may do something."""
    every = [Resource(i.id, i.ministry_area) for i in catalogue.institutions.values()]
    return find_permitted_institutions(reader, action, every, today)


def read_plan_file(key: str, number: int) -> PlanFile:
    """A version of a plan as its file: with the definitions and values that belong to it."""
    url = find_database_url()
    return _plan_file(_key(url, _version(url), key, number), _url=url, _plan=key, _number=number)


@st.cache_resource(max_entries=KEPT_FILES, show_spinner=False)
def _plan_file(key: str, _url: str, _plan: str, _number: int) -> PlanFile:
    with session.open_reading(_url, sees=EVERYTHING) as db:
        return plan_queries.read_plan_file(db, _plan, _number)


@contextmanager
def pin_version() -> Iterator[None]:
    """All that is read within it is of the version there was at the first read, which is asked for once.

    A page is drawn within it, so that its parts agree. Within another it changes nothing.
    """
    if _asked_in_run.get() is not None:
        yield
        return
    token = _asked_in_run.set({})
    try:
        yield
    finally:
        _asked_in_run.reset(token)


def note_write() -> None:
    """Something was written: what is read from here on is of the version it made."""
    (_asked_in_run.get() or {}).clear()


def _version(url: str) -> Version:
    asked = _asked_in_run.get()
    if asked is None:
        return _version_now(url)
    if url not in asked:
        asked[url] = _version_now(url)
    return asked[url]


def _version_now(url: str) -> Version:
    """The newest rows, asked for only where the files cannot show that nothing was written since."""
    looked = look_at_files(url)
    newest = _asked(url, looked) if is_unchanged(looked, time.time_ns()) else _newest(url)
    return (looked[0][0], *newest)


@lru_cache(maxsize=16)
def _asked(url: str, _looked: FileStates) -> DataVersion:
    return _newest(url)


def _newest(url: str) -> DataVersion:
    return session.ask(url, queries.read_data_version)


def _key(*parts: object) -> str:
    """What a cached result depends on, as one text: Streamlit takes a millisecond to look up several values."""
    return "\n".join(map(str, parts))


@st.cache_resource(max_entries=KEPT_VERSIONS, show_spinner=False)
def _snapshot(url: str, version: Version) -> Snapshot:
    with session.open_reading(url, sees=EVERYTHING) as db:
        seen = result_queries.read_observations(db)
        return Snapshot(
            version,
            tuple(plan_queries.read_versions(db)),
            definitions.read_catalogue(db),
            seen,
            FactHistory.of(
                seen,
                result_queries.read_events(db),
                decision_queries.read_decisions(db),
                result_queries.read_breaks(db),
            ),
            tuple(thresholds_in.read_threshold_settings(db)),
        )


@st.cache_resource(max_entries=KEPT_MOMENTS, show_spinner=False)
def _moment(key: str, _url: str, _version: Version, _as_of: date, _known_at: datetime) -> JudgedMoment:
    found = _snapshot(_url, _version)
    facts = found.recorded.known(_as_of, _known_at)
    there = versions.find_plans_in_force(found.versions, _as_of, _known_at)
    plans = [plan for plan in there if plan.document_date <= _as_of or not plan.locked]
    outlooks = outlook.foresee_plans(
        plans, facts, found.catalogue, thresholds.find_thresholds_in_force(found.settings, _known_at)
    )
    return JudgedMoment(key, found.catalogue, facts, outlooks, versions.group_by_plan(found.versions))
