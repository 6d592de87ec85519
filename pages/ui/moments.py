"""The plans judged at a moment: as of a day, on what was known then, and only those the reader may see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache, cached_property
from threading import Lock
from typing import NamedTuple

from db.location import find_database_url
from db.state.whole_state import WholeState
from metrics.access import Action, PermittedPart, Person
from metrics.facts.facts import Facts
from metrics.followup import benchmark, outlook, thresholds
from metrics.followup.outlook import Outlook, Outlooks, join_outlooks
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.followup.track_record import TrackRecord, build_track_record
from metrics.periods import find_day_end
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue, find_areas
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion
from metrics.score.scoring import Score
from pages.ui.data_version import KEPT_MOMENTS, KEPT_VERSIONS, Version, find_version, make_key
from pages.ui.kept.held_grounds import HeldGrounds, make_grounds
from pages.ui.kept.held_state import is_left
from pages.ui.kept.keep import keep
from pages.ui.people import find_permitted_parts
from pages.ui.snapshot import Snapshot, read_snapshot, read_snapshot_at

KEPT_NARROWED = 64
"""What so many readers see is kept of a moment, where none of them sees the same."""
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
    held: HeldGrounds | None = None
    """What it was judged on, whoever reads."""

    @property
    def scores(self) -> Mapping[str, Score]:
        """The score of each plan, with statuses that take the forecast into account."""
        return ScoresOfOutlooks(self.outlooks)

    @property
    def plans(self) -> list[Plan]:
        """The plans that existed, by institution and start."""
        return list(self.outlooks.plans.values())

    # Every run of a page asks for them, for as long as the moment is kept.
    @cached_property
    def agreed(self) -> Sequence[Plan]:
        """The signed plans: what a draft asks for is not asked of anybody yet."""
        return tuple(plan for plan in self.plans if plan.locked)

    @cached_property
    def areas(self) -> Sequence[str]:
        """The ministry areas that have signed plans on its day; real ones come before fictional ones."""
        return find_areas(self.catalogue, self.agreed, self.facts.as_of)

    @cached_property
    def followed(self) -> Sequence[Plan]:
        """The signed plans of institutions that have not left."""
        return tuple(plan for plan in self.agreed if plan.institution not in self.received)

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

    def make_key_of(self, institutions: Collection[str]) -> str:
        """Make the key of what is shown of some institutions: it stays as it is while others alone are written to."""
        if self.held is None:  # a moment that is supposed, and in no database
            return make_key(self.key, *sorted(institutions))
        here = sorted(key for key in institutions if key not in self.received)
        gone = (self.received[key].key for key in sorted(institutions) if key in self.received)
        days = (self.facts.as_of, self.facts.known_at)
        return make_key(*days, self.held.make_key_of(here), *here, *gone)

    def find_institutions(self, area: str = "") -> frozenset[str]:
        """Find the institutions of an area, or of all, that have not left, with or without a plan."""
        known, day = self.catalogue, self.facts.as_of
        return frozenset(
            key
            for key in known.institutions
            if key not in self.received and area in ("", known.find_area_on(key, day))
        )

    def of(self, plan: Plan) -> JudgedMoment:
        """Return the moment at which a plan is judged: another than this for an institution that has left."""
        return self.received.get(plan.institution, self)


def read_moment(as_of: date, known_at: datetime, reader: Person, today: date) -> JudgedMoment:
    """Judge the plans the reader may see as of a day, on what was known at `known_at`.

    Plans of an institution that has left the reader's area are judged on what the area had received by then.
    """
    url = find_database_url()
    version = find_version(url)
    held = _held_moment(make_key(as_of, known_at))

    def find_seen(everything: JudgedMoment) -> Mapping[str, PermittedPart]:
        return find_permitted_parts(everything.catalogue, reader, Action.SEE, today)

    newest = held.newest
    found = newest.find_left(find_seen(newest.everything), url, version) if newest else None
    if found is None:
        newest = held.read(url, version, as_of, known_at)
        found = newest.narrow(find_seen(newest.everything))
    return found


def _narrow(now: ReadMoment, seen: Mapping[str, PermittedPart]) -> NarrowedMoment:
    """Leave in a moment the plans of what somebody may see."""
    left = {owner: part for owner, part in seen.items() if part.until is not None}
    received = {owner: _receive(now, owner, part) for owner, part in left.items()}
    own = now.everything.outlooks.where(
        lambda plan: plan.institution in seen and plan.institution not in left
    )
    outlooks = join_outlooks(own, *(one.outlooks for one in received.values()))
    found = replace(now.everything, outlooks=outlooks, received=received)
    made = [(now.everything, seen.keys() - left), *((one, {owner}) for owner, one in received.items())]
    sources = tuple((one.held.state, one.held.find_sources(whose)) for one, whose in made if one.held)
    return NarrowedMoment(replace(found, key=found.make_key_of(seen)), sources)


def _receive(now: ReadMoment, institution: str, part: PermittedPart) -> JudgedMoment:
    """Judge an institution's plans of the time of an area on what the area had received when it left."""
    assert part.until is not None
    facts = now.everything.facts
    as_of, known_at = min(facts.as_of, part.until), min(facts.known_at, find_day_end(part.until))
    then = _read_everything(now.url, now.version, as_of, known_at)
    outlooks = then.outlooks.where(
        lambda plan: plan.institution == institution and part.holds(plan.start, plan.end)
    )
    versions = {
        plan: [one for one in every if one.recorded_at <= known_at] for plan, every in then.versions.items()
    }
    key = make_key(then.make_key_of([institution]), part)
    return replace(then, key=key, outlooks=outlooks, versions=versions, until=part.until)


