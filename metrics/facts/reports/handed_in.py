"""What is known of a plan's reports at a moment: what is handed in, whose answer it waits for, what was put off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar

Key = TypeVar("Key")


class Turn(StrEnum):
    """Whose answer a report that was handed in waits for."""

    DEPARTMENT = "department"
    INSTITUTION = "institution"
    NOBODY = "nobody"


class ReportAct(NamedTuple):
    """Something done with a plan's report for a quarter that ends on a day: begun, handed in, answered, or put off.

    `due` is the day on which the plan itself wants the report, `until` the day it is put off to. An act that says whose
    `turn` it is afterwards says it of the report or, with a `row`, of that one alone.
    """

    plan: str
    end: date
    due: date
    at: datetime
    handed_in: bool = False
    until: date | None = None
    by: str = ""
    turn: Turn | None = None
    row: str = ""


class Awaited(NamedTuple):
    """Whose answer is waited for, since when, and by whose act."""

    turn: Turn
    since: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PlanReports:
    """The reports of one plan: the end of the first quarter it was reported on, and of those handed in.

    `moved` gives for a due day of the plan's own the day that holds instead. `awaited` gives by the end of the quarter
    whose answer a report waits for, and `rows` by its key whose answer a row of one does.
    """

    first: date
    handed_in: frozenset[date] = frozenset()
    moved: Mapping[date, date] = field(default_factory=dict)
    awaited: Mapping[date, Awaited] = field(default_factory=dict)
    rows: Mapping[str, Awaited] = field(default_factory=dict)

    def move(self, due: date) -> date:
        """Return the day that holds for a due day of the plan's own."""
        return self.moved.get(due, due)


def find_plan_reports(acts: Iterable[ReportAct], known_at: datetime) -> dict[str, PlanReports]:
    """Find what is known of the reports of each plan at a moment; plans that nothing was done with are left out."""
    known: dict[str, list[ReportAct]] = {}
    for act in acts:
        if act.at <= known_at:
            known.setdefault(act.plan, []).append(act)
    return {plan: _gather(done) for plan, done in known.items()}


def _gather(done: Iterable[ReportAct]) -> PlanReports:
    """Gather what was done with the reports of one plan, in the order it was done."""
    done = list(done)
    turns = [(act, Awaited(act.turn, act.at, act.by)) for act in done if act.turn]
    return PlanReports(
        min(act.end for act in done),
        frozenset(act.end for act in done if act.handed_in),
        {act.due: act.until for act in done if act.until},
        _keep_awaited((act.end, awaited) for act, awaited in turns if not act.row),
        _keep_awaited((act.row, awaited) for act, awaited in turns if act.row),
    )


def _keep_awaited(turns: Iterable[tuple[Key, Awaited]]) -> dict[Key, Awaited]:
    """Keep the last turn of each, but for those where nobody's answer is waited for."""
    return {of: awaited for of, awaited in dict(turns).items() if awaited.turn is not Turn.NOBODY}
