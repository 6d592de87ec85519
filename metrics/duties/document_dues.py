"""What the documents beside the yearly plans ask for by a day, as it is followed up: duties and initiatives alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from metrics.access import Role
from metrics.direction.direction_plan import Direction, Initiative
from metrics.direction.planned_time import Exactness
from metrics.direction.progress import StepEvent, StepStanding, find_standings
from metrics.duties.duty_plan import DutyPlan
from metrics.duties.occurrences import DutyStanding, find_occurrence_standings
from metrics.followup.commitments import Commitment, CommitmentKind, rank_commitment
from metrics.followup.current import SETTLING
from metrics.plan.terms import Party

_OF_THE_INSTITUTION = frozenset({Role.REPORTER, Role.CHIEF})


def find_document_dues(
    duties: Iterable[DutyPlan],
    directions: Iterable[Direction],
    told: Sequence[StepEvent],
    as_of: date,
    known_at: datetime,
) -> list[Commitment]:
    """Find what is late, and what comes until the end of the next year, soonest first.

    A document that is long over is history, and what has no due day is not among it. An initiative is, where its end is
    a day, or once the last day that its time may mean has passed.
    """
    until = date(as_of.year + 1, 12, 31)
    found = [
        *(
            _make_duty(plan, one)
            for plan in duties
            if plan.end is None or as_of <= plan.end + SETTLING
            for one in find_occurrence_standings(plan, told, (date.min, until), as_of, known_at)
            if not one.state.is_over and one.occurrence and one.occurrence.due
        ),
        *(
            one
            for plan in directions
            if as_of <= plan.end + SETTLING
            for one in _list_initiatives(plan, told, as_of, known_at)
        ),
    ]
    return sorted(found, key=rank_commitment)


def _make_duty(plan: DutyPlan, standing: DutyStanding) -> Commitment:
    duty, one = standing.duty, standing.occurrence
    assert one is not None
    assert one.due is not None
    return Commitment(
        CommitmentKind.DUTY,
        0,
        one.due,
        duty.name,
        duty.owner or "",
        (plan.institution,),
        _find_sides(duty.role),
        plan=plan.id,
        mark=one.key,
        role=duty.role,
        closed=plan.closed,
    )


def _list_initiatives(
    plan: Direction, told: Sequence[StepEvent], as_of: date, known_at: datetime
) -> Iterator[Commitment]:
    standings = find_standings(plan, told, as_of, known_at)
    for initiative in plan.initiatives:
        for step in (initiative, *initiative.steps):
            if one := _make_initiative(plan, initiative, standings[step.number]):
                yield one


def _make_initiative(plan: Direction, whose: Initiative, standing: StepStanding) -> Commitment | None:
    """Make what an initiative or a step of it owes; None where no day can be told, or nothing is owed of it."""
    ends = standing.span.ends if standing.span else None
    if ends is None or standing.state.is_over or standing.step.condition:
        return None
    exact = ends.exactness is Exactness.DAY
    if not exact and not standing.late:
        return None
    return Commitment(
        CommitmentKind.INITIATIVE,
        0,
        ends.end,
        standing.step.name,
        whose.owner or "",
        (plan.institution,),
        _find_sides(whose.role),
        plan=plan.id,
        mark=f"{plan.id}/{standing.step.number}",
        role=whose.role,
        planned=None if exact else (ends.text, ends.start, ends.end),
    )


def _find_sides(role: Role) -> frozenset[Party]:
    return frozenset({Party.INSTITUTION if role in _OF_THE_INSTITUTION else Party.DEPARTMENT})
