"""How an initiative, or one time of a duty, stands: what was said of it last, and what is expected.

Who says what follows milestones: the institution reports, and where a department is party to the plan it confirms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from metrics.access import Action
from metrics.direction.direction_plan import Direction, PlanStep
from metrics.direction.planned_time import PlannedSpan
from metrics.errors import Problem
from metrics.plan.terms import find_text_problems


class StepEventKind(StrEnum):
    """What is said of an initiative, or of one time of a duty; a later statement of the same sort replaces an earlier.

    Only of a duty is it said what `TRIGGERED` it.
    """

    STARTED = "started"
    CLAIMED = "claimed"
    MET = "met"
    NOT_MET = "not_met"
    DROPPED = "dropped"
    EXPECTED_MET = "expected_met"
    IN_DOUBT = "in_doubt"
    EXPECTED_NOT_MET = "expected_not_met"
    TRIGGERED = "triggered"


EXPECTED = (StepEventKind.EXPECTED_MET, StepEventKind.IN_DOUBT, StepEventKind.EXPECTED_NOT_MET)
"""What the institution itself expects; it moves no state."""
VERDICTS = (StepEventKind.MET, StepEventKind.NOT_MET)
"""The department's answer to what is claimed."""
OF_STEPS = tuple(kind for kind in StepEventKind if kind is not StepEventKind.TRIGGERED)
"""What can be said of an initiative."""
_WITH_REASON = {StepEventKind.NOT_MET, StepEventKind.DROPPED, StepEventKind.EXPECTED_NOT_MET}


class StepState(StrEnum):
    """Where an initiative stands. Of one that nothing is said of nothing is known: it is not said not to have begun."""

    UNREPORTED = "unreported"
    STARTED = "started"
    AWAITING = "awaiting"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is owed of the institution."""
        return self in (StepState.AWAITING, StepState.DONE, StepState.DROPPED)


@dataclass(frozen=True, slots=True)
class StepEvent:
    """A statement on an initiative or a step of a development plan, or on a duty, as of a day.

    `source` is its evidence.

    `occurrence` tells which time of a duty it is about, by its due day or the day of what set it off. `ends` is the day
    until which something that set a duty off holds.
    """

    plan: str
    number: str
    kind: StepEventKind
    on: date
    note: str | None = None
    source: str | None = None
    recorded_at: datetime | None = None
    occurrence: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class StepStanding:
    """How an initiative or a step stands on a day.

    `said` is the event its state rests on, `expected` the latest expectation. `late` says that the last day its time
    may mean has passed; what is only to be done on a condition is never late. `waits_for` names what it depends on
    that is not done.
    """

    step: PlanStep
    span: PlannedSpan | None
    state: StepState
    said: StepEvent | None
    expected: StepEvent | None
    late: bool
    waits_for: tuple[str, ...]


def find_standings(
    direction: Direction, told: Iterable[StepEvent], as_of: date, known_at: datetime
) -> dict[str, StepStanding]:
    """Find how each initiative and step stands on a day, on what had been said of it by then, by its number."""
    there = select_known(told, direction.id, as_of, known_at)
    confirmed = direction.department is not None
    states = {
        step.number: find_state([one for one in there if one.number == step.number], confirmed=confirmed)
        for step in direction.walk()
    }
    return {step.number: _find_standing(direction, step, there, states, as_of) for step in direction.walk()}


def find_progress_problems(
    wanted: StepEvent, direction: Direction, told: StepStanding | None, today: date
) -> Iterator[Problem]:
    """Find every reason why something cannot be said of an initiative that stands as `told`."""
    if told is None:
        allowed = [one.number for one in direction.walk()]
        yield Problem("initiative_unknown", "number", {"number": wanted.number, "allowed": allowed})
    if wanted.kind not in OF_STEPS:
        yield Problem("not_allowed", "kind", {"value": wanted.kind, "allowed": list(OF_STEPS)})
    yield from find_statement_problems(
        wanted, (told.state, told.said) if told else (StepState.UNREPORTED, None), today
    )


def find_statement_problems(
    wanted: StepEvent, standing: tuple[StepState, StepEvent | None], today: date
) -> Iterator[Problem]:
    """Find what is wrong with a statement on what stands so, and rests on what was said last."""
    state, last = standing
    if wanted.on > today:
        yield Problem("day_to_come", "on", {"day": wanted.on})
    elif last and wanted.on < last.on and wanted.kind not in EXPECTED:
        yield Problem("progress_before_the_last", "on", {"day": last.on})
    if wanted.kind in VERDICTS and state is not StepState.AWAITING:
        yield Problem("progress_not_claimed", "kind", {"number": wanted.number})
    if wanted.kind in _WITH_REASON or wanted.note:
        yield from find_text_problems(wanted.note or "", "note")
    if wanted.source:
        yield from find_text_problems(wanted.source, "source")


def find_progress_right(kind: StepEventKind, department: str | None) -> Action:
    """Find the right it takes to say something of what a document asks for, where a department is party to it."""
    return Action.CONFIRM if kind in VERDICTS and department else Action.REPORT


def strip_progress(wanted: StepEvent) -> StepEvent:
    """Return the statement without space around its texts; an empty one is none."""
    note, source = ((text or "").strip() or None for text in (wanted.note, wanted.source))
    return replace(wanted, note=note, source=source)


def select_known(told: Iterable[StepEvent], plan: str, as_of: date, known_at: datetime) -> list[StepEvent]:
    """Select what had been said of a plan by a day, of what was recorded by a moment."""
    return [
        one
        for one in told
        if one.plan == plan and one.on <= as_of and (one.recorded_at is None or one.recorded_at <= known_at)
    ]


def find_last_said(told: Sequence[StepEvent]) -> tuple[StepEvent | None, StepEvent | None]:
    """Find the statement that a state rests on, and the latest expectation, of what was said of one thing."""
    said = next((one for one in reversed(told) if one.kind not in EXPECTED), None)
    return said, next((one for one in reversed(told) if one.kind in EXPECTED), None)


def _find_standing(
    direction: Direction,
    step: PlanStep,
    told: Sequence[StepEvent],
    states: Mapping[str, StepState],
    as_of: date,
) -> StepStanding:
    own = [one for one in told if one.number == step.number]
    said, expected = find_last_said(own)
    state, span = states[step.number], step.find_span(direction.period)
    return StepStanding(
        step,
        span,
        state,
        said,
        None if state.is_over else expected,
        late=bool(span and span.is_over(as_of) and not step.condition and not state.is_over),
        waits_for=()
        if state.is_over
        else tuple(number for number in step.depends_on if states[number] is not StepState.DONE),
    )


def find_state(told: Sequence[StepEvent], *, confirmed: bool) -> StepState:
    """Find the state of one thing from all that was said of it; `confirmed` says whether a department answers."""
    said, _ = find_last_said(told)
    match said.kind if said else None:
        case None:
            return StepState.UNREPORTED
        case StepEventKind.MET:
            return StepState.DONE
        case StepEventKind.CLAIMED:
            return StepState.AWAITING if confirmed else StepState.DONE
        case StepEventKind.DROPPED:
            return StepState.DROPPED
        case _:
            return StepState.STARTED
