"""The tables. Plans, results and events are append-only: a change is a new row with its own `recorded_at`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.annual.annual_rows import AnnualActRow
from db.audit.entry_rows import AuditEntry
from db.audit.erasure_rows import Erasure
from db.evidence.evidence_rows import EvidenceContent, EvidenceFileRow
from db.filing.filing_rows import FiledNoteRow, JournalNumberRow
from db.meetings.meeting_rows import MeetingEntryRow, MeetingStepRow
from db.model_base import Base
from db.people.reminder_rows import CalendarKey, SentReminder
from db.plans.agreement.proposal_rows import FindingAnswerRow, PlanProposal
from db.plans.indicator_change_rows import IndicatorChangeRow
from db.report_rows import ReportDraftRow, ReportStepRow
from db.signature_rows import PlanSignature
from db.state.kept_rows import KeptArea
from db.state.named_rows import NamedInstitution
from db.typed.typed_rows import TypedFieldRow

__all__ = (
    "AnnualActRow",
    "AuditEntry",
    "Base",
    "CalendarKey",
    "Erasure",
    "EvidenceContent",
    "EvidenceFileRow",
    "FiledNoteRow",
    "FindingAnswerRow",
    "IndicatorChangeRow",
    "JournalNumberRow",
    "KeptArea",
    "MeetingEntryRow",
    "MeetingStepRow",
    "NamedInstitution",
    "PlanProposal",
    "PlanSignature",
    "ReportDraftRow",
    "ReportStepRow",
    "SentReminder",
    "TypedFieldRow",
)  # with the tables below, which need no telling


class Institution(Base):
    """An institution, with its first name and ministry area; later ones are changes. `fictional` marks the example."""

    __tablename__ = "institutions"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(Text)
    ministry_area: Mapped[str] = mapped_column(Text)
    fictional: Mapped[bool]


class InstitutionChange(Base):
    """A new name or ministry area of an institution from a day on, what it becomes part of, or was split off from.

    What is null is not changed. Of the changes of one thing from one day the newest row counts. A successor that is the
    institution itself says that it stands alone again, such an origin that it was split off from none.
    """

    __tablename__ = "institution_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), index=True)
    since: Mapped[date]
    name: Mapped[str | None] = mapped_column(Text)
    ministry_area: Mapped[str | None] = mapped_column(Text)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class Indicator(Base):
    """A series of one institution, shared by its plans."""

    __tablename__ = "indicators"
    __table_args__ = (UniqueConstraint("institution_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"))
    key: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(80))
    decimals: Mapped[int]
    better: Mapped[str] = mapped_column(String(20))
    frequency: Mapped[str] = mapped_column(String(20))
    definition: Mapped[str | None] = mapped_column(Text)
    reports: Mapped[str] = mapped_column(String(20), server_default="each")
    only_rises: Mapped[bool] = mapped_column(server_default=false())
    owner: Mapped[str] = mapped_column(String(20), server_default="institution")
    source: Mapped[str | None] = mapped_column(Text)
    cases: Mapped[str | None] = mapped_column(Text)


class Plan(Base):
    """A plan's identity, and what kind of document it is. Its content is in its versions."""

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), server_default="result")


class PlanVersion(Base):
    """A version of a plan: the whole plan as one document, never altered, only followed by the next version."""

    __tablename__ = "plan_versions"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    stage: Mapped[str] = mapped_column(String(20))
    document: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    entered_at: Mapped[datetime]


class Observation(Base):
    """A value for a period. `recorded_at` is when it was known, `entered_at` when it was added to this database.

    A row without a value says that one is taken back (`withdrawn`), or not out before a day (`awaited`).
    """

    __tablename__ = "observations"
    __table_args__ = (
        CheckConstraint(
            "(((value IS NOT NULL AND numerator IS NULL AND denominator IS NULL)"
            " OR (value IS NULL AND numerator IS NOT NULL AND denominator IS NOT NULL))"
            " AND NOT withdrawn AND awaited IS NULL)"
            " OR (value IS NULL AND numerator IS NULL AND denominator IS NULL"
            " AND ((withdrawn AND awaited IS NULL) OR (NOT withdrawn AND awaited IS NOT NULL)))",
            name="value_or_ratio",
        ),
        Index("ix_observations_series", "indicator_id", "start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"))
    plan_version_id: Mapped[int | None] = mapped_column(ForeignKey("plan_versions.id"), index=True)
    period: Mapped[str] = mapped_column(String(20))
    start: Mapped[date]
    end: Mapped[date]
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    exempt: Mapped[Decimal | None]
    precision: Mapped[str] = mapped_column(String(20), server_default="exact")
    chosen: Mapped[bool] = mapped_column(server_default=false())
    provisional: Mapped[bool]
    note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(server_default=false())
    backfilled: Mapped[bool] = mapped_column(server_default=false())
    awaited: Mapped[date | None]
    origin: Mapped[str | None] = mapped_column(Text)


