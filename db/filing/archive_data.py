"""Everything the database holds of a plan, table by table, in plain values that are alike on any database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import Select, false, or_, select, tuple_
from sqlalchemy.orm import Session

from db import models as m
from db.filing.document_rows import write_value
from db.model_base import Base
from metrics.facts.decisions import DecisionKind
from metrics.filing.filed_document import Audience, DocumentContent, FiledKind
from metrics.plan.formula import SeriesKey
from metrics.plan.terms import Party
from metrics.plan.versions import PlanVersion
from metrics.report.course import OF_INSTITUTION_ALONE

Line = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    """A table of an archive: its name, its columns, and its rows, oldest first."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What an archive is of: the number of a plan, its series, the meetings about it, and the keys of its documents.

    `told` are the lines that minutes tell, `pay` the decisions on pay.
    """

    plan: int
    series: Mapping[int, SeriesKey]
    meetings: frozenset[tuple[int | None, str | None, str]]
    documents: frozenset[str]
    told: frozenset[int]
    pay: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a table of an archive is from: its columns, which rows are the plan's, and whom each is for."""

    row: type[Base]
    columns: tuple[str, ...]
    pick: Callable[[_Subject], Select[Any]]
    find_audience: Callable[[Any, _Subject], Audience] = lambda *_: Audience.SHARED
    named: tuple[str, ...] = ()
    """Columns put before them: the keys of the series, or of the plan."""


def _of_plan(row: Any, subject: _Subject) -> Select[Any]:
    return select(row).where(row.plan_id == subject.plan).order_by(row.id)


def _of_series(row: Any, subject: _Subject) -> Select[Any]:
    return _select_of_series(row, subject.series)


def _select_of_series(row: Any, series: Mapping[int, SeriesKey]) -> Select[Any]:
    return select(row).where(row.indicator_id.in_(series)).order_by(row.id)


def _of_meetings(row: Any, subject: _Subject) -> Select[Any]:
    held = [
        (row.institution_id.is_(None) if owner is None else row.institution_id == owner)
        & (row.area.is_(None) if area is None else row.area == area)
        & (row.quarter == quarter)
        for owner, area, quarter in sorted(subject.meetings, key=str)
    ]
    # What was captured about the plan at a meeting that is not closed yet is there as well.
    captured = row.plan_id == subject.plan if row is m.MeetingEntryRow else false()
    return select(row).where(or_(captured, *held)).order_by(row.id)


def _of_documents(subject: _Subject) -> Select[Any]:
    row = m.JournalNumberRow
    return select(row).where(row.document.in_(sorted(subject.documents))).order_by(row.id)


def _find_decision_audience(row: m.Decision, subject: _Subject) -> Audience:
    return Audience.DEPARTMENT if row.id in subject.pay else Audience.SHARED


def _find_step_audience(row: m.ReportStepRow, _: _Subject) -> Audience:
    alone = {kind.value for kind in OF_INSTITUTION_ALONE}
    return Audience.INSTITUTION if row.kind in alone else Audience.SHARED


def _find_meeting_audience(row: m.MeetingStepRow, _: _Subject) -> Audience:
    return Audience.MEETING if row.institution_id else Audience.DEPARTMENT


def _find_entry_audience(row: m.MeetingEntryRow, subject: _Subject) -> Audience:
    # A line is the department's until a close tells it.
    told = row.institution_id and (row.id in subject.told or row.about in subject.told)
    return Audience.MEETING if told else Audience.DEPARTMENT


def _find_number_audience(row: m.JournalNumberRow, _: _Subject) -> Audience:
    return Audience.INSTITUTION if row.party == Party.INSTITUTION else Audience.DEPARTMENT


