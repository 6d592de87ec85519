"""The commands of a year's settlement: what is typed of its analysis is saved, and both parties approve it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.annual import annual_queries, annual_reading
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import institution_queries, plan_queries
from db.reports import draft_commands
from db.session import find_writer
from metrics.access import Action, Role
from metrics.annual.analysis import CHOSEN, AnalysisField, make_line, name_draft
from metrics.annual.annual_course import (
    ACTION,
    AnnualAct,
    AnnualActDone,
    find_act_problems,
    find_acting_role,
    find_year_problem,
)
from metrics.errors import InvalidInput, Problem
from metrics.periods import find_danish_day
from metrics.plan.model import Plan
from metrics.report.draft_fields import DraftField, FieldChange, ReportDraft, find_change_problem
from metrics.score.contract_years import find_asked_year, split_into_years


@dataclass(frozen=True, slots=True)
class AnnualRequest:
    """An act that somebody wants to do with the settlement of a plan's year; of a contract, of one of its years."""

    plan: str
    act: AnnualAct
    words: str = ""
    year: int | None = None


def save_analysis(
    session: Session,
    plan_key: str,
    changes: Sequence[FieldChange],
    now: datetime | None = None,
    year: int | None = None,
) -> ReportDraft:
    """Save fields of the analysis, all or none, and return the draft.

    Raises InvalidInput with every reason: `field_changed_since` tells whose newer text stands there and what it says.
    """
    saved_at, plan = now or read_clock(), plan_queries.read_plan(session, plan_key)
    rights.demand_right(session, Action.PREPARE, plan.institution)
    plan, year = _pick_year(plan, find_danish_day(saved_at), year)
    draft = annual_queries.read_analysis(session, plan_key, year)
    if found := list(_find_save_problems(plan, draft, changes, saved_at)):
        raise InvalidInput(found)
    fields, writer = dict(draft.fields), find_writer(session)
    for change in changes:
        stands = fields.get(change.place)
        if stands is None or change.text != stands.text:
            version = stands.version + 1 if stands else 1
            fields[change.place] = DraftField(*change.place, change.text, writer.key, saved_at, version)
    saved = [one for place, one in fields.items() if one is not draft.fields.get(place)]
    draft_commands.replace_rows(session, (plan_key, name_draft(year)), saved)
    return replace(draft, fields=fields)


def _pick_year(plan: Plan, day: date, asked: int | None) -> tuple[Plan, int | None]:
    """Pick the year of a contract that is written of; of any other plan all of it."""
    year = find_asked_year(plan, day, asked)
    return (split_into_years(plan)[year] if year else plan), year


def _find_save_problems(
    plan: Plan, draft: ReportDraft, changes: Sequence[FieldChange], now: datetime
) -> Iterator[Problem]:
    if untimely := find_year_problem(plan, find_danish_day(now)):
        yield untimely
        return
    lines = {make_line(goal.number) for goal in plan.goals}
    for change in changes:
        if change.line not in lines or change.name not in (CHOSEN, *AnalysisField):
            yield Problem("field_not_there", f"{change.line}, {change.name}")
        elif problem := find_change_problem(change, draft):
            yield problem


def take_annual_act(session: Session, wanted: AnnualRequest, now: datetime | None = None) -> AnnualActDone:
    """Approve the settlement of a year, agree to it, or send it back. Raises InvalidInput with everything wrong."""
    at, writer = now or read_clock(), find_writer(session)
    institution = plan_queries.read_plan(session, wanted.plan).institution
    rights.demand_right(session, ACTION[wanted.act], institution)
    today = find_danish_day(at)
    prepares = rights.has_right(session, Action.PREPARE, institution)
    reading = annual_reading.read_annual(session, wanted.plan, today, at, prepares=prepares, year=wanted.year)
    words = wanted.words.strip()
    if found := find_act_problems(reading.course, wanted.act, words, reading.ground):
        raise InvalidInput(found)
    resources = {one.institution: one for one in institution_queries.read_resources(session, today)}
    # The right was demanded; where it had not been, the database would refuse the row.
    role = find_acting_role(writer, ACTION[wanted.act], resources[institution], today) or Role.READER
    approved = dict(reading.ground.document) if wanted.act is AnnualAct.APPROVED else None
    version = plan_queries.read_newest_number(session, wanted.plan)
    done = AnnualActDone(wanted.act, writer.key, role, at, words, version, approved, year=reading.year)
    number = _add_act(session, wanted.plan, done)
    chain.record_entry(session, f"annual.{wanted.act}", f"{institution}, {wanted.plan}")
    return replace(done, number=number)


def _add_act(session: Session, plan: str, done: AnnualActDone) -> int:
    owner = session.scalars(select(m.Plan.id).where(m.Plan.key == plan)).one()
    row = m.AnnualActRow(
        plan_id=owner,
        number=done.version,
        act=done.act.value,
        person=done.person,
        role=done.role.value,
        words=done.words,
        document=json.dumps(done.document, ensure_ascii=False, sort_keys=True) if done.document else None,
        recorded_at=done.at,
        year=done.year,
    )
    session.add(row)
    session.flush()
    return row.id