class Break(Base):
    """The first day on which a series is measured in a new way; or, when `retracted`, that this was a mistake.

    The newest row for a series and a day counts.
    """

    __tablename__ = "breaks"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"), index=True)
    on: Mapped[date]
    note: Mapped[str] = mapped_column(Text)
    retracted: Mapped[bool]
    recorded_at: Mapped[datetime]


class Event(Base):
    """A statement about a criterion as of a day: claimed, met or not met, or expected, in words or as a number.

    Of a duty it is about one `occurrence`, and what set one off may hold until it `ends`.
    """

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("(kind = 'expected_number') = (value IS NOT NULL)", name="value_of_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    criterion: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date]
    word: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    value: Mapped[Decimal | None]
    occurrence: Mapped[date | None]
    ends: Mapped[date | None]


class Decision(Base):
    """A decision about a plan's score: by whom, when and why. The computed score is kept beside it."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    goal: Mapped[str | None] = mapped_column(String(20))
    points: Mapped[Decimal | None]
    on: Mapped[date]
    until: Mapped[date | None]
    by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    revokes: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    recorded_at: Mapped[datetime]


class SettledPart(Base):
    """The outcome of a part of a plan as it was settled when a version of the plan closed it.

    Numbers are exact fractions. An `original` part is by the text of an amended plan as it was signed.
    """

    __tablename__ = "settled_parts"
    __table_args__ = (
        UniqueConstraint("plan_id", "version", "original", "kind", "number"),
        ForeignKeyConstraint(["plan_id", "version"], ["plan_versions.plan_id", "plan_versions.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    version: Mapped[int]
    on: Mapped[date]
    known_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    afterwards: Mapped[bool]
    original: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(20))
    status: Mapped[str | None] = mapped_column(String(40))
    least: Mapped[str] = mapped_column(Text)
    most: Mapped[str] = mapped_column(Text)
    secured: Mapped[str | None] = mapped_column(Text)
    open: Mapped[str | None] = mapped_column(Text)
    lost: Mapped[str | None] = mapped_column(Text)
    word: Mapped[str | None] = mapped_column(Text)
    trace: Mapped[str | None] = mapped_column(Text)


class Grant(Base):
    """A role granted to a person over an institution, a ministry area or all; or, with `revokes`, its revocation.

    `goals` are the numbers of those it is for alone, with commas between.
    """

    __tablename__ = "grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(String(20))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    area: Mapped[str | None] = mapped_column(Text)
    start: Mapped[date]
    end: Mapped[date | None]
    goals: Mapped[str | None] = mapped_column(Text)
    revokes: Mapped[int | None] = mapped_column(ForeignKey("grants.id"))
    recorded_at: Mapped[datetime]


class Threshold(Base):
    """The value at which a risk rule fires in a ministry area, from a moment on, and why."""

    __tablename__ = "thresholds"

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(40))
    value: Mapped[Decimal]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class Scenario(Base):
    """A saved what-if of a plan; or, when `removed`, its removal. The newest row for a key counts.

    Where it is not `shared`, it is its person's alone. Both as JSON: `choices` are the parameters of its address,
    `digests` identify each part of the data it was made on.
    """

    __tablename__ = "scenarios"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(22), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    person: Mapped[str] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    choices: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    as_of: Mapped[date]
    digests: Mapped[str] = mapped_column(Text)
    removed: Mapped[bool]
    recorded_at: Mapped[datetime]
    shared: Mapped[bool] = mapped_column(server_default=false())
