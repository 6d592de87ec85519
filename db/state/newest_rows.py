"""The version of the data: the newest row of each table that grows; and whose data was added to since another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Integer,
    Row,
    Select,
    bindparam,
    func,
    literal,
    select,
    union_all,
)

from db import models as m
from db.model_base import Base

DataVersion = tuple[int, ...]
"""The id of the newest row of each table that grows. It changes exactly when a row has been added."""


class RowReach(StrEnum):
    """How far a new row of a table reaches: which of what is kept does not hold any more.

    What is one institution's reaches through the series, or the plan, or the row itself.
    """

    OF_SERIES = "indicator_id"
    OF_PLAN = "plan_id"
    OF_INSTITUTION = "institution_id"
    INSTITUTIONS = "institutions"
    THRESHOLDS = "thresholds"
    RIGHTS = "rights"
    EVERYTHING = "everything"


REACH: Mapping[type[Base], RowReach] = {
    m.PlanVersion: RowReach.OF_PLAN,
    m.Observation: RowReach.OF_SERIES,
    m.Break: RowReach.OF_SERIES,
    m.Event: RowReach.OF_PLAN,
    m.Indicator: RowReach.OF_INSTITUTION,
    m.Decision: RowReach.OF_PLAN,
    m.Grant: RowReach.RIGHTS,
    m.Threshold: RowReach.THRESHOLDS,
    m.InstitutionChange: RowReach.INSTITUTIONS,
    m.IndicatorChangeRow: RowReach.OF_SERIES,
    m.SettledPart: RowReach.OF_PLAN,
    m.PlanSignature: RowReach.OF_PLAN,
    m.ReportStepRow: RowReach.OF_PLAN,
    # It changes rows that are there, wherever they are.
    m.Erasure: RowReach.EVERYTHING,
    m.PlanProposal: RowReach.OF_PLAN,
    m.AnnualActRow: RowReach.OF_PLAN,
    m.Plan: RowReach.OF_INSTITUTION,
    m.Institution: RowReach.INSTITUTIONS,
}
"""The tables that grow and are kept between reads, in the order of a version, and how far a row of each reaches."""

ASKED_EACH_TIME = frozenset(
    {
        *("audit_entries", "sent_reminders", "calendar_keys", "scenarios", "report_drafts", "typed_fields"),
        *("evidence_files", "evidence_contents", "meeting_steps", "meeting_entries"),
        *("journal_numbers", "filed_notes", "finding_answers", "kept_areas", "named_institutions"),
    }
)
"""The tables of which nothing is kept between reads."""

# Built once: every page run executes it, and building it takes longer than executing it.
NEWEST_ROWS = select(
    *(select(func.coalesce(func.max(table.__table__.c.id), 0)).scalar_subquery() for table in REACH)
)
_PLACES = {table: place for place, table in enumerate(REACH)}


def read_data_version(connection: Connection) -> DataVersion:
    """Read the version of the data; cheap enough for every run of a page."""
    row = connection.execute(NEWEST_ROWS).one()
    return tuple(row)


def select_newest(version: DataVersion, *reaches: RowReach) -> DataVersion:
    """Select from a version the tables whose rows reach so far."""
    return tuple(version[place] for table, place in _PLACES.items() if REACH[table] in reaches)


def select_newest_row(version: DataVersion, table: type[Base]) -> int:
    """Select from a version the newest row of one table."""
    return version[_PLACES[table]]


@dataclass(frozen=True, slots=True)
class Changed:
    """What rows were added since a version: to which institutions, and how far they reach beyond those.

    `rows` are the newest of each institution by key, in the order of a version, and 0 where a table has none since.
    """

    rows: Mapping[str, DataVersion] = field(default_factory=dict)
    reaches: frozenset[RowReach] = frozenset()
    tables: frozenset[type[Base]] = frozenset()

    @property
    def institutions(self) -> frozenset[str]:
        """The institutions, by key, that rows were added to."""
        return frozenset(self.rows)


def read_changed(connection: Connection, since: DataVersion, now: DataVersion) -> Changed:
    """Read what was added between two versions, in one statement, at a cost that follows what was added.

    A version that is not later in every table is of other data, so that everything has changed.
    """
    if not is_within(since, now):
        return Changed(reaches=frozenset({RowReach.EVERYTHING}))
    grown = find_grown(since, now)
    query = _select_changed(grown)
    found = gather(connection.execute(query, bind(since, now)) if query is not None else ())
    return Changed(found, frozenset(REACH[table] for table in grown), frozenset(grown))


def find_grown(since: DataVersion, now: DataVersion) -> tuple[type[Base], ...]:
    """Find the tables that were added to between two versions."""
    return tuple(table for table, place in _PLACES.items() if now[place] > since[place])


def gather(found: Iterable[Row[str, int, int]]) -> dict[str, DataVersion]:
    """Gather the newest rows of each institution, of what `list_owners` has found."""
    rows: dict[str, list[int]] = {}
    for key, place, newest in found:
        rows.setdefault(key, [0] * len(REACH))[place] = newest
    return {key: tuple(newest) for key, newest in rows.items()}


def read_all(connection: Connection, now: DataVersion) -> Changed:
    """Read what was added until a version since there was nothing."""
    return read_changed(connection, (0,) * len(now), now)


def join_rows(before: DataVersion, added: DataVersion) -> DataVersion:
    """Join the newest rows of an institution with what was added to it since."""
    return tuple(map(max, before, added)) if before else added


def is_within(one: DataVersion, other: DataVersion) -> bool:
    """Tell whether a version holds no row that another does not."""
    return len(one) == len(other) and all(mine <= theirs for mine, theirs in zip(one, other, strict=True))


@lru_cache
def _select_changed(grown: tuple[type[Base], ...]) -> CompoundSelect[str, int, int] | None:
    """Select whose the rows of some tables are; None where they are nobody's."""
    # Most writes are to the same few tables, and building it takes longer than executing it.
    asked = list_owners(grown)
    return union_all(*asked) if asked else None


def list_owners(grown: Iterable[type[Base]]) -> list[Select[str, int, int]]:
    """List what selects whose the rows of some tables are, within the bounds that `bind` gives."""
    return [query for table in grown if (query := _select_owners(table)) is not None]


def bind(since: DataVersion, now: DataVersion) -> dict[str, int]:
    """Bind the rows between two versions."""
    after = {f"after_{place}": newest for place, newest in enumerate(since)}
    return after | {f"until_{place}": newest for place, newest in enumerate(now)}


def _select_owners(table: type[Base]) -> Select[str, int, int] | None:
    """Select the institutions that rows of a table belong to, with the newest row; None where they belong to none."""
    newest = func.max(table.id)  # type: ignore[attr-defined]
    query = select(m.Institution.key, literal(_PLACES[table]), newest).select_from(m.Institution)
    match REACH[table]:
        case RowReach.OF_SERIES:
            query = query.join(m.Indicator).join(table, table.indicator_id == m.Indicator.id)  # type: ignore[attr-defined]
        case RowReach.OF_PLAN:
            query = query.join(m.Plan).join(table, table.plan_id == m.Plan.id)  # type: ignore[attr-defined]
        case RowReach.OF_INSTITUTION:
            query = query.join(table, table.institution_id == m.Institution.id)  # type: ignore[attr-defined]
        case RowReach.INSTITUTIONS if table is m.Institution:
            pass
        case _:
            return None
    after, until = (bindparam(f"{bound}_{_PLACES[table]}", type_=Integer) for bound in ("after", "until"))
    query = query.where(table.id > after, table.id <= until)  # type: ignore[attr-defined]
    return query.group_by(m.Institution.key)
