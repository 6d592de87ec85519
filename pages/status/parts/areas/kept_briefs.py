"""Areas in brief that the database keeps from an earlier process: those of today, where there are many plans.

Each is under a key of all that it depends on, so one that is found is what would be worked out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from pydantic import TypeAdapter, ValidationError

from db import session
from db.clock import read_clock
from db.location import find_database_url
from db.state import kept_areas
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.model import Plan
from pages.status.parts.areas.area_brief import AreaBrief
from pages.ui import data_version
from pages.ui.data_version import make_key
from pages.ui.kept.code_version import find_code_version
from pages.ui.moments import JudgedMoment

MANY_PLANS = 100
"""Of fewer everything is read and judged in the time that a page takes to be sent, and nothing is kept."""
_BRIEF = TypeAdapter(AreaBrief)


@dataclass(frozen=True, eq=False)
class KeptBriefs:
    """The areas of a moment, by name with their plans, and what is kept of them in the database."""

    found: JudgedMoment
    areas: Mapping[str, Sequence[Plan]]

    def find(self, area: str) -> AreaBrief | None:
        """Find an area as it is kept; None where it is not, or cannot be read."""
        return self._there.get(area)

    def keep(self, briefs: Sequence[AreaBrief]) -> None:
        """Keep the areas, and nothing else any more."""
        documents = {self.keys[one.name]: write_brief(one) for one in briefs}
        with session.open_writing(find_database_url(), session.MACHINE) as db:
            kept_areas.replace_kept(db, self._seal, documents)

    @property
    def are_complete(self) -> bool:
        """Whether every area is kept."""
        return self._there.keys() == self.areas.keys()

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key of each area: of all that it depends on, whatever process works it out."""
        return {name: _make_key(name, plans, self.found) for name, plans in self.areas.items()}

    @cached_property
    def _there(self) -> Mapping[str, AreaBrief]:
        if not are_kept(self.found):
            return {}
        documents = kept_areas.read_kept(find_database_url(), self._seal, self.keys.values())
        plans, there = self.found.outlooks.plans, {}
        for name, key in self.keys.items():
            with suppress(KeyError, ValidationError):
                there[name] = read_brief(documents[key], plans)
        return there

    @property
    def _seal(self) -> str:
        assert self.found.held is not None
        return self.found.held.state.seal


def are_kept(found: JudgedMoment) -> bool:
    """Tell whether the areas of a moment are kept: those of today, as all that is known now tells, of many plans."""
    today = find_danish_day(read_clock())
    if (
        found.held is None
        or found.received
        or (found.held.as_of, found.held.known_at) != (today, find_day_end(today))
    ):
        return False
    return data_version.find_newest_plan(find_database_url()) >= MANY_PLANS


def write_brief(brief: AreaBrief) -> str:
    """Write an area as JSON, with its plans by id."""
    return _BRIEF.dump_json(brief).decode()


def read_brief(document: str, plans: Mapping[str, Plan]) -> AreaBrief:
    """Read an area as `write_brief` wrote it, of these plans."""
    return _BRIEF.validate_json(document, context=plans)


def _make_key(name: str, plans: Sequence[Plan], found: JudgedMoment) -> str:
    assert found.held is not None
    of_data = found.held.make_lasting_key_of({one.institution for one in plans})
    said = make_key(find_code_version(), name, of_data, *(one.id for one in plans))
    return hashlib.sha256(said.encode()).hexdigest()
