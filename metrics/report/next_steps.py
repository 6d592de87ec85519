"""Which steps may follow with a report, who may take them, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from metrics.access import Action, Grant, Person, Resource, Role, find_goals, may
from metrics.errors import Problem
from metrics.facts.numbers import read_number
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.terms import find_text_problems
from metrics.report.course import OF_A_ROW, ReportCourse, ReportState, ReportStep, StepKind

ACTION: Mapping[StepKind, Action] = {
    StepKind.SENT: Action.PREPARE,
    StepKind.TAKEN_BACK: Action.PREPARE,
    StepKind.RETURNED: Action.APPROVE,
    StepKind.APPROVED: Action.APPROVE,
    StepKind.ASKED: Action.ASK,
    StepKind.ANSWERED: Action.APPROVE,
    StepKind.RECEIVED: Action.RECEIVE,
    StepKind.REOPENED: Action.PREPARE,
    StepKind.EXCEPTED: Action.EXCEPT,
    StepKind.SHARED: Action.SHARE,
    StepKind.CONFIRMED: Action.CONFIRM,
    StepKind.DOUBTED: Action.CONFIRM,
    StepKind.REPLIED: Action.APPROVE,
    StepKind.REFUSED: Action.CONFIRM,
    StepKind.ASSESSED: Action.CONFIRM,
    StepKind.NOTED: Action.CONFIRM,
}
"""The right that each step takes."""

_BEGUN = frozenset({ReportState.DRAFT, ReportState.RETURNED})
_NOT_IN = frozenset({ReportState.OPEN, ReportState.DRAFT, ReportState.SENT, ReportState.RETURNED})
_IN = frozenset({ReportState.APPROVED, ReportState.ASKED, ReportState.RECEIVED})

FOLLOWS: Mapping[StepKind, frozenset[ReportState]] = {
    StepKind.SENT: _BEGUN,
    StepKind.TAKEN_BACK: frozenset({ReportState.SENT}),
    StepKind.RETURNED: frozenset({ReportState.SENT}),
    # Who may both prepare and approve does so in one act.
    StepKind.APPROVED: _BEGUN | {ReportState.SENT},
    StepKind.ASKED: frozenset({ReportState.APPROVED}),
    StepKind.ANSWERED: frozenset({ReportState.ASKED}),
    StepKind.RECEIVED: frozenset({ReportState.APPROVED}),
    StepKind.REOPENED: frozenset({ReportState.RECEIVED}),
    StepKind.EXCEPTED: _NOT_IN,
    StepKind.NOTED: _NOT_IN,
    StepKind.SHARED: _BEGUN | {ReportState.SENT},
    **dict.fromkeys(OF_A_ROW, _IN),
}
"""The states in which each step may be taken."""

IN_PART = frozenset({*OF_A_ROW, StepKind.ASKED, StepKind.NOTED})
"""Steps about rows, which may be taken by whoever may answer for the goals of those rows alone."""

WORDED = frozenset(
    {
        *(StepKind.RETURNED, StepKind.ASKED, StepKind.ANSWERED, StepKind.REOPENED, StepKind.EXCEPTED),
        *(StepKind.DOUBTED, StepKind.REPLIED, StepKind.REFUSED, StepKind.ASSESSED),
        StepKind.NOTED,
    }
)
"""Steps that take a sentence."""

_ROW_FOLLOWS: Mapping[StepKind, frozenset[StepKind | None]] = {
    StepKind.CONFIRMED: frozenset({None, StepKind.DOUBTED, StepKind.REPLIED}),
    StepKind.DOUBTED: frozenset({None}),
    StepKind.REPLIED: frozenset({StepKind.DOUBTED}),
    StepKind.REFUSED: frozenset({StepKind.DOUBTED, StepKind.REPLIED}),
    StepKind.ASSESSED: frozenset({None, StepKind.ASSESSED}),
}
"""The last step about a row on which each may follow."""


@dataclass(frozen=True, slots=True)
class StepTaker:
    """Who takes a step, to a plan of which institution, and on which day."""

    person: Person
    resource: Resource
    day: date

    def find_role(self, kind: StepKind) -> Role | None:
        """Find the role in which somebody takes a step: of those that allow it the one nearest to the institution."""
        # The chief in person comes before who stands in for the chief.
        in_part = kind in IN_PART
        grants = (g for g in self._list_grants() if g.allows(ACTION[kind], in_part=in_part))
        roles = [(_measure(grant), grant.role) for grant in grants]
        return min(roles)[1] if roles else None

    def may(self, action: Action, *, in_part: bool = False) -> bool:
        """Whether somebody may do something to the institution's reports on the day; `in_part` to some rows alone."""
        return may(self.person, action, self.resource, self.day, in_part=in_part).allowed

    def list_goals(self, action: Action) -> frozenset[str] | None:
        """List the goals to whose rows alone somebody may do something; None where it is to every row."""
        return find_goals(self.person, action, self.resource, self.day)

    def find_refusal(self, kind: StepKind) -> Problem | None:
        """Find why somebody may not take a step, whatever the state of the report."""
        return self.refuse(ACTION[kind], in_part=kind in IN_PART)

    def refuse(self, action: Action, *, in_part: bool = False) -> Problem | None:
        """Find why somebody may not do something; `in_part` to no row at all."""
        verdict = may(self.person, action, self.resource, self.day, in_part=in_part)
        if not verdict.allowed:
            params: dict[str, object] = {"action": action, "reason": verdict.reason}
            return Problem("not_permitted", self.resource.institution, params)
        return None

    def _list_grants(self) -> Iterator[Grant]:
        return (g for g in self.person.grants if g.stands(self.day) and g.covers(self.resource))


