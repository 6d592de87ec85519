"""The plans judged at a moment: as of a day, on what was known then, and only those the reader may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import streamlit as st

from db.location import find_database_url
from metrics.access import Action, PermittedPart, Person
from metrics.facts.facts import Facts
from metrics.followup import changes, outlook, thresholds
from metrics.followup.outlook import Outlooks, join_outlooks
from metrics.periods import find_day_end
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion
from metrics.score.scoring import Score
from pages.ui.data_version import KEPT_MOMENTS, Version, find_version, make_key
from pages.ui.people import find_permitted_parts
from pages.ui.snapshot import read_snapshot_at


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


def read_quarter_before(page_day: date, known_at: datetime, reader: Person, today: date) -> JudgedMoment:
    """Judge the plans as they stood at the end of the quarter before a day, on what was known by then."""
    day = changes.find_quarter_before(page_day)
    return read_moment(day, min(find_day_end(day), known_at), reader, today)


@st.cache_resource(max_entries=KEPT_MOMENTS, show_spinner=False)
def _moment(key: str, _url: str, _version: Version, _as_of: date, _known_at: datetime) -> JudgedMoment:
    held = read_snapshot_at(_url, _version)
    facts = held.recorded.known(_as_of, _known_at)
    in_force = versions.find_plans_in_force(held.versions, _as_of, _known_at)
    plans = [plan for plan in in_force if plan.counts_from <= _as_of or not plan.locked]
    outlooks = outlook.foresee_plans(
        plans, facts, held.catalogue, thresholds.find_thresholds_in_force(held.settings, _known_at)
    )
    return JudgedMoment(key, held.catalogue, facts, outlooks, versions.group_by_plan(held.versions))
