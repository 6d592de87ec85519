"""Each step with a report, tried on one of an institution's plan that is where the step may be taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models
from db.audit import chain
from db.evidence import evidence_commands
from db.evidence.evidence_commands import EvidenceRequest
from db.plans import indicator_commands
from db.reports import department_figures, draft_commands, report_reading, sheet_commands, step_commands
from db.reports.step_commands import StepRequest
from db.session import find_writer
from metrics.plan.indicator_history import IndicatorChange
from metrics.report.course import StepKind
from metrics.report.draft_fields import FieldChange
from metrics.report.evidence.file_inspection import check_file
from tests.files import PDF
from tests.matrix import ELSEWHERE, NEIGHBOUR, OWN
from tests.preparations import AfterAnother, Do

WORDS, KEY = "words", "0" * 32

BEFORE: dict[StepKind, tuple[str, ...]] = {
    StepKind.SENT: (),
    StepKind.APPROVED: (),
    StepKind.SHARED: (),
    StepKind.EXCEPTED: (),
    StepKind.NOTED: (),
    StepKind.TAKEN_BACK: ("sent",),
    StepKind.RETURNED: ("sent",),
    StepKind.ASKED: ("approved",),
    StepKind.RECEIVED: ("approved", "doubted"),
    StepKind.ANSWERED: ("approved", "asked"),
    StepKind.REOPENED: ("approved", "received"),
    StepKind.CONFIRMED: ("approved",),
    StepKind.DOUBTED: ("approved",),
    StepKind.REPLIED: ("approved", "doubted"),
    StepKind.REFUSED: ("approved", "doubted", "replied"),
}
"""The steps that come before each; an assessment goes by the same right as a confirmation."""
OF_MILESTONE = {StepKind.CONFIRMED, StepKind.DOUBTED, StepKind.REPLIED, StepKind.REFUSED}


def try_give(plans: dict[str, str]) -> Callable[[str], Do]:
    """A figure that is the department's to give, once somebody who is permitted to has made the series so."""

    def of(owner: str) -> Do:
        year, period = (2017, "2016-10/2017-09") if owner == ELSEWHERE else (2026, "2026Q3")
        since, at = date(year, 1, 1), datetime(year, 10, 5, tzinfo=UTC)
        owned = IndicatorChange(owner, "sygefravaer", since, at, "R", owner="department")
        typed = {(f"figure:sygefravaer:{period}", "value"): "6,4"}
        return AfterAnother(
            lambda session: indicator_commands.change_indicator(session, owned),
            lambda session: department_figures.give_figures(
                session, plans[owner], f"{year}Q3", typed, (), at
            ),
        )

    return of


def try_step(kind: StepKind, plans: dict[str, str], milestones: dict[str, str]) -> Callable[[str], Do]:
    """A step with a report of a day, or, where it has to have a deadline, of a quarter."""
    quarters = {OWN: "2026Q4", NEIGHBOUR: "2026Q4", ELSEWHERE: "2017Q4"}
    days = {OWN: "2026-11-01", NEIGHBOUR: "2026-11-01", ELSEWHERE: "2017-11-01"}

    def of(owner: str) -> Do:
        quarter = (quarters if kind in {StepKind.EXCEPTED, StepKind.NOTED} else days)[owner]
        row = f"milestone:{milestones[owner]}"
        rows = {StepKind.ASKED: (WORDS,), **dict.fromkeys(OF_MILESTONE, (row,))}.get(kind, ())
        until = date(2027, 3, 1) if kind is StepKind.EXCEPTED else None

        wanted = [StepRequest(plans[owner], quarter, kind, "W", rows, until)]

        def before(session: Session) -> None:
            plan = session.scalars(select(models.Plan.id).where(models.Plan.key == plans[owner])).one()
            begin(session, plan, quarter, BEFORE[kind], milestones[owner])
            chain.record_entry(session, "begun", plans[owner])
            if kind is StepKind.NOTED:
                wanted[:] = [replace(wanted[0], rows=_find_missing(session, wanted[0]), word="1,5")]

        return AfterAnother(before, lambda session: step_commands.take_step(session, wanted[0]))

    return of


def _find_missing(session: Session, wanted: StepRequest) -> tuple[str, ...]:
    """The first figure of a report that is not told."""
    by, now = find_writer(session), datetime.now(UTC)
    found = report_reading.read_report(session, wanted.plan, wanted.quarter, by, now)
    return tuple(found.ground.figures)[:1]


