"""What was added to each institution since a version of the data, followed from look to look."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, or_, select

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

# Built once, as it is executed after each write.
_SEALS = select(m.AuditEntry.id, m.AuditEntry.seal).where(
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
    seals = {row.id: row.seal for row in connection.execute(_SEALS, {"entry": int(number or 0)})}
    if seal and seals.get(int(number)) != seal:
        return None
    if is_within(newest, before.newest):
        return before
    changed = newest_rows.read_changed(connection, before.newest, newest)
    if RowReach.EVERYTHING in changed.reaches:
        return None
    rows = {key: newest_rows.join_rows(before.rows.get(key, ()), own) for key, own in changed.rows.items()}
    seal = f"{max(seals)} {seals[max(seals)]}" if seals else ""
    return Additions(before.began, newest, seal, {**before.rows, **rows})