def _measure(grant: Grant) -> int:
    """Measure how far a grant reaches: an institution, an area, everything."""
    return 0 if grant.institution else 1 if grant.area else 2


@dataclass(frozen=True, slots=True)
class StepGround:
    """What a step is held against beside the report's course.

    `rows` are the lines a step may be about, `claimed` the milestones reported as done, `assessed` the assessments that
    are the department's with the words allowed for each. `due` is the report's due day, None without a quarter. A
    row is about some `goals`, by their numbers.
    """

    rows: Collection[str] = ()
    claimed: Collection[str] = ()
    assessed: Mapping[str, Collection[str]] = field(default_factory=dict)
    due: date | None = None
    answer_days: int = 14
    """The days the institution has to answer why a milestone is not confirmed, before that settles it."""
    goals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    figures: Collection[str] = ()
    """The institution's figures that are not told."""


def find_step_refusals(course: ReportCourse, taker: StepTaker) -> dict[StepKind, Problem | None]:
    """Find for each step why it may not be taken now by somebody; None where it may."""
    return {kind: taker.find_refusal(kind) or _find_untimely(course, kind) for kind in StepKind}


def find_step_problems(
    course: ReportCourse, step: ReportStep, taker: StepTaker, ground: StepGround
) -> list[Problem]:
    """Find everything that is wrong with a step; where it may not be taken at all, that alone."""
    if refused := taker.find_refusal(step.kind) or _find_untimely(course, step.kind):
        return [refused]
    found = [*find_text_problems(step.words, "words")] if step.kind in WORDED or step.words else []
    rows = _find_row_problems(course, step, ground, taker.list_goals(ACTION[step.kind]))
    return [*found, *rows, *_find_special_problems(course, step, ground)]


def list_awaited_by_receipt(course: ReportCourse, ground: StepGround) -> list[str]:
    """List the rows that the department has to answer before it can receive the report."""
    return [row for row in (*ground.claimed, *ground.assessed) if course.find_last_of_row(row) is None]


