"""The command by which the department gives its own figures of a plan, and those it fetches from central sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from db.clock import read_clock
from db.reports import report_reading
from db.results import result_commands
from db.results.raw_rows import ResultsFile
from db.session import find_writer
from metrics.errors import InvalidInput, Problem, refuse
from metrics.facts.import_answer import Question
from metrics.facts.reports.line_keys import LineKind
from metrics.periods import find_danish_day
from metrics.report.declared_rows import make_rows
from metrics.report.draft_fields import FIELDS, DraftField, ReportDraft

Typed = Mapping[tuple[str, str], str]
"""What is typed, by line and field."""


def give_figures(
    session: Session,
    plan: str,
    quarter: str,
    typed: Typed,
    accepted: Collection[Question] = (),
    now: datetime | None = None,
) -> int:
    """Record the figures that the department gives for a plan's quarter, as a file's rows would be; return how many.

    Raises InvalidInput with everything that is wrong, and what the figures ask that is not `accepted`.
    """
    at, writer = now or read_clock(), find_writer(session)
    report = report_reading.read_report(session, plan, quarter, writer, at)
    known = {(line.key, name) for line in report.others for name in FIELDS[LineKind.FIGURE]}
    if strange := [", ".join(place) for place in typed if place not in known]:
        raise InvalidInput([Problem("field_not_there", place) for place in strange])
    fields = (DraftField(*place, text, writer.key, at, 1) for place, text in typed.items())
    rows = make_rows(report.others, ReportDraft.of(fields), report.plan, find_danish_day(at))
    if not rows:
        raise refuse("figures_empty", "")
    answer = result_commands.answer_file(session, ResultsFile([row for _, row in rows]), at)
    if asked := answer.ask(accepted):
        raise InvalidInput(asked)
    return result_commands.record_answer(session, answer, at)
