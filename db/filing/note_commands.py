"""The command that files a note to the department's head: what it said is kept, and a later one is a row of its own."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.filing.document_rows import name_document
from db.people import rights
from db.plans import institution_queries, plan_queries
from db.session import find_writer
from metrics.access import Role
from metrics.annual.annual_course import find_acting_role
from metrics.errors import refuse
from metrics.filing.filed_document import Content, FiledKind
from metrics.paper.kinds import OWN_PAPERS
from metrics.periods import find_danish_day


def file_note(session: Session, plan: str, document: Content, now: datetime | None = None) -> str:
    """Keep a note about a signed plan as what it says, and return its key in the journal.

    Raises InvalidInput (`plan_unknown`, `not_permitted`, `before_signing`).
    """
    at, about = now or read_clock(), plan_queries.read_plan(session, plan)
    rights.demand_right(session, OWN_PAPERS, about.institution)
    if not about.locked:
        raise refuse("before_signing", "plan", stage=about.stage)
    writer, day = find_writer(session), find_danish_day(at)
    resources = {one.institution: one for one in institution_queries.read_resources(session, day)}
    # The right was demanded, so there is a role that gives it.
    role = find_acting_role(writer, OWN_PAPERS, resources[about.institution], day) or Role.READER
    row = m.FiledNoteRow(
        plan_id=plan_queries.find_plan_id(session, plan),
        person=writer.key,
        role=role.value,
        document=json.dumps(document, ensure_ascii=False),
        recorded_at=at,
    )
    session.add(row)
    chain.record_entry(session, "journal.filed", plan)
    return name_document(FiledKind.NOTE, row.id)
