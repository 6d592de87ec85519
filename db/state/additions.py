"""What was added to each institution since a version of the data, followed from look to look."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import CompoundSelect, Connection, bindparam, func, literal, or_, select, union_all

from db import models as m
from db.model_base import Base
from db.state import newest_rows
from db.state.newest_rows import REACH, DataVersion, RowReach, is_within
from db.state.part_sections import PartSection
from db.state.whole_state import SECTIONS

_OF_ONE = frozenset({RowReach.OF_SERIES, RowReach.OF_PLAN, RowReach.OF_INSTITUTION})
_OF_OTHERS = frozenset({PartSection.PLANS, PartSection.SERIES})
"""What of an institution others may be shown by: who measures by whom, and what there is to measure by."""
KEPT_TO_ONE: frozenset[type[Base]] = frozenset(
    table
    for table, sections in SECTIONS.items()
    if REACH[table] in _OF_ONE and sections.isdisjoint(_OF_OTHERS)
) | {m.Grant}  # who may see what is asked of each reader by itself
"""The tables of which a new row concerns those alone who see its institution, or measure by it."""
OF_DEFINITIONS = frozenset(REACH) - KEPT_TO_ONE
"""The tables of which a new row may change what there is to report on, or whose anything is."""

_SEAL = -1
"""Stands where a row that was added has the place of its table."""
_SEALS = select(m.AuditEntry.seal, literal(_SEAL), m.AuditEntry.id).where(
    or_(
        m.AuditEntry.id == select(func.max(m.AuditEntry.id)).scalar_subquery(),
        m.AuditEntry.id == bindparam("entry"),
    )
)


@dataclass(frozen=True, slots=True)
class Additions:
    """The newest rows of the institutions that were added to since a version, at the `newest` that was looked at.

    `seal` is that of the newest entry of the audit by then.
    """

    began: DataVersion
    newest: DataVersion
    seal: str
    rows: Mapping[str, DataVersion] = field(default_factory=dict)

    def find_grown(self, since: DataVersion) -> Collection[type[Base]]:
        """Find the tables that were added to since a version; all, where that was not followed."""
        if not is_within(self.began, since) or not is_within(since, self.newest):
            return REACH.keys()
        return [table for place, table in enumerate(REACH) if self.newest[place] > since[place]]

    def leaves(self, since: DataVersion, institutions: Collection[str]) -> bool:
        """Tell whether all that was added since a version is others' own, and concerns none of these institutions."""
        if not OF_DEFINITIONS.isdisjoint(self.find_grown(since)):
            return False
        return all(is_within(self.rows[key], since) for key in institutions if key in self.rows)


def follow_additions(connection: Connection, before: Additions, newest: DataVersion) -> Additions | None:
    """Follow what was added until a version; None where other data has taken the place of what was looked at.

    An earlier version, as a run of a page that began before may still read, is in what is followed.
    """
    number, _, seal = before.seal.partition(" ")
    grown = newest_rows.find_grown(before.newest, newest)
    asked = newest_rows.bind(before.newest, newest) | {"entry": int(number or 0)}
    found = connection.execute(_select_added(grown), asked).all()
    seals = {row: told for told, place, row in found if place == _SEAL}
    if seal and seals.get(int(number)) != seal:
        return None
    if is_within(newest, before.newest):
        return before
    if not is_within(before.newest, newest) or any(REACH[table] is RowReach.EVERYTHING for table in grown):
        return None
    added = newest_rows.gather(row for row in found if row[1] != _SEAL)
    rows = {key: newest_rows.join_rows(before.rows.get(key, ()), own) for key, own in added.items()}
    seal = f"{max(seals)} {seals[max(seals)]}" if seals else ""
    return Additions(before.began, newest, seal, {**before.rows, **rows})


@lru_cache
def _select_added(grown: tuple[type[Base], ...]) -> CompoundSelect[str, int, int]:
    """Select the seals, and whose the rows of some tables are: what one institution was given asks for both."""
    return union_all(_SEALS, *newest_rows.list_owners(grown))