def list_row_steps(course: ReportCourse, row: str, taker: StepTaker, ground: StepGround) -> list[StepKind]:
    """List the steps that somebody may take about one row now."""
    role, at = Role.READER, find_day_end(taker.day)  # neither decides whose turn it is
    steps = {kind: ReportStep(kind, taker.person.key, role, at, rows=(row,)) for kind in StepKind}
    return [
        kind
        for kind, step in steps.items()
        if kind in OF_A_ROW
        and row in _list_allowed(kind, ground)
        and is_own_row(ground.goals.get(row, frozenset()), taker.list_goals(ACTION[kind]))
        and not (taker.find_refusal(kind) or _find_untimely(course, kind))
        and not any(_find_turn_problems(course, step, row, ground))
    ]


def is_own_row(about: frozenset[str], own: frozenset[str] | None) -> bool:
    """Whether a row `about` some goals is for whoever may act on the `own` goals alone; None may on all."""
    return own is None or not own.isdisjoint(about)


def _find_untimely(course: ReportCourse, kind: StepKind) -> Problem | None:
    if course.state in FOLLOWS[kind]:
        return None
    return Problem("step_not_now", course.quarter, {"step": kind, "state": course.state})


def _find_row_problems(
    course: ReportCourse, step: ReportStep, ground: StepGround, own: frozenset[str] | None
) -> Iterator[Problem]:
    if step.kind not in IN_PART:
        if step.rows:
            yield Problem("step_without_rows", "rows", {"step": step.kind})
        return
    if not step.rows or (step.kind is not StepKind.ASKED and len(step.rows) > 1):
        yield Problem("step_needs_rows", "rows", {"step": step.kind})
    allowed = list(_list_allowed(step.kind, ground))
    for row in step.rows:
        if row not in allowed:
            yield Problem("row_not_there", "rows", {"value": row, "allowed": allowed})
        elif not is_own_row(ground.goals.get(row, frozenset()), own):
            yield Problem("row_of_others", row, {"goals": sorted(own or ())})
        elif step.kind in OF_A_ROW:
            yield from _find_turn_problems(course, step, row, ground)


def _list_allowed(kind: StepKind, ground: StepGround) -> Collection[str]:
    if kind is StepKind.ASKED:
        return ground.rows
    if kind is StepKind.NOTED:
        return ground.figures
    return ground.assessed.keys() if kind is StepKind.ASSESSED else ground.claimed


def _find_turn_problems(
    course: ReportCourse, step: ReportStep, row: str, ground: StepGround
) -> Iterator[Problem]:
    """Find whether it is anybody else's turn to say something of a row."""
    last = course.find_last_of_row(row)
    if (last.kind if last else None) not in _ROW_FOLLOWS[step.kind]:
        yield Problem("row_not_now", row, {"step": step.kind})
    elif step.kind is StepKind.REFUSED and last and last.kind is StepKind.DOUBTED:
        until = find_danish_day(last.at) + timedelta(days=ground.answer_days)
        if find_danish_day(step.at) <= until:
            yield Problem("answer_awaited", row, {"day": until})


def _find_special_problems(course: ReportCourse, step: ReportStep, ground: StepGround) -> Iterator[Problem]:
    if (step.kind is StepKind.EXCEPTED) != (step.until is not None):
        yield Problem("until_of_exception", "until")
    elif step.until and ground.due is None:
        yield Problem("report_without_deadline", "until")
    elif step.until and ground.due and step.until <= ground.due:
        yield Problem("dates_out_of_order", "until", {"first": ground.due, "second": step.until})
    if step.kind is StepKind.ASSESSED and step.rows:
        allowed = [*ground.assessed.get(step.rows[0], ())]
        if allowed and step.word not in allowed:
            yield Problem("not_allowed", "word", {"value": step.word, "allowed": allowed})
    if step.kind is StepKind.NOTED and read_number(step.word) is None:
        yield Problem("figure_needed", "word", {"value": step.word})
    if step.kind is StepKind.RECEIVED and (waits := list_awaited_by_receipt(course, ground)):
        yield Problem("receipt_waits", course.quarter, {"rows": waits})
