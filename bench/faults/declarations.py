"""A report killed while it is sent and while it is approved: after each of the rows added, and before the commit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.faults.imports import MOST_STOPS, stop_after
from bench.faults.kills import Outcome, time_faults
from bench.faults.nursery import kill_stopped, open_nursery
from db import backup, session
from db.audit import chain
from db.plans import plan_commands, plan_file
from db.reports import draft_commands, report_reading, step_commands
from db.reports.report_reading import ReportReading
from db.reports.step_commands import StepRequest
from db.scope import EVERYTHING
from db.upgrade import migrate
from metrics.facts.reports.line_keys import LineKind
from metrics.report.course import StepKind
from metrics.report.draft_fields import FieldChange

PLAN, QUARTER = "cpr-2017", "2017Q2"
NOW = datetime(2017, 7, 10, 9, tzinfo=UTC)
SOURCE = Path(plan_file.__file__).parents[1] / "sources" / f"{PLAN}.toml"
PLACES = 12  # an approval adds its rows by fewer statements; past the last one it stops before the commit
KILLED = (StepKind.SENT, StepKind.APPROVED)
TYPED = {
    LineKind.MILESTONE: {"status": "claimed", "on": "2017-06-01", "evidence": "2017-1"},
    LineKind.EXPECTATION: {"status": "expected_met", "note": "N"},
    LineKind.WORDS: {"text": "W"},
}


def declare_and_stop(url: str, first: int, tell: int) -> None:
    """Send or approve the report, and stop for ever after one of the rows added, or before the commit.

    `first` is the number of the step among those killed times `MOST_STOPS`, and the number of rows to come through.
    """
    kind, through = divmod(first, MOST_STOPS)
    stop_after(url, through, tell)
    take(url, KILLED[kind])


def kill_declarations(count: int, new: Callable[[int], str]) -> Outcome:
    """Kill sendings and approvals in turn, at each place. `new` makes a database and returns its address."""
    outcome, url = Outcome(), new(0)
    prepare(url)
    with time_faults(outcome):
        for fault in range(count):
            kind, through = fault % 2, fault // 2 % PLACES + 1
            _kill_one(url, kind, through, outcome)
            take(url, KILLED[kind])
            outcome.kept += 1
            if kind:  # approved: a correction begins, to be sent and approved again
                take(url, StepKind.RECEIVED)
                take(url, StepKind.REOPENED, "R")
            outcome.faults += 1
    return outcome


def _kill_one(url: str, kind: int, through: int, outcome: Outcome) -> None:
    before, typed = backup.read_contents(url), read(url).draft.fields
    process, pipe = open_nursery().start("declarations", url, kind * MOST_STOPS + through)
    if not kill_stopped(process, pipe):
        outcome.lost.append(f"{KILLED[kind]} was not stopped")
    with session.open_writing(url, session.MACHINE) as db:  # what it held has been released
        outcome.lost += [f"the audit: {problem}" for problem in chain.find_chain_problems(db)]
    if backup.read_contents(url) != before:
        outcome.lost.append(f"{KILLED[kind]} left something after {through}")
    if read(url).draft.fields != typed:
        outcome.lost.append(f"the draft is not what it was when {KILLED[kind]} was killed")


def prepare(url: str) -> None:
    """Make a database with a plan, and in the draft of its report all that has to be answered."""
    migrate(url)
    with session.open_writing(url, session.MACHINE) as db:
        plan = plan_file.parse_plan(SOURCE.read_text(encoding="utf-8"))
        plan_commands.import_plan(db, plan, NOW - timedelta(days=200))
    changes = [
        FieldChange(line.key, name, text)
        for line in read(url).lines
        for name, text in TYPED.get(line.kind, {}).items()
    ]
    with session.open_writing(url, session.MACHINE) as db:
        draft_commands.save_fields(db, PLAN, QUARTER, changes, NOW)
    session.open_engine(url).dispose()


def read(url: str) -> ReportReading:
    """Read the report."""
    with session.open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as db:
        return report_reading.read_report(db, PLAN, QUARTER, session.MACHINE, NOW)


def take(url: str, kind: StepKind, words: str = "") -> None:
    """Take a step with the report, each milestone being confirmed before it is received."""
    rows = [*read(url).ground.claimed] if kind is StepKind.RECEIVED else []
    for row in rows:
        _take(url, StepRequest(PLAN, QUARTER, StepKind.CONFIRMED, rows=(row,)))
    _take(url, StepRequest(PLAN, QUARTER, kind, words))


def _take(url: str, wanted: StepRequest) -> None:
    with session.open_writing(url, session.MACHINE) as db:
        step_commands.take_step(db, wanted, NOW)