_SERIES = ("institution", "indicator")
_SOURCES: Mapping[str, _Source] = {
    "plan_versions": _Source(
        m.PlanVersion,
        ("number", "stage", "document", "recorded_at", "entered_at"),
        partial(_of_plan, m.PlanVersion),
    ),
    "plan_signatures": _Source(
        m.PlanSignature,
        ("number", "proposal_id", "party", "role", "organisation", "on", "reason", "person", "recorded_at"),
        partial(_of_plan, m.PlanSignature),
    ),
    "plan_proposals": _Source(
        m.PlanProposal,
        ("id", "number", "kind", "since", "reason", "document", "person", "recorded_at"),
        partial(_of_plan, m.PlanProposal),
    ),
    "finding_answers": _Source(
        m.FindingAnswerRow,
        ("id", "rule", "place", "digest", "kind", "reason", "person", "recorded_at"),
        partial(_of_plan, m.FindingAnswerRow),
    ),
    "indicators": _Source(
        m.Indicator,
        (
            *("name", "unit", "decimals", "better", "frequency", "definition", "reports", "only_rises"),
            *("owner", "source", "cases"),
        ),
        lambda subject: (
            select(m.Indicator).where(m.Indicator.id.in_(subject.series)).order_by(m.Indicator.id)
        ),
        named=_SERIES,
    ),
    "indicator_changes": _Source(
        m.IndicatorChangeRow,
        (
            *("since", "name", "definition", "unit", "decimals", "better", "frequency", "reports"),
            *("only_rises", "owner", "source", "cases", "reason", "recorded_at"),
        ),
        partial(_of_series, m.IndicatorChangeRow),
        named=_SERIES,
    ),
    "breaks": _Source(
        m.Break, ("on", "note", "retracted", "recorded_at"), partial(_of_series, m.Break), named=_SERIES
    ),
    "observations": _Source(
        m.Observation,
        (
            *("period", "start", "end", "value", "numerator", "denominator", "exempt", "precision", "chosen"),
            *("provisional", "withdrawn", "backfilled", "awaited", "origin", "note", "source"),
            *("recorded_at", "entered_at"),
        ),
        partial(_of_series, m.Observation),
        named=_SERIES,
    ),
    "events": _Source(
        m.Event,
        (
            *("criterion", "kind", "on", "word", "value", "note", "source", "occurrence", "ends"),
            *("recorded_at", "entered_at"),
        ),
        partial(_of_plan, m.Event),
    ),
    "report_steps": _Source(
        m.ReportStepRow,
        (
            *("id", "quarter", "end", "due", "kind", "person", "role", "words", "rows", "until", "word"),
            *("document", "recorded_at"),
        ),
        partial(_of_plan, m.ReportStepRow),
        _find_step_audience,
    ),
    "decisions": _Source(
        m.Decision,
        ("id", "kind", "goal", "points", "on", "until", "by", "reason", "revokes", "recorded_at"),
        partial(_of_plan, m.Decision),
        _find_decision_audience,
    ),
    "meeting_steps": _Source(
        m.MeetingStepRow,
        (
            *("id", "area", "quarter", "kind", "person", "role", "words", "absent", "on", "document"),
            "recorded_at",
        ),
        partial(_of_meetings, m.MeetingStepRow),
        _find_meeting_audience,
    ),
    "meeting_entries": _Source(
        m.MeetingEntryRow,
        (
            *("id", "area", "quarter", "kind", "goal", "text", "owner", "due", "on", "about"),
            *("decision_id", "person", "role", "recorded_at"),
        ),
        partial(_of_meetings, m.MeetingEntryRow),
        _find_entry_audience,
    ),
    "annual_acts": _Source(
        m.AnnualActRow,
        ("id", "number", "year", "act", "person", "role", "words", "document", "recorded_at"),
        partial(_of_plan, m.AnnualActRow),
    ),
    "filed_notes": _Source(
        m.FiledNoteRow,
        ("id", "person", "role", "document", "recorded_at"),
        partial(_of_plan, m.FiledNoteRow),
        lambda *_: Audience.DEPARTMENT,
    ),
    "settled_parts": _Source(
        m.SettledPart,
        (
            *("version", "on", "known_at", "afterwards", "original", "kind", "number", "status"),
            *("least", "most", "secured", "open", "lost", "word", "trace", "recorded_at", "entered_at"),
        ),
        partial(_of_plan, m.SettledPart),
    ),
    "journal_numbers": _Source(
        m.JournalNumberRow,
        ("document", "party", "number", "digest", "person", "recorded_at"),
        _of_documents,
        _find_number_audience,
    ),
}

