"""What the plans of each institution are judged on at a moment, kept for as long as nothing it reads has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from weakref import WeakValueDictionary

from db.state import newest_rows
from db.state.institution_parts import InstitutionPart
from db.state.newest_rows import RowReach
from db.state.whole_state import WholeState
from metrics.facts.facts import Facts, join_facts
from metrics.followup.outlook import Ground
from metrics.foresight.estimated_tests import EstimatedTests
from metrics.foresight.lean import Sights
from metrics.periods import add_years
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import Histories, find_areas_between
from pages.ui.data_version import KEPT_MOMENTS
from pages.ui.kept.same_object import SameObject

YEARS_TOGETHER = 2
"""Within how many years before a day institutions of one area may have been judged by each other."""
Numbers = tuple[int, ...]
"""What a ground was made of: the institutions as they are known, then the parts of those it reads."""
_sights: WeakValueDictionary[Numbers, Sights] = WeakValueDictionary()
"""What was looked back at on the grounds of any day that are made of the same, for as long as there is one."""
_estimated: WeakValueDictionary[Numbers, EstimatedTests] = WeakValueDictionary()
"""What was estimated on them, likewise."""


@dataclass(frozen=True, slots=True, eq=False)
class HeldGround:
    """An institution's ground, what it was made of, and what was known of the institution itself."""

    numbers: Numbers
    own: Facts
    ground: Ground
    measured: frozenset[str]
    """The other institutions whose series its plans measure by, of those that were signed by then."""


@dataclass(frozen=True, eq=False)
class HeldGrounds:
    """The grounds of every institution at a moment."""

    state: WholeState
    as_of: date
    known_at: datetime
    held: Mapping[str, HeldGround]

    @property
    def grounds(self) -> dict[str, Ground]:
        """The ground of each institution."""
        return {key: one.ground for key, one in self.held.items()}

    @cached_property
    def facts(self) -> Facts:
        """Everything known of all institutions."""
        return join_facts([self.held[key].own for key in sorted(self.held)], self.as_of, self.known_at)

    def make_key_of(self, institutions: Collection[str], since: date | None = None) -> str:
        """Identify all that what is shown of some institutions may depend on, beyond the day.

        That is what is known of them, of all that were in an area with one of them lately, of those whose series any of
        these read, and of those that are only measured against. Lately is within some years, or `since` a day.
        """
        told = [(key, self.held[key].numbers) for key in self._find_near(institutions, since)]
        return _digest(told, self._of_all)

    def make_lasting_key_of(self, institutions: Collection[str]) -> str:
        """Identify the same, and the day, whatever process reads it: by the rows that it was read from."""
        near, parts = self._find_near(institutions), self.state.parts
        told = [(key, parts[key].rows) for key in sorted(self.find_sources(institutions))]
        reaches = (RowReach.INSTITUTIONS, RowReach.THRESHOLDS, RowReach.EVERYTHING)
        of_all = newest_rows.select_newest(self.state.newest, *reaches)
        days = (self.state.day, self.as_of, self.known_at)
        return _digest(near, told, of_all, self._yardsticks, days)

    def find_sources(self, institutions: Collection[str]) -> frozenset[str]:
        """Find the institutions of whose parts either key is made: of no other is anything shown with these."""
        parts = self.state.parts
        near = self._find_near(institutions)
        return frozenset(other for key in near for other in (key, *parts[key].reads) if other in parts)

    def _find_near(self, institutions: Collection[str], since: date | None = None) -> list[str]:
        """Find those that were in an area with one of some institutions lately, and those without plans."""
        lately = self._areas if since is None or since >= self._first else self._find_areas(since)
        areas = {area for key in institutions for area in lately[key]}
        near = {key for key, own in lately.items() if not areas.isdisjoint(own)}
        return [key for key in sorted(near | self._without_plans) if key in self.held]

    @cached_property
    def _of_all(self) -> str:
        """What all plans may depend on, of whichever institution: written once, for each area's key asks for it."""
        return repr((self.state.settings, self.state.known.number, self._yardsticks))

    @cached_property
    def _areas(self) -> dict[str, set[str]]:
        """The ministry areas of each institution within some years."""
        return self._find_areas(self._first)

    @property
    def _first(self) -> date:
        return add_years(self.as_of, -YEARS_TOGETHER)

    def _find_areas(self, first: date) -> dict[str, set[str]]:
        return _find_areas(SameObject(self.state.known.histories), first, self.as_of)

    @cached_property
    def _without_plans(self) -> set[str]:
        return {key for key, part in self.state.parts.items() if not part.versions}

    @cached_property
    def _yardsticks(self) -> list[str]:
        measured = {key for one in self.held.values() for key in one.measured}
        return sorted(measured & self._without_plans)


