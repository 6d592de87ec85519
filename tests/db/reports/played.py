"""A year's report played by its parties, on a test's own database."""

from __future__ import annotations

from datetime import UTC, date, datetime

from db.reports import draft_commands, report_reading, step_commands
from db.reports.report_reading import ReportReading
from db.reports.step_commands import StepRequest, StepTaken
from db.scope import EVERYTHING, NOTHING
from db.session import open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.facts.import_answer import Question
from metrics.report.course import StepKind
from metrics.report.draft_fields import FieldChange, ReportDraft

PLAN, QUARTER = "cpr-2017", "2017Q2"
AREA = "Social- og Indenrigsministeriet"
NOW = datetime(2017, 7, 10, 9, tzinfo=UTC)


def hold(role: Role, area: str | None = None) -> Person:
    """Somebody with one role, of the institution unless an area is given."""
    institution = None if area else "cpr"
    given = Grant(role, date(2016, 1, 1), date(2100, 1, 1), institution, area)
    return Person(f"{role}@example.dk", (given,))


REPORTER, CHIEF, DEPUTY = hold(Role.REPORTER), hold(Role.CHIEF), hold(Role.DEPUTY)
CONTROLLER = hold(Role.CONTROLLER, area=AREA)


def fill(
    url: str, by: Person, *typed: tuple[str, str, str], quarter: str = QUARTER, now: datetime = NOW
) -> ReportDraft:
    """Type texts in fields, each having read what stands there."""
    with open_writing(url, by) as session:
        stands = report_reading.read_report(session, PLAN, quarter, by, now).draft.fields
        changes = [
            FieldChange(line, name, text, stands[line, name].version if (line, name) in stands else 0)
            for line, name, text in typed
        ]
        return draft_commands.save_fields(session, PLAN, quarter, changes, now)


def take(
    url: str,
    by: Person,
    kind: str,
    words: str = "",
    *rows: str,
    quarter: str = QUARTER,
    now: datetime = NOW,
    **said: object,
) -> StepTaken:
    """Take a step; figures of another magnitude are accepted."""
    accepted = (Question.JUMPS, Question.OLDER)
    wanted = StepRequest(PLAN, quarter, StepKind(kind), words, rows, accepted=accepted, **said)  # type: ignore[arg-type]
    with open_writing(url, by) as session:
        return step_commands.take_step(session, wanted, now)


def look(url: str, by: Person, quarter: str = QUARTER, now: datetime = NOW) -> ReportReading:
    """The report as somebody sees it."""
    prepares = EVERYTHING if by in (REPORTER, CHIEF, DEPUTY) else NOTHING
    with open_reading(url, sees=EVERYTHING, prepares=prepares) as session:
        return report_reading.read_report(session, PLAN, quarter, by, now)


def answer_everything(url: str, by: Person = REPORTER, quarter: str = QUARTER, now: datetime = NOW) -> None:
    """Type something sensible in every line that has to be answered."""
    typed: list[tuple[str, str, str]] = []
    for line in look(url, by, quarter, now).lines:
        if line.required:
            typed += _answer(line.key, counted=bool(line.figure and line.figure.counted))
    fill(url, by, *typed, quarter=quarter, now=now)


def _answer(key: str, *, counted: bool) -> list[tuple[str, str, str]]:
    kind, _, _ = key.partition(":")
    fields = {
        "figure": {"numerator": "95", "denominator": "100"} if counted else {"value": "9"},
        "milestone": {"status": "claimed", "on": "2017-04-01", "evidence": "2017-1"},
        "assessed": {"status": "met", "note": "N"},
        "goal": {"status": "expected_met"},
        "words": {"text": "W"},
    }[kind]
    if kind == "figure":
        fields |= {"cause": "C", "measure": "M"}
    return [(key, name, text) for name, text in fields.items()]
