"""A results file for a quarter that has an open report fills its draft; all else in the file is recorded directly.

A plan is reported on here from the first quarter whose report is begun: something is typed, or a step was taken. From
then on a row goes to the draft where a line of a report that is not handed in asks for it, of a quarter that has ended.
Rows that say when they were recorded, of earlier quarters, of other institutions and of plans that are not reported on
here are recorded directly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from db.people import rights
from db.plans import plan_queries
from db.reports import draft_commands, report_queries, report_reading
from db.reports.report_reading import ReportReading
from db.results.import_ground import FEW
from db.session import find_writer
from metrics.access import Action
from metrics.facts.import_answer import AnswerLine, ImportAnswer, RowFate
from metrics.facts.numbers import write_plain_number
from metrics.facts.reports.line_keys import LineKind
from metrics.facts.schema import EXPECTATIONS, Event, EventKind, Result
from metrics.facts.tables.file_words import PRECISION_WORDS
from metrics.followup.owed_rows import list_quarters
from metrics.periods import find_danish_day, find_day_start
from metrics.plan.model import Plan
from metrics.plan.terms import Precision
from metrics.report.draft_fields import FieldChange
from metrics.report.lines import ReportLine

_PRECISIONS = {precision: word for word, precision in reversed([*PRECISION_WORDS.items()])}


@dataclass(frozen=True, slots=True)
class FilledDraft:
    """A draft that rows of a file were put in, and how many."""

    plan: str
    quarter: str
    rows: int


def fill_drafts(
    session: Session, answer: ImportAnswer, now: datetime
) -> tuple[ImportAnswer, tuple[FilledDraft, ...]]:
    """Put rows in the drafts that ask for them; return the answer without those, and the drafts.

    Raises InvalidInput (`field_changed_since`) where somebody else's text stands there, and `not_permitted`.
    """
    filled: list[FilledDraft] = []
    gone: set[int] = set()
    for plan, begun in _find_begun(session, _find_asked(session, answer)):
        for report in _list_open(session, plan, begun, now):
            wanted = {
                place: found
                for place, row in sorted(enumerate(answer.lines), key=lambda one: is_chosen(one[1]))
                if place not in gone and (found := find_line(report, row))
            }
            if wanted:
                rights.demand_right(session, Action.PREPARE, plan.institution, in_part=True)
                # Of a figure that several sources tell, the one that is chosen is last and stands.
                told = {line.key: (line, fields) for line, fields in wanted.values()}
                changes = [one for line, fields in told.values() for one in _change(report, line, fields)]
                draft_commands.save_fields_of(session, report, changes)
                filled.append(FilledDraft(plan.id, report.period.text, len(wanted)))
                gone |= wanted.keys()
    rest = tuple(row for place, row in enumerate(answer.lines) if place not in gone)
    return replace(answer, lines=rest), tuple(filled)


def _find_asked(session: Session, answer: ImportAnswer) -> list[Plan]:
    """Find the signed plans that rows may be about: what they read, or what is said of them."""
    every = [row.made for row in answer.lines if row.fate is not RowFate.SAME]
    series = {(made.institution, made.indicator) for made in every if isinstance(made, Result)}
    named = {made.plan for made in every if isinstance(made, Event)}
    owners = {owner for owner, _ in series}
    plans = [*plan_queries.read_plans(session, about=owners if len(owners) <= FEW else None)]
    others = named - {plan.id for plan in plans}
    plans += plan_queries.read_plans(session, keys=others) if others else []
    return [
        plan for plan in plans if plan.locked and (plan.id in named or not series.isdisjoint(plan.series()))
    ]


def _find_begun(session: Session, plans: Sequence[Plan]) -> Iterator[tuple[Plan, set[str]]]:
    """Find the quarters of each plan whose reports are begun."""
    writer = find_writer(session)
    # Of what the institution types only itself knows anything.
    prepared = {
        plan.id
        for plan in plans
        if rights.may_person(session, writer, Action.PREPARE, plan.institution, in_part=True)
    }
    begun = report_queries.read_begun(session, {plan.id for plan in plans}, prepared)
    for plan in plans:
        yield plan, {quarter for key, quarter in begun if key == plan.id}


def _list_open(
    session: Session, plan: Plan, begun: Collection[str], now: datetime
) -> Iterator[ReportReading]:
    """List the reports of quarters that have ended and are not handed in, or are asked about; oldest first."""
    writer = find_writer(session)
    first = min((quarter.end for quarter in list_quarters(plan) if quarter.text in begun), default=None)
    for quarter in list_quarters(plan):
        if first is not None and first <= quarter.end < find_danish_day(now):
            course = report_queries.read_course(session, plan.id, quarter.text)
            if course.handed_in is None or course.asked:
                yield report_reading.read_report(session, plan.id, quarter.text, writer, now)


def is_chosen(row: AnswerLine) -> bool:
    """Whether a row is the one that is chosen among the sources of a figure."""
    return isinstance(row.made, Result) and row.made.chosen


def find_line(report: ReportReading, row: AnswerLine) -> tuple[ReportLine, dict[str, str]] | None:
    """Find the line that asks for a row, and what it says in the line's fields; None where none does."""
    made = row.made
    if row.fate is RowFate.SAME or _is_dated(made):
        return None
    for line in report.lines:
        if isinstance(made, Result):
            if line.kind is LineKind.FIGURE and _is_asked(line, made) and report.course.may_fill(line.key):
                return line, write_result(made)
        elif made.plan == report.plan.id and _is_about(line, made) and report.course.may_fill(line.key):
            return line, write_event(line, made)
    return None


