"""The whole of the data at one version of it, in parts, of which only those that have changed are read anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import area_thresholds
from db import models as m
from db.model_base import Base
from db.plans import definitions, institution_queries
from db.state import newest_rows
from db.state.bounded_rows import bound_rows
from db.state.institution_parts import EVERY_SECTION, InstitutionPart, read_parts
from db.state.newest_rows import REACH, Changed, DataVersion, RowReach
from db.state.part_sections import PartSection
from metrics.followup.thresholds import ThresholdSetting
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import Histories
from metrics.plan.model import Institution

FEW = 0.2
"""Up to this share of the institutions are read one by one; of more everything is."""
SECTIONS: Mapping[type[Base], frozenset[PartSection]] = {
    # What is proposed lapses with the next version, and what is settled stands by the version that closed it.
    m.PlanVersion: frozenset({PartSection.PLANS, PartSection.PROPOSALS, PartSection.SETTLEMENTS}),
    m.PlanSignature: frozenset({PartSection.PLANS, PartSection.PROPOSALS}),
    m.PlanProposal: frozenset({PartSection.PROPOSALS}),
    m.Observation: frozenset({PartSection.VALUES}),
    m.Break: frozenset({PartSection.BREAKS}),
    m.Event: frozenset({PartSection.SAID}),
    m.Indicator: frozenset({PartSection.SERIES}),
    m.IndicatorChangeRow: frozenset({PartSection.SERIES}),
    m.Decision: frozenset({PartSection.DECISIONS}),
    m.SettledPart: frozenset({PartSection.SETTLEMENTS}),
    m.ReportStepRow: frozenset({PartSection.REPORTS}),
    m.AnnualActRow: frozenset(),
    **dict.fromkeys((m.Grant, m.Threshold, m.InstitutionChange, m.Institution), frozenset()),
}
"""What of a part is read anew after a new row of a table; after one of any other it is all."""
_numbers = count(1)


@dataclass(frozen=True, slots=True, eq=False)
class KnownInstitutions:
    """The institutions as they were to begin with, and what became of them. Two are the same if they are one object."""

    first: Mapping[str, Institution]
    histories: Histories
    shown: Mapping[str, Institution]
    """The institutions as they are on the day of the read."""
    number: int = field(default_factory=lambda: next(_numbers))


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class WholeState:
    """Everything in the database at a version of it, as it is on a day. Parts that nothing was added to are shared."""

    newest: DataVersion
    seal: str
    """The seal of the newest entry of the audit, by which the rows until then are known to be the same still."""
    day: date
    known: KnownInstitutions
    settings: tuple[ThresholdSetting, ...]
    parts: Mapping[str, InstitutionPart]
    root: int = field(default_factory=lambda: next(_numbers))
    """Identifies the state that was read anew and that this one continues, by however many writes."""

    def find_readers(self, institution: str) -> dict[str, InstitutionPart]:
        """Find the parts whose plans read anything that those of an institution read, and of whom that is."""
        own = self.parts[institution].reads
        return {key: part for key, part in self.parts.items() if key in own or not own.isdisjoint(part.reads)}


def read_state(
    session: Session, day: date, known: Iterable[WholeState] = (), until: DataVersion | None = None
) -> WholeState:
    """Read everything as of the session's moment; of a known state that it continues only what has changed since.

    Those may have been read of other databases: a copy continues what it was copied from. The session reads as of one
    moment, as those of `db.session.open_reading` do; `until` an earlier version it reads what there was then, unless
    rows of then were changed since.
    """
    connection = session.connection()
    newest = newest_rows.read_data_version(connection)
    if until is not None and _is_earlier(until, newest):
        bound_rows(session, until)
        newest = until
    before = next((one for one in known if one.day == day and _is_continued(session, one)), None)
    if before is None:
        return _read_anew(session, newest, day)
    changed = newest_rows.read_changed(connection, before.newest, newest)
    if RowReach.EVERYTHING in changed.reaches:
        return _read_anew(session, newest, day)
    return _renew(session, newest, before, changed)


def _is_earlier(until: DataVersion, newest: DataVersion) -> bool:
    """Whether a version is an earlier one of the same rows."""
    if until == newest or not newest_rows.is_within(until, newest):
        return False
    return all(REACH[table] is not RowReach.EVERYTHING for table in newest_rows.find_grown(until, newest))


def _is_continued(session: Session, before: WholeState) -> bool:
    """Whether the audit still holds the entry that was the newest one, so that no other data has taken its place."""
    number, _, seal = before.seal.partition(" ")
    return not seal or session.scalar(select(m.AuditEntry.seal).where(m.AuditEntry.id == int(number))) == seal


def _read_seal(session: Session) -> str:
    entry = m.AuditEntry
    found = session.execute(select(entry.id, entry.seal).order_by(entry.id.desc()).limit(1)).first()
    return f"{found.id} {found.seal}" if found else ""


def _read_anew(session: Session, newest: DataVersion, day: date) -> WholeState:
    known = _read_institutions(session, day)
    rows = newest_rows.read_all(session.connection(), newest).rows
    return WholeState(
        newest,
        _read_seal(session),
        day,
        known,
        _read_settings(session),
        _name_rows(read_parts(session, known.first, day), rows),
    )


def _renew(session: Session, newest: DataVersion, before: WholeState, changed: Changed) -> WholeState:
    """Read anew what was added to."""
    known = (
        _read_institutions(session, before.day) if RowReach.INSTITUTIONS in changed.reaches else before.known
    )
    settings = _read_settings(session) if RowReach.THRESHOLDS in changed.reaches else before.settings
    new = known.first.keys() - before.parts.keys()
    sections = frozenset(one for table in changed.tables for one in SECTIONS.get(table, EVERY_SECTION))
    read = _read_some(session, changed.institutions - new, before, sections)
    read |= read_parts(session, new, before.day, owners=new) if new else {}
    parts = _name_rows({key: read.get(key) or before.parts[key] for key in known.first}, changed.rows)
    seal = _read_seal(session)
    return replace(before, newest=newest, seal=seal, known=known, settings=settings, parts=parts)


def _name_rows(
    parts: dict[str, InstitutionPart], added: Mapping[str, DataVersion]
) -> dict[str, InstitutionPart]:
    """Note in parts that were read the newest rows they were read from."""
    for key, rows in added.items():
        parts[key] = replace(parts[key], rows=newest_rows.join_rows(parts[key].rows, rows))
    return parts


def _read_some(
    session: Session, wanted: frozenset[str], before: WholeState, sections: frozenset[PartSection]
) -> dict[str, InstitutionPart]:
    if not wanted:
        return {}
    few = wanted if len(wanted) <= FEW * len(before.parts) else None
    return read_parts(session, wanted, before.day, before=before.parts, sections=sections, owners=few)


def _read_institutions(session: Session, day: date) -> KnownInstitutions:
    first, histories = institution_queries.read_institutions(session)
    shown = definitions.show_as_of(Catalogue(first, {}, histories), day).institutions
    return KnownInstitutions(first, histories, shown)


def _read_settings(session: Session) -> tuple[ThresholdSetting, ...]:
    return tuple(area_thresholds.read_threshold_settings(session))
