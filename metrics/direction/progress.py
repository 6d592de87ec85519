"""How an initiative stands: what was said of it last, what is expected, and whether its time has passed.

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
    """What is said of an initiative; a later statement of the same sort replaces an earlier one."""

    STARTED = "started"
    CLAIMED = "claimed"
    MET = "met"
    NOT_MET = "not_met"
    DROPPED = "dropped"
    EXPECTED_MET = "expected_met"
    IN_DOUBT = "in_doubt"
    EXPECTED_NOT_MET = "expected_not_met"


EXPECTED = (StepEventKind.EXPECTED_MET, StepEventKind.IN_DOUBT, StepEventKind.EXPECTED_NOT_MET)
"""What the institution itself expects; it moves no state."""
VERDICTS = (StepEventKind.MET, StepEventKind.NOT_MET)
"""The department's answer to what is claimed."""
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
    """A statement on an initiative or a step of a development plan, as of a day; `source` is its evidence."""

    plan: str
    number: str
    kind: StepEventKind
    on: date
    note: str | None = None
    source: str | None = None
    recorded_at: datetime | None = None


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
    there = [one for one in told if one.plan == direction.id and _is_known(one, as_of, known_at)]
    states = {step.number: _find_state(direction, step, there) for step in direction.walk()}
    return {step.number: _find_standing(direction, step, there, states, as_of) for step in direction.walk()}


def find_progress_problems(
    wanted: StepEvent, direction: Direction, told: StepStanding | None, today: date
) -> Iterator[Problem]:
    """Find every reason why something cannot be said of an initiative that stands as `told`."""
    if told is None:
        allowed = [one.number for one in direction.walk()]
        yield Problem("initiative_unknown", "number", {"number": wanted.number, "allowed": allowed})
    if wanted.on > today:
        yield Problem("day_to_come", "on", {"day": wanted.on})
    elif told is not None and told.said and wanted.on < told.said.on and wanted.kind not in EXPECTED:
        yield Problem("progress_before_the_last", "on", {"day": told.said.on})
    if told is not None and wanted.kind in VERDICTS and told.state is not StepState.AWAITING:
        yield Problem("progress_not_claimed", "kind", {"number": wanted.number})
    if wanted.kind in _WITH_REASON or wanted.note:
        yield from find_text_problems(wanted.note or "", "note")
    if wanted.source:
        yield from find_text_problems(wanted.source, "source")


def find_progress_right(kind: StepEventKind, direction: Direction) -> Action:
    """Find the right it takes to say something of an initiative."""
    return Action.CONFIRM if kind in VERDICTS and direction.department else Action.REPORT


def strip_progress(wanted: StepEvent) -> StepEvent:
    """Return the statement without space around its texts; an empty one is none."""
    note, source = ((text or "").strip() or None for text in (wanted.note, wanted.source))
    return replace(wanted, note=note, source=source)


def _is_known(one: StepEvent, as_of: date, known_at: datetime) -> bool:
    return one.on <= as_of and (one.recorded_at is None or one.recorded_at <= known_at)


def _find_standing(
    direction: Direction,
    step: PlanStep,
    told: Sequence[StepEvent],
    states: Mapping[str, StepState],
    as_of: date,
) -> StepStanding:
    own = [one for one in told if one.number == step.number]
    said = next((one for one in reversed(own) if one.kind not in EXPECTED), None)
    expected = next((one for one in reversed(own) if one.kind in EXPECTED), None)
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


def _find_state(direction: Direction, step: PlanStep, told: Sequence[StepEvent]) -> StepState:
    own = [one for one in told if one.number == step.number and one.kind not in EXPECTED]
    if not own:
        return StepState.UNREPORTED
    match own[-1].kind:
        case StepEventKind.MET:
            return StepState.DONE
        case StepEventKind.CLAIMED:
            return StepState.AWAITING if direction.department else StepState.DONE
        case StepEventKind.DROPPED:
            return StepState.DROPPED
        case _:
            return StepState.STARTED
