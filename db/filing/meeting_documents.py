"""What the closes of meetings keep: minutes in their versions with every line they tell, and the comments on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db import models as m
from db.filing.document_rows import describe_row, make_document
from db.meetings import meeting_queries
from metrics.filing.filed_document import Audience, Content, DocumentContent, FiledKind
from metrics.meeting.meeting_course import APPROVALS, MeetingStepKind, MeetingSubject

_STEP = ("area", "quarter", "person", "role", "words", "absent", "on", "document", "recorded_at")
_ENTRY = ("id", "quarter", "kind", "goal", "text", "owner", "due", "on", "about", "recorded_at")


def read_meeting_documents(session: Session, institutions: Collection[str]) -> Iterator[DocumentContent]:
    """Read the documents of meetings about institutions, and of those about an area that tell of one of them."""
    s = m.MeetingStepRow
    query = select(m.Institution.key, s).outerjoin(m.Institution, m.Institution.id == s.institution_id)
    rows = session.execute(
        query.where(or_(m.Institution.key.in_(institutions), s.institution_id.is_(None))).order_by(s.id)
    )
    courses: dict[tuple[str, str, str], list[m.MeetingStepRow]] = {}
    for key, row in rows:
        courses.setdefault((key or "", row.area or "", row.quarter), []).append(row)
    whose = meeting_queries.read_plan_owners(session)
    for (institution, area, quarter), own in courses.items():
        # What approves an area's minutes approves the part of them that each of its institutions is told.
        approved = [
            one for one in courses.get(("", area, quarter), ()) if one.kind in _APPROVES and institution
        ]
        steps = sorted([*own, *approved], key=lambda row: row.id)
        for found in _list_documents(session, MeetingSubject(institution, area), steps, whose):
            if institution or set(found.document.owners) & set(institutions):
                yield found


_APPROVES = frozenset(kind.value for kind in APPROVALS)


def _list_documents(
    session: Session, subject: MeetingSubject, steps: Sequence[m.MeetingStepRow], whose: dict[str, str]
) -> Iterator[DocumentContent]:
    """List the minutes of one meeting and the comments on them, the version of the minutes with each."""
    version, plans = 0, tuple[str, ...]()
    for place, row in enumerate(steps):
        kind = MeetingStepKind(row.kind)
        content: Content = {"institution": subject.institution or None, **describe_row(row, _STEP)}
        if kind is MeetingStepKind.CLOSED:
            version += 1
            plans = tuple(one["plan"] for one in content["document"]["plans"])
            content["lines"] = _read_lines(session, content["document"])
        elif kind is not MeetingStepKind.COMMENTED:
            continue
        owners = (subject.institution,) if subject.institution else sorted({whose[one] for one in plans})
        filed = FiledKind.MINUTES if kind is MeetingStepKind.CLOSED else FiledKind.COMMENT
        said = {} if subject.institution else {"audience": Audience.DEPARTMENT}
        yield make_document(
            filed,
            row.id,
            content,
            owners=tuple(owners),
            plans=plans,
            at=row.recorded_at,
            area=subject.area,
            quarter=row.quarter,
            version=version,
            words=row.words,
            is_draft=filed is FiledKind.MINUTES and not _is_agreed(subject, steps[place + 1 :]),
            **said,
        )


def _is_agreed(subject: MeetingSubject, after: Sequence[m.MeetingStepRow]) -> bool:
    """Tell whether all parties approved the minutes before another close made new ones."""
    given = set()
    for row in after:
        if row.kind in (MeetingStepKind.CLOSED.value, MeetingStepKind.REOPENED.value):
            break
        given |= {APPROVALS[kind] for kind in APPROVALS if kind.value == row.kind}
    return set(subject.parties) <= given


def _read_lines(session: Session, document: Content) -> list[Content]:
    """Read the lines that minutes tell, and those of earlier meetings that were followed up."""
    wanted = [*document["entries"], *(one["entry"] for one in document["old"])]
    e = m.MeetingEntryRow
    query = select(m.Plan.key, e).outerjoin(m.Plan, m.Plan.id == e.plan_id).where(e.id.in_(wanted))
    told = {one["plan"] for one in document["plans"]}
    return [
        # Of an area's part the goal of another institution, which an action is about, is not named.
        {**describe_row(row, _ENTRY), "plan": plan} | ({} if plan in told or not plan else _UNNAMED)
        for plan, row in session.execute(query.order_by(e.id))
    ]


_UNNAMED = {"plan": None, "goal": ""}
