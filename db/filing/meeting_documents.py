"""What the closes of meetings keep: minutes in their versions with every line they tell, and the comments on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

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
    ).all()
    contents = {row.id: describe_row(row, _STEP) for _, row in rows if row.kind in _TOLD}
    lines = _read_lines(session, (one["document"] for one in contents.values() if one["document"]))
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
        for found in _list_documents(MeetingSubject(institution, area), steps, contents, lines, whose):
            if institution or set(found.document.owners) & set(institutions):
                yield found


_APPROVES = frozenset(kind.value for kind in APPROVALS)
_TOLD = frozenset({MeetingStepKind.CLOSED.value, MeetingStepKind.COMMENTED.value})


def _list_documents(
    subject: MeetingSubject,
    steps: Sequence[m.MeetingStepRow],
    contents: Mapping[int, Content],
    lines: Mapping[int, Content],
    whose: Mapping[str, str],
) -> Iterator[DocumentContent]:
    """List the minutes of one meeting and the comments on them, the version of the minutes with each."""
    version, plans = 0, tuple[str, ...]()
    for place, row in enumerate(steps):
        kind = MeetingStepKind(row.kind)
        if row.id not in contents:
            continue
        content: Content = {"institution": subject.institution or None, **contents[row.id]}
        if kind is MeetingStepKind.CLOSED:
            version += 1
            plans = tuple(one["plan"] for one in content["document"]["plans"])
            content["lines"] = _tell_lines(content["document"], lines)
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


def _read_lines(session: Session, minutes: Iterable[Content]) -> dict[int, Content]:
    """Read the lines that any of some minutes tell, by number."""
    wanted = {number for one in minutes for number in _list_lines(one)}
    e = m.MeetingEntryRow
    query = select(m.Plan.key, e).outerjoin(m.Plan, m.Plan.id == e.plan_id).where(e.id.in_(sorted(wanted)))
    found = session.execute(query) if wanted else ()
    return {row.id: {**describe_row(row, _ENTRY), "plan": plan} for plan, row in found}


def _list_lines(document: Content) -> list[int]:
    """List the numbers of the lines that minutes tell, and of those of earlier meetings that were followed up."""
    return sorted({*document["entries"], *(one["entry"] for one in document["old"])})


def _tell_lines(document: Content, lines: Mapping[int, Content]) -> list[Content]:
    told = {one["plan"] for one in document["plans"]}
    own = (lines[number] for number in _list_lines(document) if number in lines)
    # Of an area's part the goal of another institution, which an action is about, is not named.
    return [{**one} if one["plan"] in told or not one["plan"] else {**one, **_UNNAMED} for one in own]


_UNNAMED = {"plan": None, "goal": ""}
