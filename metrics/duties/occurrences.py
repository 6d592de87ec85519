"""The times of duties: each with the day it is due, and how it stands on what was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from metrics.direction.progress import (
    StepEvent,
    StepEventKind,
    StepState,
    find_last_said,
    find_state,
    find_statement_problems,
    select_known,
)
from metrics.duties.duty_plan import DutyPlan, RecurringDuty
from metrics.duties.duty_requirements import list_due_days
from metrics.errors import Problem
from metrics.periods import Days, count_days_left

MOST_SHOWN = 6  # days that a problem tells, where there are many


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a duty. `day` tells it apart: its due day by the rule, or the day of what set it off.

    What set it off may have no due day; nothing is said to be late then.
    """

    plan: DutyPlan
    duty: RecurringDuty
    day: date
    due: date | None
    trigger: StepEvent | None = None

    @property
    def key(self) -> str:
        """A key that is unique among occurrences."""
        return f"{self.plan.id}/{self.duty.number}/{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """How one time of a duty stands on a day; of a duty that is not told apart by times, `occurrence` is None."""

    duty: RecurringDuty
    occurrence: Occurrence | None
    state: StepState
    said: StepEvent | None
    expected: StepEvent | None
    late: bool = False


def find_occurrences(plan: DutyPlan, told: Iterable[StepEvent], period: Days) -> list[Occurrence]:
    """Find the times of a plan's duties that fall in a period, the soonest first.

    What was set off falls on its due day, or where it has none on the day it happened.
    """
    known = list(told)
    found = [
        *_find_by_rule(plan, period),
        *(one for one in _find_triggered(plan, known) if _falls(one, period)),
    ]
    return sorted(found, key=lambda one: (one.due or one.day, plan.duties.index(one.duty), one.day))


def find_occurrence_standings(
    plan: DutyPlan, told: Iterable[StepEvent], period: Days, as_of: date, known_at: datetime
) -> list[DutyStanding]:
    """Find how each time in a period stands on a day, on what had been said by then."""
    known = select_known(told, plan.id, as_of, known_at)
    return [_find_standing(one, known, as_of) for one in find_occurrences(plan, known, period)]


def find_open_standings(
    plan: DutyPlan, told: Iterable[StepEvent], as_of: date, known_at: datetime
) -> list[DutyStanding]:
    """Find the times that are late, and what was set off without a due day, that nothing settled by a day."""
    every = find_occurrence_standings(plan, told, (date.min, as_of), as_of, known_at)
    return [
        one
        for one in every
        if not one.state.is_over and one.occurrence and (one.late or one.occurrence.due is None)
    ]


def find_open_from_before(
    plan: DutyPlan, told: Iterable[StepEvent], year: int, as_of: date, known_at: datetime
) -> list[DutyStanding]:
    """Find the open times, as `find_open_standings` does, that fell before a year."""
    return [
        one
        for one in find_open_standings(plan, told, as_of, known_at)
        if one.occurrence and (one.occurrence.due or one.occurrence.day).year < year
    ]


def find_timeless_standings(
    plan: DutyPlan, told: Iterable[StepEvent], as_of: date, known_at: datetime
) -> list[DutyStanding]:
    """Find what was said last of each duty that has no times: neither a rule nor something that sets it off."""
    known = select_known(told, plan.id, as_of, known_at)
    return [
        DutyStanding(duty, None, find_state(own, confirmed=bool(plan.department)), *find_last_said(own))
        for duty in plan.duties
        if not duty.occurs
        for own in ([one for one in known if one.number == duty.number],)
    ]


def find_report_problems(
    wanted: StepEvent, plan: DutyPlan, told: Sequence[StepEvent], today: date
) -> Iterator[Problem]:
    """Find every reason why something cannot be said of a duty, or recorded to have set it off."""
    duty = plan.find_duty(wanted.number)
    if duty is None:
        allowed = [one.number for one in plan.duties]
        yield Problem("duty_unknown", "number", {"number": wanted.number, "allowed": allowed})
        yield from find_statement_problems(wanted, (StepState.UNREPORTED, None), today)
    elif wanted.kind is StepEventKind.TRIGGERED:
        yield from _find_trigger_problems(wanted, duty, told)
        yield from find_statement_problems(wanted, (StepState.UNREPORTED, None), today)
    else:
        if wanted.ends:
            yield Problem("end_not_asked", "ends")
        yield from _find_occurrence_problems(wanted, plan, duty, told)
        own = [one for one in told if _is_about(one, duty, wanted.occurrence)]
        state = find_state(own, confirmed=bool(plan.department))
        yield from find_statement_problems(wanted, (state, find_last_said(own)[0]), today)


def list_times(plan: DutyPlan, duty: RecurringDuty, told: Iterable[StepEvent]) -> list[date]:
    """List the days by which the times of a duty are told apart, in order."""
    triggered = (one.day for one in _find_triggered(plan, told) if one.duty is duty)
    return sorted({*list_due_days(plan, duty), *triggered})


def _find_by_rule(plan: DutyPlan, period: Days) -> Iterator[Occurrence]:
    first, last = period
    for duty in plan.duties:
        for day in list_due_days(plan, duty):
            if first <= day <= last:
                yield Occurrence(plan, duty, day, day)


def _find_triggered(plan: DutyPlan, told: Iterable[StepEvent]) -> Iterator[Occurrence]:
    for one in told:
        duty = plan.find_duty(one.number)
        if one.plan == plan.id and one.kind is StepEventKind.TRIGGERED and duty and duty.trigger:
            days = duty.trigger_days
            yield Occurrence(plan, duty, one.on, one.ends if days is None else one.on + timedelta(days), one)


def _falls(one: Occurrence, period: Days) -> bool:
    return period[0] <= (one.due or one.day) <= period[1]


def _is_about(one: StepEvent, duty: RecurringDuty, occurrence: date | None) -> bool:
    said = one.kind is not StepEventKind.TRIGGERED
    return said and one.number == duty.number and one.occurrence == occurrence


def _find_standing(one: Occurrence, known: Sequence[StepEvent], as_of: date) -> DutyStanding:
    own = [event for event in known if _is_about(event, one.duty, one.day)]
    state = find_state(own, confirmed=bool(one.plan.department))
    said, expected = find_last_said(own)
    late = one.due is not None and not state.is_over and count_days_left(one.due, as_of, one.plan.closed) < 0
    return DutyStanding(one.duty, one, state, said, None if state.is_over else expected, late)


def _find_trigger_problems(
    wanted: StepEvent, duty: RecurringDuty, told: Sequence[StepEvent]
) -> Iterator[Problem]:
    if not duty.trigger:
        yield Problem("duty_without_trigger", "number", {"number": duty.number})
    if not wanted.note:
        yield Problem("text_empty", "note")
    if wanted.occurrence:
        yield Problem("occurrence_not_asked", "occurrence", {"number": duty.number})
    if wanted.ends and not duty.has_end:
        yield Problem("end_not_asked", "ends")
    elif wanted.ends and wanted.ends < wanted.on:
        yield Problem("ends_before_it_begins", "ends", {"begins": wanted.on, "ends": wanted.ends})
    elif duty.has_end and not wanted.ends:
        yield Problem("end_needed", "ends", {"number": duty.number})
    same = (one for one in told if one.number == duty.number and one.kind is StepEventKind.TRIGGERED)
    if any(one.on == wanted.on for one in same):
        yield Problem("trigger_recorded", "on", {"number": duty.number, "day": wanted.on})


def _find_occurrence_problems(
    wanted: StepEvent, plan: DutyPlan, duty: RecurringDuty, told: Sequence[StepEvent]
) -> Iterator[Problem]:
    times = list_times(plan, duty, told)
    near = sorted(times, key=lambda day: abs((day - (wanted.occurrence or wanted.on)).days))[:MOST_SHOWN]
    params: dict[str, object] = {"number": duty.number, "allowed": [day.isoformat() for day in sorted(near)]}
    if not duty.occurs:
        if wanted.occurrence:
            yield Problem("occurrence_not_asked", "occurrence", {"number": duty.number})
    elif not times:
        yield Problem("duty_not_set_off", "occurrence", {"number": duty.number})
    elif wanted.occurrence is None:
        yield Problem("occurrence_needed", "occurrence", params)
    elif wanted.occurrence not in times:
        yield Problem("occurrence_unknown", "occurrence", {**params, "day": wanted.occurrence})