def begin(session: Session, plan: int, quarter: str, kinds: tuple[str, ...], milestone: str) -> None:
    """Put a report where the steps lead to, whoever tries the next: nobody is asked for a right here."""
    now, day = datetime.now(UTC), date.fromisoformat(quarter) if "Q" not in quarter else date(2017, 11, 1)
    texts = {"person": "x", "words": "", "word": "", "role": "chief"}
    lines = [{"key": WORDS}, {"key": f"milestone:{milestone}"}]
    said = {"line": WORDS, "field": "text", "text": "W", "person": "x", "version": 1}
    session.add(models.ReportDraftRow(plan_id=plan, quarter=quarter, saved_at=now, **said))
    for kind in kinds:
        rows = json.dumps([WORDS if kind == "asked" else f"milestone:{milestone}"])
        document = json.dumps({"lines": lines}) if kind == "approved" else None
        place = {"plan_id": plan, "quarter": quarter, "end": day, "recorded_at": now}
        session.add(models.ReportStepRow(kind=kind, rows=rows, document=document, **place, **texts))
    claim = {"criterion": milestone, "kind": "claimed", "on": day, "recorded_at": now, "entered_at": now}
    session.add(models.Event(plan_id=plan, **claim))
    session.flush()


def try_fill(plans: dict[str, str]) -> Callable[[str], Do]:
    """A text typed in a report of a day."""
    days = {OWN: "2026-11-01", NEIGHBOUR: "2026-11-01", ELSEWHERE: "2017-11-01"}

    def of(owner: str) -> Do:
        change = [FieldChange(WORDS, "text", "W")]
        return lambda session: draft_commands.save_fields(session, plans[owner], days[owner], change)

    return of


QUARTERS = {OWN: "2026Q4", NEIGHBOUR: "2026Q4", ELSEWHERE: "2017Q4"}


def try_sheet(plans: dict[str, str], milestones: dict[str, str], *, then_forget: bool) -> Callable[[str], Do]:
    """A spreadsheet handed in for the report of the last quarter, or let go of again."""

    def of(owner: str) -> Do:
        plan, quarter, now = plans[owner], QUARTERS[owner], datetime.now(UTC)
        day = f"{quarter[:4]}-11-01"
        text = (
            f"institution,indicator,period,value,source\n{owner},{plan}:{milestones[owner]},{day},claimed,J\n"
        )

        def do(session: Session) -> object:
            if then_forget:
                sheet_commands.forget_sheet(session, plan, quarter, now)
                return None
            return sheet_commands.keep_sheet(session, plan, quarter, "x.csv", text.encode(), now)

        return do

    return of


def try_attach(plans: dict[str, str], milestones: dict[str, str]) -> Callable[[str], Do]:
    """A file attached to a milestone in the report of the last quarter."""

    def of(owner: str) -> Do:
        wanted = EvidenceRequest(plans[owner], QUARTERS[owner], f"milestone:{milestones[owner]}")
        checked = check_file("x.pdf", PDF)
        return lambda session: evidence_commands.attach_file(session, wanted, checked, KEY)

    return of


def try_remove(plans: dict[str, str]) -> Callable[[str], Do]:
    """A file taken out of a draft to which somebody else has attached it."""

    def of(owner: str) -> Do:
        def do(session: Session) -> None:
            plan = session.scalars(select(models.Plan.id).where(models.Plan.key == plans[owner])).one()
            said = {"line": WORDS, "key": KEY, "name": "x.pdf", "kind": "pdf", "journal": "", "person": "x"}
            same = {"plan_id": plan, "quarter": QUARTERS[owner], "size": 1, "digest": "x"}
            session.add(models.EvidenceFileRow(saved_at=datetime.now(UTC), **said, **same))
            evidence_commands.remove_file(session, plans[owner], KEY, None)

        return do

    return of


def list_attempts(
    plans: dict[str, str], milestones: dict[str, str]
) -> dict[str, tuple[Callable[..., object], Callable[[str], Do]]]:
    """List what is done with reports: the command, and how it is used on what belongs to an institution."""
    return {
        "report_fill": (draft_commands.save_fields, try_fill(plans)),
        "sheet_keep": (sheet_commands.keep_sheet, try_sheet(plans, milestones, then_forget=False)),
        "sheet_forget": (sheet_commands.forget_sheet, try_sheet(plans, milestones, then_forget=True)),
        "figures_give": (department_figures.give_figures, try_give(plans)),
        "evidence_attach": (evidence_commands.attach_file, try_attach(plans, milestones)),
        "evidence_remove": (evidence_commands.remove_file, try_remove(plans)),
        **{f"report_{kind}": (step_commands.take_step, try_step(kind, plans, milestones)) for kind in BEFORE},
    }
