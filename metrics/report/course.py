"""The course of a report: the steps taken with it, and the state that follows from them and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from metrics.access import Role


class ReportState(StrEnum):
    """Where a report stands. Only `OPEN` and `DRAFT` are told apart by something else than its steps: a draft."""

    OPEN = "open"
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"
    ASKED = "asked"
    RECEIVED = "received"


class StepKind(StrEnum):
    """What is done with a report, or with a row of it. Each is a row of its own that is never changed."""

    SENT = "sent"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"
    APPROVED = "approved"
    ASKED = "asked"
    ANSWERED = "answered"
    RECEIVED = "received"
    REOPENED = "reopened"
    EXCEPTED = "excepted"
    SHARED = "shared"
    NOTED = "noted"
    CONFIRMED = "confirmed"
    DOUBTED = "doubted"
    REPLIED = "replied"
    REFUSED = "refused"
    ASSESSED = "assessed"


LEADS_TO = {
    StepKind.SENT: ReportState.SENT,
    StepKind.TAKEN_BACK: ReportState.DRAFT,
    StepKind.RETURNED: ReportState.RETURNED,
    StepKind.APPROVED: ReportState.APPROVED,
    StepKind.ASKED: ReportState.ASKED,
    StepKind.ANSWERED: ReportState.APPROVED,
    StepKind.RECEIVED: ReportState.RECEIVED,
    StepKind.REOPENED: ReportState.DRAFT,
}
"""The state that each step leads to; the others leave the report where it is."""

OF_A_ROW = frozenset(
    {StepKind.CONFIRMED, StepKind.DOUBTED, StepKind.REPLIED, StepKind.REFUSED, StepKind.ASSESSED}
)
"""Steps about one row, which leave the report where it is."""

FREEZING = frozenset({StepKind.APPROVED, StepKind.ANSWERED, StepKind.RECEIVED, StepKind.SHARED})
"""Steps that keep a document of how everything was."""

OF_INSTITUTION_ALONE = frozenset({StepKind.SENT, StepKind.TAKEN_BACK, StepKind.RETURNED})
"""Steps that the department is not shown: until the chief approves, nothing has been handed in."""


@dataclass(frozen=True, slots=True)
class ReportStep:
    """One step: who took it, in which role, when and with which words; `rows` are the keys of the lines it is about.

    `until` is the new due day of an exception, `word` the verdict of an assessment. `number` is the database's.
    """

    kind: StepKind
    person: str
    role: Role
    at: datetime
    words: str = ""
    rows: tuple[str, ...] = ()
    until: date | None = None
    word: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class ReportCourse:
    """A plan's report for a quarter, or one of a day (`2026-11-20`) without a quarter, with its steps in order."""

    plan: str
    quarter: str
    steps: tuple[ReportStep, ...] = ()
    drafted: bool = False
    """Whether somebody has begun to fill it in."""

    @property
    def state(self) -> ReportState:
        """Where the report stands."""
        moved = [LEADS_TO[step.kind] for step in self.steps if step.kind in LEADS_TO]
        if moved:
            return moved[-1]
        return ReportState.DRAFT if self.drafted else ReportState.OPEN

    @property
    def version(self) -> int:
        """The number of the version at hand: each correction of a received report begins a new one."""
        return 1 + sum(step.kind is StepKind.REOPENED for step in self.steps)

    @property
    def own_steps(self) -> tuple[ReportStep, ...]:
        """The steps taken with the version at hand."""
        opened = [place for place, step in enumerate(self.steps, 1) if step.kind is StepKind.REOPENED]
        return self.steps[opened[-1] :] if opened else self.steps

    @property
    def asked(self) -> frozenset[str]:
        """The keys of the rows the department has asked about and the institution has not answered."""
        last = self.find_last(StepKind.ASKED) if self.state is ReportState.ASKED else None
        return frozenset(last.rows if last else ())

    @property
    def stand_ins(self) -> dict[str, ReportStep]:
        """The figures the department has noted itself in the place of missing ones, by row; none once it is handed in.

        They count in nothing: a step's `word` is the number, and its words say where that is from.
        """
        if self.handed_in:
            return {}
        return {step.rows[0]: step for step in self.steps if step.kind is StepKind.NOTED}

    @property
    def handed_in(self) -> datetime | None:
        """When the report was first handed in: approved by the institution's chief. None while it is not."""
        return next((step.at for step in self.steps if step.kind is StepKind.APPROVED), None)

    @property
    def exception(self) -> ReportStep | None:
        """The exception that holds: by whom, until when and why."""
        return next((step for step in reversed(self.steps) if step.kind is StepKind.EXCEPTED), None)

    @property
    def extended(self) -> date | None:
        """The due day that the department has put in the place of the plan's own."""
        return self.exception.until if self.exception else None

    @property
    def doubted(self) -> tuple[str, ...]:
        """The keys of the rows that the department does not confirm and the institution has not answered."""
        last = ((row, self.find_last_of_row(row)) for step in self.own_steps for row in step.rows)
        return tuple(dict.fromkeys(row for row, step in last if step and step.kind is StepKind.DOUBTED))

    def find_last(self, *kinds: StepKind) -> ReportStep | None:
        """Find the last step of some kinds with the version at hand."""
        return next((step for step in reversed(self.own_steps) if step.kind in kinds), None)

    def find_last_of_row(self, row: str) -> ReportStep | None:
        """Find the last step about one row with the version at hand."""
        return next(
            (step for step in reversed(self.own_steps) if step.kind in OF_A_ROW and row in step.rows), None
        )

    def list_said_of(self, row: str) -> list[ReportStep]:
        """List what was said of a row with the version at hand: an answer goes with the question before it."""
        found: list[ReportStep] = []
        asked: tuple[str, ...] = ()
        for step in self.own_steps:
            asked = step.rows if step.kind is StepKind.ASKED else asked
            about = asked if step.kind is StepKind.ANSWERED else step.rows
            found += [step] if row in about else []
        return found

    def may_fill(self, row: str) -> bool:
        """Whether the institution may write in a row now: while it prepares, or where it was asked about it."""
        return self.state in _FILLED_IN or row in self.asked

    def show_to_department(self) -> ReportCourse:
        """Return the course as the department is shown it: before approval nothing is handed in."""
        steps = tuple(step for step in self.steps if step.kind not in OF_INSTITUTION_ALONE)
        return ReportCourse(self.plan, self.quarter, steps)


_FILLED_IN = frozenset({ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED})