def _digest(*said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()


@lru_cache(maxsize=KEPT_MOMENTS)
def _find_areas(histories: SameObject[Histories], first: date, last: date) -> dict[str, set[str]]:
    return {key: find_areas_between(histories.it, key, first, last) for key in histories.it}


def make_grounds(
    state: WholeState, as_of: date, known_at: datetime, before: HeldGrounds | None = None
) -> HeldGrounds:
    """Make the grounds of a moment; those of `before`, of the same moment, are kept where they still hold."""
    kept = {} if before is None else before.held
    own = {key: _know(part, as_of, known_at, kept.get(key)) for key, part in state.parts.items()}
    held = {}
    for key, part in state.parts.items():
        read = [key, *sorted(other for other in part.reads if other != key and other in state.parts)]
        numbers = (state.known.number, *(state.parts[other].number for other in read))
        found = kept.get(key)
        if found is None or found.numbers != numbers:
            found = _make_ground(state, part, read, own, numbers)
        held[key] = found
    return HeldGrounds(state, as_of, known_at, held)


def _know(part: InstitutionPart, as_of: date, known_at: datetime, kept: HeldGround | None) -> Facts:
    """Select what was known of an institution at a moment."""
    if kept is not None and kept.numbers[1] == part.number:
        return kept.own
    return part.recorded.known(as_of, known_at)


def _make_ground(
    state: WholeState, part: InstitutionPart, read: list[str], own: Mapping[str, Facts], numbers: Numbers
) -> HeldGround:
    known = own[part.institution]
    facts = join_facts([own[key] for key in read], known.as_of, known.known_at)
    in_force = versions.find_plans_in_force(part.versions, known.as_of, known.known_at)
    plans = tuple(plan for plan in in_force if plan.counts_from <= known.as_of or not plan.locked)
    sights = _sights.setdefault(numbers, Sights())
    estimated = _estimated.setdefault(numbers, EstimatedTests())
    ground = Ground(plans, facts, _narrow_catalogue(state, read), sights, estimated)
    return HeldGround(numbers, known, ground, _find_measured(part, read[1:], known.known_at))


def _find_measured(part: InstitutionPart, others: Collection[str], known_at: datetime) -> frozenset[str]:
    """Find which of the others are read by an institution's plans that were signed by a moment."""
    if not others:  # as most often, and each plan would be gone through for each moment
        return frozenset()
    every = (one for one in part.versions if one.plan.locked and one.recorded_at <= known_at)
    signed = {one.plan.id: one.plan for one in every}
    read = {owner for plan in signed.values() for owner, _ in plan.series()}
    return frozenset(read.intersection(others))


def _narrow_catalogue(state: WholeState, read: Iterable[str]) -> Catalogue:
    """Narrow the catalogue to the series of some institutions; the institutions are all there."""
    parts = [state.parts[key] for key in read]
    return Catalogue(
        state.known.shown,
        {key: one for part in parts for key, one in part.indicators.items()},
        state.known.histories,
        {key: one for part in parts for key, one in part.indicator_histories.items()},
    )
