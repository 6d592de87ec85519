"""Duties in words: when they return, what sets them off, when one time is due, and how it stands."""

from __future__ import annotations

from metrics.direction.progress import StepEvent, StepEventKind, StepState
from metrics.duties.duty_plan import RecurringDuty
from metrics.duties.occurrences import DutyStanding, Occurrence
from metrics.duties.recurrence import read_pace
from words.directions.standing_line import write_progress, write_state
from words.language import Words, end_sentence


def write_return(duty: RecurringDuty, words: Words) -> str:
    """Write when a duty returns, and what else sets it off; that the document says neither is told."""
    told = []
    if duty.rule and duty.first:
        frequency, interval = read_pace(duty.rule)
        pace = words.n(f"duty.pace_{frequency.lower()}", interval)
        told.append(words.t("duty.returns", pace=pace, day=words.date(duty.first)))
    if duty.trigger:
        told.append(words.t("duty.triggered_by", trigger=duty.trigger))
    return "; ".join(told) or words.t("duty.no_frequency")


def write_due(one: Occurrence, words: Words) -> str:
    """Write when one time is due: the day, or that it has none, and what set it off."""
    if one.trigger is None:
        return words.date(one.day)
    since = words.t("duty.since", day=words.date(one.day))
    return words.t("duty.due_since", due=words.date(one.due), since=since) if one.due else since


def write_duty_standing(standing: DutyStanding, words: Words) -> str:
    """Write how one time stands: its state, with its day and evidence, that it is late, and what is expected."""
    one, said = standing.occurrence, standing.said
    state = (
        write_progress(said, words)
        if said
        else words.t("duty.open" if one and one.trigger else "initiative.state_unreported")
    )
    parts = [state]
    if standing.state is StepState.AWAITING:
        parts.append(write_state(standing, words))
    if standing.late:
        parts.append(words.t("duty.late"))
    if standing.expected:
        parts.append(words.t(f"initiative.said_{standing.expected.kind}"))
    return " ".join(map(end_sentence, parts))


def write_report(said: StepEvent, words: Words) -> str:
    """Write what is recorded of a duty, with the time it is about."""
    line = write_progress(said, words)
    if said.kind is StepEventKind.TRIGGERED:
        until = words.t("duty.until", day=words.date(said.ends)) if said.ends else ""
        return f"{end_sentence(line)} {until}".rstrip()
    return words.t("duty.time", day=words.date(said.occurrence), line=line) if said.occurrence else line