TABLES: Mapping[str, tuple[str, ...]] = {
    name: (*source.named, *source.columns) for name, source in _SOURCES.items()
}
"""The columns of each table of an archive, in its order."""


def read_tables(
    session: Session,
    versions: Sequence[PlanVersion],
    documents: Sequence[DocumentContent],
    audiences: Set[Audience],
) -> list[ArchiveTable]:
    """Read all tables of the archive of a plan, of which these are the versions and the documents.

    They hold what is for some audiences, and of a meeting what its close has told.
    """
    subject = _find_subject(session, versions, documents)
    picked = {name: session.scalars(source.pick(subject)).all() for name, source in _SOURCES.items()}
    subject = replace(subject, pay=frozenset(_find_pay(picked["decisions"])))
    return [
        _make_table(
            name,
            (row for row in rows if _SOURCES[name].find_audience(row, subject) in audiences),
            subject.series,
        )
        for name, rows in picked.items()
    ]


def read_readings(session: Session, versions: Sequence[PlanVersion]) -> ArchiveTable:
    """Read the table of an archive that has what was recorded of the series of a plan."""
    series = _read_series(session, versions)
    return _make_table("observations", session.scalars(_select_of_series(m.Observation, series)), series)


def _make_table(name: str, rows: Iterable[Any], series: Mapping[int, SeriesKey]) -> ArchiveTable:
    source = _SOURCES[name]
    lines = ((*_name_series(row, series, source.named), *_write_row(row, source.columns)) for row in rows)
    return ArchiveTable(name, TABLES[name], tuple(lines))


def digest_tables(tables: Sequence[ArchiveTable]) -> str:
    """Return the SHA-256 of what tables hold."""
    plain = [[one.name, one.columns, one.rows] for one in tables]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def _find_subject(
    session: Session, versions: Sequence[PlanVersion], documents: Sequence[DocumentContent]
) -> _Subject:
    row = session.scalars(select(m.Plan).where(m.Plan.key == versions[0].plan.id)).one()
    minutes = [one for one in documents if one.document.kind is FiledKind.MINUTES]
    return _Subject(
        row.id,
        _read_series(session, versions),
        frozenset(
            (
                row.institution_id if one.said["institution"] else None,
                one.document.area or None,
                one.document.quarter,
            )
            for one in minutes
        ),
        frozenset(one.document.key for one in documents),
        frozenset(line["id"] for one in minutes for line in one.said["lines"]),
    )


def _find_pay(decisions: Iterable[m.Decision]) -> set[int]:
    """Find the decisions on a plan's pay, and those that revoke one, among all of the plan, oldest first."""
    found: set[int] = set()
    for row in decisions:
        if row.kind == DecisionKind.PAY or row.revokes in found:
            found.add(row.id)
    return found


def _read_series(session: Session, versions: Sequence[PlanVersion]) -> dict[int, SeriesKey]:
    """Read the number and the key of each series that a version of a plan reads, or that came with the plan."""
    o, v = m.Observation, m.PlanVersion
    wanted = sorted({series for version in versions for series in version.plan.series()})
    # What came with the plan's documents may be of series that no test reads.
    came = select(o.indicator_id).join(v, v.id == o.plan_version_id).join(m.Plan, m.Plan.id == v.plan_id)
    query = (
        select(m.Indicator.id, m.Institution.key, m.Indicator.key)
        .join(m.Institution, m.Institution.id == m.Indicator.institution_id)
        .where(
            or_(
                tuple_(m.Institution.key, m.Indicator.key).in_(wanted),
                m.Indicator.id.in_(came.where(m.Plan.key == versions[0].plan.id)),
            )
        )
        .order_by(m.Indicator.id)
    )
    return {number: (owner, key) for number, owner, key in session.execute(query)}


def _name_series(row: Any, series: Mapping[int, SeriesKey], named: Sequence[str]) -> Line:
    if not named:
        return ()
    return series[row.id if isinstance(row, m.Indicator) else row.indicator_id]


def _write_row(row: Any, columns: Sequence[str]) -> Iterator[Any]:
    for name in columns:
        value = getattr(row, name)
        # JSON as it is kept, so that nothing of it is lost on the way.
        yield value if name in ("document", "rows", "trace") else write_value(value)