def _is_dated(made: Result | Event) -> bool:
    """Whether a row itself says when it was recorded; what a load of the past is dated by does not count."""
    if made.recorded is None:
        return False
    return not made.backfilled if isinstance(made, Result) else made.recorded != find_day_start(made.on)


def _is_asked(line: ReportLine, made: Result) -> bool:
    assert line.figure is not None
    period = line.figure.period.text
    return (
        line.figure.series == (made.institution, made.indicator)
        and period == made.period
        and not made.withdrawn
    )


def _is_about(line: ReportLine, made: Event) -> bool:
    """Whether a line asks for what is said: a claim of its milestone, or what is expected of its only test."""
    if line.criteria != (made.criterion,):
        return False
    if line.kind is LineKind.MILESTONE:
        return made.kind is EventKind.CLAIMED
    if line.kind is LineKind.NUMBER:
        return made.kind is EventKind.EXPECTED_NUMBER
    return line.kind is LineKind.EXPECTATION and made.kind in EXPECTATIONS


def write_result(made: Result) -> dict[str, str]:
    """Write what a result says as the fields of its line."""
    numbers = ("value", "numerator", "denominator", "exempt")
    return {
        **{name: _write(getattr(made, name)) for name in numbers},
        "precision": "" if made.precision is Precision.EXACT else _PRECISIONS[made.precision],
        **{name: "ja" if getattr(made, name) else "" for name in ("chosen", "provisional")},
        "source": made.source or "",
        "cause": made.note or "",
        "awaited": made.awaited.isoformat() if made.awaited else "",
    }


def write_event(line: ReportLine, made: Event) -> dict[str, str]:
    """Write what is said of a criterion as the fields of its line."""
    if line.kind is LineKind.NUMBER:
        return {"number": _write(made.value), "note": made.note or "", "source": made.source or ""}
    said = {"status": made.kind.value, "note": made.note or ""}
    if line.kind is LineKind.MILESTONE:
        return said | {"on": made.on.isoformat(), "evidence": made.source or ""}
    return said | {"source": made.source or ""}


def _write(number: Decimal | None) -> str:
    return "" if number is None else write_plain_number(number.normalize()).replace(".", ",")


def _change(report: ReportReading, line: ReportLine, fields: dict[str, str]) -> Iterator[FieldChange]:
    """Make the changes of a line; what somebody else has typed there counts as not seen."""
    for name, text in fields.items():
        stands = report.draft.fields.get((line.key, name))
        if text or stands:
            own = stands is not None and (stands.person == report.taker.person.key or not stands.text)
            yield FieldChange(line.key, name, text, stands.version if stands and own else 0)
