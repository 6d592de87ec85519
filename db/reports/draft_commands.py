"""The command that saves what is typed in a report: each field as it is left, and nobody's newer text unseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, insert, tuple_
from sqlalchemy.orm import Session

from db import models as m
from db.clock import read_clock
from db.plans import plan_queries
from db.reports import report_reading
from db.reports.report_reading import ReportReading
from db.session import find_writer
from metrics.access import Action
from metrics.errors import InvalidInput, Problem
from metrics.report.draft_fields import (
    DraftField,
    FieldChange,
    ReportDraft,
    displace_fields,
    find_save_problems,
)
from metrics.report.report_ground import ReportGround


def save_fields(
    session: Session, plan: str, quarter: str, changes: Sequence[FieldChange], now: datetime | None = None
) -> ReportDraft:
    """Save fields of a draft, all or none, and return the draft.

    Raises InvalidInput with every reason: `field_changed_since` tells whose newer text stands there and what it says.
    """
    saved_at = now or read_clock()
    ground = report_reading.read_ground(session, plan, quarter, saved_at)
    return save_fields_on(session, ground, changes, saved_at)


def save_fields_on(
    session: Session, ground: ReportGround, changes: Sequence[FieldChange], now: datetime
) -> ReportDraft:
    """Save fields of a draft of which the ground is known, so that a save costs the same however much data there is.

    Raises InvalidInput as `save_fields` does.
    """
    report = report_reading.read_report_on(session, ground, find_writer(session), now)
    if refused := report.taker.refuse(Action.PREPARE, in_part=True):
        raise InvalidInput([refused])
    return save_fields_of(session, report, changes)


def save_fields_of(session: Session, report: ReportReading, changes: Sequence[FieldChange]) -> ReportDraft:
    """Save fields of a draft of a report that has been read in the same transaction."""
    lines = {line.key: line for line in report.lines}
    found = [*_find_closed(report, changes), *find_save_problems(changes, report.draft, lines)]
    if found:
        raise InvalidInput(found)
    fields, writer = dict(report.draft.fields), find_writer(session)
    for change in displace_fields(changes, report.draft):
        stands = fields.get(change.place)
        # A text that is taken away stands as an empty one: a field that nobody has touched may be filled beforehand.
        if stands is None or change.text != stands.text:
            version = stands.version + 1 if stands else 1
            fields[change.place] = DraftField(*change.place, change.text, writer.key, report.now, version)
    saved = [one for place, one in fields.items() if one is not report.draft.fields.get(place)]
    replace_rows(session, (report.plan.id, report.period.text), saved)
    return replace(report.draft, fields=fields)


def keep_field(session: Session, report: ReportReading, place: tuple[str, str], text: str) -> None:
    """Keep something beside the fields of a draft, in place of what was kept there."""
    stands = report.draft.fields.get(place)
    version = stands.version + 1 if stands else 1
    field = DraftField(*place, text, find_writer(session).key, report.now, version)
    replace_rows(session, (report.plan.id, report.period.text), [field])


def replace_rows(session: Session, of: tuple[str, str], saved: Sequence[DraftField]) -> None:
    """Put what is saved of a plan and a quarter where it stood: three statements, however many fields it is."""
    if not saved:
        return
    d, (plan, quarter) = m.ReportDraftRow, of
    owner = plan_queries.find_plan_id(session, plan)
    places = tuple_(d.line, d.field).in_([one.place for one in saved])
    session.execute(delete(d).where(d.plan_id == owner, d.quarter == quarter, places))
    rows = [
        {
            "plan_id": owner,
            "quarter": quarter,
            "line": one.line,
            "field": one.name,
            "text": one.text,
            "person": one.person,
            "saved_at": one.saved_at,
            "version": one.version,
        }
        for one in saved
    ]
    session.execute(insert(d), rows)


def _find_closed(report: ReportReading, changes: Sequence[FieldChange]) -> Iterator[Problem]:
    """Find the lines that cannot be written in now."""
    for line in dict.fromkeys(change.line for change in changes):
        if found := report.find_fill_problem(line):
            yield found
