"""The year of everything: one list of which a page, a picture, a table, a calendar and a paper are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from metrics.annual.stages import AnnualStage, AnnualStep, find_stage, find_step_due
from metrics.direction.direction_plan import Direction
from metrics.direction.follow_up import find_unsaid, list_follow_ups
from metrics.direction.progress import StepEvent, find_standings, select_known
from metrics.duties.duty_plan import DutyPlan
from metrics.duties.occurrences import DutyStanding, find_occurrence_standings, find_open_from_before
from metrics.facts.decisions import DecisionKind
from metrics.followup.current import SETTLING, is_followed_up
from metrics.followup.deadlines import Duty, find_deadlines, list_report_spans
from metrics.followup.owed_rows import list_quarters
from metrics.meeting.meeting_course import MeetingCourse, MeetingState, MeetingStepKind
from metrics.periods import Days, add_years, find_danish_day
from metrics.plan.model import Plan
from metrics.score.contract_years import split_into_years
from metrics.score.scoring import Score
from metrics.score.tests import find_report_due
from metrics.wheel.wheel_entry import WheelEntry, WheelKind, WheelState, find_due_state, rank_entry


@dataclass(frozen=True, slots=True)
class WheelGround:
    """What a year is gathered from at a moment: all of it of the institutions that are asked for, and seen.

    `scores` are those of the signed yearly plans. `ended` are the institutions that do not stand alone any more: no
    next plan is awaited of them.
    """

    as_of: date
    known_at: datetime
    scores: Sequence[Score] = ()
    meetings: Sequence[MeetingCourse] = ()
    duties: Sequence[DutyPlan] = ()
    duty_reports: Sequence[StepEvent] = ()
    directions: Sequence[Direction] = ()
    progress: Sequence[StepEvent] = ()
    ended: frozenset[str] = field(default_factory=frozenset)


def gather_year(ground: WheelGround, year: int) -> list[WheelEntry]:
    """Gather the entries of a calendar year, by day."""
    days = (date(year, 1, 1), date(year, 12, 31))
    found = [
        *(entry for score in ground.scores for entry in _list_of_plan(score, ground)),
        *_list_signings([score.plan for score in ground.scores], ground),
        *(entry for course in ground.meetings for entry in _list_meeting(course, ground.as_of)),
        *(entry for one in ground.directions for entry in _list_follow_ups(one, ground)),
        *(entry for plan in ground.duties for entry in _list_duties(plan, days, ground)),
    ]
    return sorted((entry for entry in found if days[0] <= entry.day <= days[1]), key=rank_entry)


def gather_before(ground: WheelGround, year: int) -> list[WheelEntry]:
    """Gather the times of duties that are open from before a year, by day."""
    at = (ground.as_of, ground.known_at)
    found = [
        _make_duty(plan, standing)
        for plan in ground.duties
        for standing in find_open_from_before(plan, ground.duty_reports, year, *at)
    ]
    return sorted(found, key=rank_entry)


def count_kinds(entries: Iterable[WheelEntry]) -> dict[WheelKind, int]:
    """Count the entries of each kind there is, in the order of the kinds."""
    counted = Counter(entry.kind for entry in entries)
    return {kind: counted[kind] for kind in WheelKind if counted[kind]}


def _list_of_plan(score: Score, ground: WheelGround) -> Iterator[WheelEntry]:
    yield from _list_reports(score, ground.as_of)
    yield from _list_settlements(score, ground.as_of)
    yield from _list_deviations(score, ground.as_of)


def _list_reports(score: Score, as_of: date) -> Iterator[WheelEntry]:
    plan, told = score.plan, score.facts.reports.get(score.plan.id)
    owed = {one.span for one in find_deadlines([score], as_of) if one.duty is Duty.REPORT}
    names = {quarter.end: quarter.text for quarter in list_quarters(plan)}
    for span in list_report_spans(plan):
        due = find_report_due(plan, span[1])
        due = told.move(due) if told else due
        done = told is not None and span[1] in told.handed_in
        state = find_due_state(due, as_of, done=done, owed=span in owed)
        yield WheelEntry(WheelKind.REPORT, due, state, plan.institution, plan.id, names[span[1]])


def _list_settlements(score: Score, as_of: date) -> Iterator[WheelEntry]:
    """List both steps of the settlement of a plan's year; of a contract those of each of its years."""
    plan, told = score.plan, score.facts.reports.get(score.plan.id)
    settled = find_stage(score) is AnnualStage.SETTLED
    years = split_into_years(plan)
    for part in years.values() or (plan,):
        owed = not years and is_followed_up(plan, as_of) and as_of <= part.end + SETTLING
        handed_in = told is not None and part.end in told.handed_in
        for step in AnnualStep:
            due = find_step_due(part, step)
            done = settled or (step is AnnualStep.PRELIMINARY and handed_in)
            state = find_due_state(due, as_of, done=done, owed=owed)
            number = f"{step}-{part.end.year}"
            yield WheelEntry(WheelKind.SETTLEMENT, due, state, plan.institution, plan.id, number)


