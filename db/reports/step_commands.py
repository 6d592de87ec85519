"""The command that takes a step with a report: checked, recorded with what it changes and what it keeps, in one act."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import plan_queries
from db.reports import receipts, report_reading
from db.reports.report_reading import ReportReading
from db.results import result_commands
from db.results.import_ground import read_import_ground
from db.session import find_writer
from metrics.errors import InvalidInput, Problem
from metrics.facts.awaited_rows import find_awaited_problems
from metrics.facts.import_answer import ImportAnswer, Question, build_answer
from metrics.facts.known_rows import KnownRows
from metrics.facts.numbers import read_number, write_plain_number
from metrics.facts.results_file import SortedRows
from metrics.facts.schema import Event, EventKind
from metrics.report.course import ReportStep, StepKind
from metrics.report.document import Document, declare_draft, merge_answers
from metrics.report.draft_check import DraftCheck
from metrics.report.next_steps import ACTION, IN_PART, find_step_problems

SETTLING = {StepKind.CONFIRMED: EventKind.MET, StepKind.REFUSED: EventKind.NOT_MET}


@dataclass(frozen=True, slots=True)
class StepRequest:
    """A step that somebody wants to take with a plan's report for a quarter, or for a day."""

    plan: str
    quarter: str
    kind: StepKind
    words: str = ""
    rows: tuple[str, ...] = ()
    until: date | None = None
    word: str = ""
    accepted: tuple[Question, ...] = ()
    """What the rows ask that has been answered with a yes."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step as it was recorded; at approval and in an answer with what became of the rows."""

    step: ReportStep
    answer: ImportAnswer | None = None


def take_step(session: Session, wanted: StepRequest, now: datetime | None = None) -> StepTaken:
    """Take a step with a report. All of it is recorded, or nothing. Raises InvalidInput with everything wrong.

    At approval and in an answer the draft's rows become results and events, as those of a file would, under the name of
    who approves.
    """
    at, writer = now or read_clock(), find_writer(session)
    institution = plan_queries.read_plan(session, wanted.plan).institution
    rights.demand_right(session, ACTION[wanted.kind], institution, in_part=wanted.kind in IN_PART)
    # What a receipt foresees may follow from other plans' history.
    receives = wanted.kind is StepKind.RECEIVED
    report = report_reading.read_report(session, wanted.plan, wanted.quarter, writer, at, among_all=receives)
    step = _make_step(report, wanted)
    if found := find_step_problems(report.course, step, report.taker, report.ground):
        raise InvalidInput(found)
    document, answer = None, None
    match wanted.kind:
        case StepKind.SENT:
            _demand_complete(report.check, None)
        case StepKind.APPROVED:
            document, answer = _record_draft(session, report, wanted.accepted, None)
        case StepKind.ANSWERED:
            document, answer = _record_draft(session, report, wanted.accepted, report.course.asked)
        case StepKind.SHARED:
            document = declare_draft(report.check, report.draft, report.period, report.plan_version)
        case StepKind.RECEIVED:
            document = receipts.describe_report(session, report, report.score.facts)
        case StepKind.CONFIRMED | StepKind.REFUSED | StepKind.ASSESSED:
            result_commands.add_rows(session, [], [_make_verdict(report, step)], at)
    number = _add_step(session, report, step, document)
    if wanted.kind is StepKind.SENT and report.thresholds.unapproved_seen:
        shared = declare_draft(report.check, report.draft, report.period, report.plan_version)
        _add_step(session, report, replace(step, kind=StepKind.SHARED), shared)
    subject = f"{institution}, {report.plan.id} {report.period.text}"
    chain.record_entry(session, f"report.{wanted.kind}", subject)
    return StepTaken(replace(step, number=number), answer)


def _make_step(report: ReportReading, wanted: StepRequest) -> ReportStep:
    role = report.taker.find_role(wanted.kind)
    assert role is not None  # the right was demanded
    words, person = wanted.words.strip(), report.taker.person.key
    word = wanted.word.strip()
    if wanted.kind is StepKind.NOTED and (number := read_number(word)) is not None:
        word = write_plain_number(number)
    return ReportStep(wanted.kind, person, role, report.now, words, wanted.rows, wanted.until, word)


def _demand_complete(check: DraftCheck, only: Collection[str] | None) -> None:
    """Demand that nothing is missing or wrong, in the whole report or in some lines."""
    if found := list(_select(check, only)):
        raise InvalidInput(found)


def _select(check: DraftCheck, only: Collection[str] | None) -> Iterator[Problem]:
    for one, problem in zip(check.problems, check.blocking, strict=True):
        if only is None or one.line in only:
            yield problem


def _record_draft(
    session: Session, report: ReportReading, accepted: Collection[Question], only: Collection[str] | None
) -> tuple[Document, ImportAnswer]:
    """Record what the draft says as results and events; return what is declared by it, and what became of the rows."""
    # What becomes results is held against what every plan reads of the institutions it is about, as a file is.
    about = {report.plan.institution, *(owner for owner, _ in report.plan.series())}
    ground = read_import_ground(session, about)
    check = replace(report, accepted=ground.accepted).check
    _demand_complete(check, only)
    chosen = SortedRows(
        [(key, made) for key, made in check.results if only is None or key in only],
        [(key, made) for key, made in check.events if only is None or key in only],
    )
    told = ground.observations, ground.events
    if stands := list(find_awaited_problems(chosen.results, told[0])):
        raise InvalidInput(stands)
    known = KnownRows(*told, report.now)
    answer = build_answer(chosen, known, ground.plans, ground.catalogue, ground.accepted.find_use)
    if asked := answer.ask(accepted):
        raise InvalidInput(asked)
    result_commands.add_rows(session, answer.results, answer.events, report.now)
    declared = declare_draft(check, report.draft, report.period, report.plan_version)
    if only is None:
        return declared, answer
    answered = {**declared, "lines": [line for line in declared["lines"] if line["key"] in only]}
    return merge_answers({**report.declared, "known_at": declared["known_at"]}, answered), answer


def _make_verdict(report: ReportReading, step: ReportStep) -> Event:
    """Make the event that a verdict of the department is: of a milestone on the day it was done.

    Any other is of the day that the report is made up as of, so that the receipt that waited for it has it too.
    """
    criterion, on = step.rows[0].partition(":")[2], report.score.facts.as_of
    said = report.score.facts.events.get((report.plan.id, criterion))
    if step.kind is StepKind.CONFIRMED:
        assert said is not None
        return Event(report.plan.id, criterion, EventKind.MET, said.on, step.words or None)
    if step.kind is StepKind.REFUSED:
        return Event(report.plan.id, criterion, EventKind.NOT_MET, on, step.words)
    plain = step.word in (EventKind.MET, EventKind.NOT_MET)
    kind = EventKind(step.word) if plain else EventKind.WORD
    word = None if plain else step.word
    return Event(report.plan.id, criterion, kind, on, step.words, word=word)


def _add_step(session: Session, report: ReportReading, step: ReportStep, document: Document | None) -> int:
    owner = plan_queries.find_plan_id(session, report.plan.id)
    row = m.ReportStepRow(
        plan_id=owner,
        quarter=report.period.text,
        end=report.period.end,
        due=report.due,
        kind=step.kind.value,
        person=step.person,
        role=step.role.value,
        words=step.words,
        rows=json.dumps(step.rows),
        until=step.until,
        word=step.word,
        document=None if document is None else json.dumps(document, ensure_ascii=False, sort_keys=True),
        recorded_at=step.at,
    )
    session.add(row)
    session.flush()
    return row.id
