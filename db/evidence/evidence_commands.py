"""The commands for files of a draft, and for whoever fetches a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import exports
from db.audit.exports import Export
from db.clock import read_clock
from db.evidence import evidence_queries, evidence_store
from db.evidence.evidence_store import EvidenceStore
from db.people import rights
from db.plans import plan_queries
from db.reports import report_reading
from db.reports.report_reading import ReportReading
from db.scope import EVERYTHING
from db.session import find_writer, open_reading, open_writing
from metrics.access import Action, Person
from metrics.errors import InvalidInput, refuse
from metrics.report.evidence.evidence_file import TAKES_FILES, EvidenceFile, find_attach_problems
from metrics.report.evidence.file_inspection import CheckedFile, check_file


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """The line of a report to which somebody wants to attach a file, with a journal number if there is one."""

    plan: str
    quarter: str
    line: str
    journal: str = ""


def read_open_report(session: Session, wanted: EvidenceRequest, size: int, now: datetime) -> ReportReading:
    """Read the report to whose line the writer may attach a file of a size. Raises InvalidInput with every reason."""
    institution = plan_queries.read_plan(session, wanted.plan).institution
    rights.demand_right(session, Action.PREPARE, institution, in_part=True)
    report = report_reading.read_report(session, wanted.plan, wanted.quarter, find_writer(session), now)
    line = next((one for one in report.lines if one.key == wanted.line), None)
    if line is None or line.kind not in TAKES_FILES:
        allowed = [one.key for one in report.lines if one.kind in TAKES_FILES]
        raise refuse("row_not_there", "line", value=wanted.line, allowed=allowed)
    found = find_attach_problems(wanted.line, size, wanted.journal, report.draft.files)
    if closed := report.find_fill_problem(wanted.line):
        found.append(closed)
    if found:
        raise InvalidInput(found)
    return report


def attach_file(
    session: Session,
    wanted: EvidenceRequest,
    checked: CheckedFile,
    key: str,
    *,
    inside: bool = True,
    now: datetime | None = None,
) -> EvidenceFile:
    """Attach a file that was checked to a line of a draft; `inside` keeps its content in the database."""
    saved_at = now or read_clock()
    report = read_open_report(session, wanted, len(checked.content), saved_at)
    plan = plan_queries.find_plan_id(session, wanted.plan)
    file = EvidenceFile(
        key=key,
        line=wanted.line,
        name=checked.name,
        kind=checked.kind,
        size=len(checked.content),
        digest=checked.digest,
        journal=wanted.journal.strip(),
        person=find_writer(session).key,
        saved_at=saved_at,
    )
    told = {name: getattr(file, name) for name in ("line", "name", "journal", "person", "saved_at")}
    kept = {"plan_id": plan, "key": key, "digest": file.digest, "size": file.size}
    content = checked.content if inside else None
    session.add(m.EvidenceFileRow(quarter=report.period.text, kind=file.kind.value, **told, **kept))
    session.add(m.EvidenceContent(content=content, **kept))
    session.flush()
    return file


def remove_file(
    session: Session, plan: str, key: str, store: EvidenceStore | None, now: datetime | None = None
) -> None:
    """Take a file out of a draft of a plan; what was handed in with it keeps it. Raises InvalidInput."""
    institution = plan_queries.read_plan(session, plan).institution
    rights.demand_right(session, Action.PREPARE, institution, in_part=True)
    f, c = m.EvidenceFileRow, m.EvidenceContent
    of = (
        select(f.quarter, f.line).join(m.Plan, m.Plan.id == f.plan_id).where(m.Plan.key == plan, f.key == key)
    )
    place = session.execute(of).first()
    if place is None:
        raise refuse("evidence_unknown", key)
    report = report_reading.read_report(
        session, plan, place.quarter, find_writer(session), now or read_clock()
    )
    if closed := report.find_fill_problem(place.line):
        raise InvalidInput([closed])
    session.execute(delete(f).where(f.key == key))
    if evidence_queries.is_declared(session, key):
        return
    outside = session.scalar(delete(c).where(c.key == key).returning(c.content.is_(None)))
    if outside and store is not None:
        # Not before it is certain that no row knows it.
        event.listen(session, "after_commit", lambda _: evidence_store.forget_content(store, key), once=True)


def keep_file(
    url: str, by: Person, wanted: EvidenceRequest, name: str, content: bytes, now: datetime | None = None
) -> EvidenceFile:
    """Check a file and attach it as somebody. Raises InvalidInput with what is wrong; nothing is kept then."""
    # Checked, and outside of the database kept, before other writers have to wait.
    checked, store = check_file(name, content), evidence_store.find_store()
    with evidence_store.keep_content(store, content) as key, open_writing(url, by) as session:
        return attach_file(session, wanted, checked, key, inside=store is None, now=now)


def take_file(url: str, by: Person, key: str) -> tuple[EvidenceFile, bytes] | None:
    """Fetch a file as somebody; None where there is none for them. One that was handed in is fetched on record."""
    # The content is fetched before other writers have to wait; what the policies let somebody see is asked after it.
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        if evidence_queries.find_file(session, key, by) is None:
            return None
        content = evidence_queries.read_content(session, key, evidence_store.find_store())
    with open_writing(url, by) as session:
        found = evidence_queries.find_file(session, key, by)
        if found is None:
            return None
        if content is None:
            raise refuse("evidence_content_missing", found.file.name)
        if found.declared and rights.may_person(session, by, Action.EXPORT, found.institution):
            subject = f"{found.institution}, {found.plan} {found.quarter}, {found.file.line} {key}"
            exports.record_export(session, Export.EVIDENCE, subject, found.institution)
    return found.file, content