def _list_deviations(score: Score, as_of: date) -> Iterator[WheelEntry]:
    """List the ends of the accepted deviations that stand; of several about a goal the last is its end."""
    said = score.facts.decisions.get(score.plan.id, ())
    ends = {
        one.goal: one.until
        for one in sorted(said, key=lambda one: one.until or date.min)
        if one.kind is DecisionKind.DEVIATION and one.goal and one.until
    }
    for goal, until in ends.items():
        state = WheelState.AHEAD if as_of <= until else WheelState.PASSED
        of_what = (score.plan.institution, score.plan.id, goal)
        yield WheelEntry(WheelKind.DEVIATION, until, state, *of_what, fixed=True)


def _list_signings(plans: Sequence[Plan], ground: WheelGround) -> Iterator[WheelEntry]:
    """List the day each plan was signed, and where none follows one yet, its last day: the next is awaited by then."""
    for plan in plans:
        of_what = (plan.institution, plan.id)
        yield WheelEntry(
            WheelKind.SIGNING, plan.counts_from, WheelState.DONE, *of_what, text=plan.title, fixed=True
        )
        own = (one for one in plans if one.institution == plan.institution)
        follows = any(plan.end < one.start <= add_years(plan.end, 1) for one in own)
        if not follows and plan.institution not in ground.ended:
            state = find_due_state(plan.end, ground.as_of, done=False, owed=False)
            yield WheelEntry(WheelKind.SIGNING, plan.end, state, *of_what, number="next")


def _list_meeting(course: MeetingCourse, as_of: date) -> Iterator[WheelEntry]:
    """List a meeting on the day it was called for; one that was never called on the day it was opened."""
    opened = course.find_last(MeetingStepKind.OPENED)
    day = course.planned or (find_danish_day(opened.at) if opened else None)
    if day is None or (course.is_cancelled and not opened):
        return
    held = course.state not in (MeetingState.NOT_PLANNED, MeetingState.PLANNED)
    state = WheelState.DONE if held else WheelState.AHEAD if as_of <= day else WheelState.PASSED
    of_what = (course.subject.institution, "", course.quarter)
    yield WheelEntry(WheelKind.MEETING, day, state, *of_what, area=course.subject.area, fixed=True)


def _list_follow_ups(direction: Direction, ground: WheelGround) -> Iterator[WheelEntry]:
    """List what is said of the initiatives of a development plan, after each quarter that its follow-up names."""
    every = select_known(ground.progress, direction.id, ground.as_of, ground.known_at)
    days = timedelta(days=direction.reporting.days)
    ends = list_follow_ups(direction)
    for end, following in zip(ends, [*ends[1:], date.max], strict=True):
        # What was not said after one quarter is said after the next.
        until = min(following, ground.as_of)
        told = [one for one in every if one.on <= until]
        standings = find_standings(direction, told, until, ground.known_at)
        done = end < ground.as_of and not find_unsaid(direction, told, standings, end)
        owed = ground.as_of <= min(following, direction.end + days)
        state = find_due_state(end + days, ground.as_of, done=done, owed=owed)
        of_what = (direction.institution, direction.id, f"{end.year}Q{end.month // 3}", direction.title)
        yield WheelEntry(WheelKind.DIRECTION, end + days, state, *of_what)


def _list_duties(plan: DutyPlan, days: Days, ground: WheelGround) -> Iterator[WheelEntry]:
    at = (ground.as_of, ground.known_at)
    for standing in find_occurrence_standings(plan, ground.duty_reports, days, *at):
        yield _make_duty(plan, standing)


def _make_duty(plan: DutyPlan, standing: DutyStanding) -> WheelEntry:
    one, duty = standing.occurrence, standing.duty
    assert one is not None
    if standing.state.is_over:
        state = WheelState.DONE
    elif one.due is None:
        state = WheelState.OPEN
    else:
        state = WheelState.LATE if standing.late else WheelState.AHEAD
    return WheelEntry(
        WheelKind.DUTY,
        one.due or one.day,
        state,
        plan.institution,
        plan.id,
        f"{duty.number}/{one.day.isoformat()}",
        duty.name,
        standing=standing,
        fixed=one.due is None,
    )
