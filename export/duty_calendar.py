"""Duties in a calendar for other programs: one event that returns for each rule, and one for what was set off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from icalendar import Event, vRecur

from export.calendar_days import build_day, start_calendar
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyPlan, RecurringDuty
from metrics.duties.occurrences import find_occurrences
from metrics.duties.recurrence import write_rule
from words.directions.duty_line import write_return
from words.language import Words

ALWAYS = (date.min, date.max)


def write_duty_calendar(
    plans: Iterable[tuple[DutyPlan, str]], told: Sequence[StepEvent], words: Words, now: datetime
) -> bytes:
    """Write the duties of plans, each with its institution's name, as a calendar.

    What was set off without a due day is on no day, and is not in it.
    """
    made = start_calendar(words)
    for plan, institution in plans:
        for event in build_duty_events(plan, institution, told, words, now):
            made.add_component(event)
    written: bytes = made.to_ical()
    return written


def build_duty_events(
    plan: DutyPlan, institution: str, told: Sequence[StepEvent], words: Words, now: datetime
) -> Iterator[Event]:
    """Build the events of a plan's duties."""
    for duty in plan.duties:
        if duty.rule and duty.first:
            event = _build_event(
                plan, duty, f"{plan.id}/{duty.number}", duty.first, (institution, words, now)
            )
            event.add("rrule", vRecur.from_ical(write_rule(duty.rule, duty.first, plan.end)))
            yield event
    for one in find_occurrences(plan, told, ALWAYS):
        if one.trigger and one.due:
            yield _build_event(plan, one.duty, one.key, one.due, (institution, words, now))


def _build_event(
    plan: DutyPlan, duty: RecurringDuty, key: str, due: date, said: tuple[str, Words, datetime]
) -> Event:
    institution, words, now = said
    made = build_day(key, due, words.t("calendar.summary", institution=institution, what=duty.name), now)
    lines = [
        words.t("calendar.plan", plan=plan.title),
        words.t("direction.section", section=duty.section),
        write_return(duty, words),
        *([duty.addition] if duty.addition else []),
        words.t("calendar.role", role=words.t(f"role.{duty.role}")),
    ]
    made.add("description", "\n".join(lines))
    return made