def make_before(known_at: datetime, reader: Person, today: date) -> Before:
    """Make a function that gives the plans as they stood at the end of an earlier day, on what was known by then."""
    return lambda day: read_moment(day, min(find_day_end(day), known_at), reader, today).outlooks


def _read_everything(url: str, version: Version, as_of: date, known_at: datetime) -> JudgedMoment:
    return _held_moment(make_key(as_of, known_at)).read(url, version, as_of, known_at).everything


@dataclass(frozen=True, eq=False)
class ReadMoment:
    """Every plan judged at a moment, read at a version of the data, and what is left of it for those who see less."""

    url: str
    version: Version
    everything: JudgedMoment
    _narrowed: dict[frozenset[tuple[str, PermittedPart]], NarrowedMoment] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def narrow(self, seen: Mapping[str, PermittedPart]) -> JudgedMoment:
        """Leave in it what somebody may see."""
        return self.everything if self._is_all(seen) else self._share(seen).moment

    def find_left(self, seen: Mapping[str, PermittedPart], url: str, version: Version) -> JudgedMoment | None:
        """Find what somebody may see where it stands at a version as it does here: at most others were added to."""
        if (self.url, self.version) == (url, version):
            return self.narrow(seen)
        # What an area had received of those that have left is judged at the version that is asked for.
        is_new = frozenset(seen.items()) not in self._narrowed
        if self.url != url or self._is_all(seen) or (is_new and _has_left(seen)):
            return None
        found = self._share(seen)
        stands = all(is_left(url, version, state, read) for state, read in found.sources)
        return found.moment if stands else None

    def _is_all(self, seen: Mapping[str, PermittedPart]) -> bool:
        every = self.everything.catalogue.institutions.keys()
        return seen.keys() == every and not _has_left(seen)

    def _share(self, seen: Mapping[str, PermittedPart]) -> NarrowedMoment:
        """Narrow it once for all who see the same."""
        key = frozenset(seen.items())
        with self._lock:
            found = self._narrowed.get(key)
            if found is None:
                if len(self._narrowed) >= KEPT_NARROWED:
                    self._narrowed.clear()
                found = self._narrowed[key] = _narrow(self, seen)
            return found


def _has_left(seen: Mapping[str, PermittedPart]) -> bool:
    return any(part.until is not None for part in seen.values())


class NarrowedMoment(NamedTuple):
    """What of a moment somebody may see; and of which states of the data it is made, of whose parts of each."""

    moment: JudgedMoment
    sources: tuple[tuple[WholeState, frozenset[str]], ...]


class HeldMoment:
    """The newest judgements of one moment; what was judged on grounds that still hold is not judged again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.newest: ReadMoment | None = None

    def read(self, url: str, version: Version, as_of: date, known_at: datetime) -> ReadMoment:
        """Read the judgements at a version of the data."""
        with self._lock:
            newest = self.newest
            if newest is None or (newest.url, newest.version) != (url, version):
                held = read_snapshot_at(url, version)
                before = newest.everything.held if newest else None
                grounds = make_grounds(held.state, as_of, known_at, before)
                self.newest = newest = ReadMoment(url, version, _judge_everything(held, grounds))
            return newest


@keep(KEPT_MOMENTS)
def _held_moment(key: str) -> HeldMoment:
    return HeldMoment()


def _judge_everything(held: Snapshot, grounds: HeldGrounds) -> JudgedMoment:
    there = {plan.id: plan for one in grounds.held.values() for plan in one.ground.plans}
    plans = [there[key] for key in held.by_plan if key in there]
    given = thresholds.find_thresholds_in_force(held.settings, grounds.known_at)
    outlooks = outlook.foresee_on(grounds.grounds, plans, held.catalogue, given)
    found = JudgedMoment(
        "", held.catalogue, grounds.facts, outlooks, held.by_plan, thresholds=given, held=grounds
    )
    return replace(found, key=found.make_key_of(held.catalogue.institutions))


def read_track_record(found: JudgedMoment) -> TrackRecord:
    """Read what was foretold and flagged on the moment's finished plans, as it was or could have been at the time."""
    held = read_snapshot()
    # Long ago other institutions may have been in the area, by whose plans its forecasts had learned.
    return _track_record(make_key(found.key, held.version), found=found, held=held)


@keep(KEPT_VERSIONS)
def _track_record(key: str, found: JudgedMoment, held: Snapshot) -> TrackRecord:
    @cache
    def find_facts(day: date) -> Facts:
        return held.recorded.known(day, min(find_day_end(day), found.facts.known_at))

    there = versions.find_plans_in_force(held.versions, found.facts.as_of, found.facts.known_at)
    return build_track_record(
        found.followed, found.facts, found.catalogue, find_facts, there, found.thresholds
    )
