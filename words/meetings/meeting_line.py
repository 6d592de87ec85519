"""What was captured at a meeting in words, and where a meeting and its minutes stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from metrics.followup.commitments import CommitmentKind
from metrics.meeting.agenda import AgendaReason, PlanAtMeeting
from metrics.meeting.meeting_course import MeetingCourse, MeetingState, MeetingStep, MeetingStepKind
from metrics.meeting.meeting_entries import CAPTURED, EntryKind, MeetingEntry, has_passed
from metrics.periods import find_danish_day
from metrics.plan.terms import Party
from words.headline import write_since_report
from words.language import Words

FAMILIES: Mapping[str, list[str]] = {
    "meeting.state_": [state.value for state in MeetingState],
    "meeting.step_": [kind.value for kind in MeetingStepKind],
    "meeting.reason_": [reason.value for reason in AgendaReason],
    **{
        key: [kind.value for kind in CAPTURED]
        for key in ("meeting.kind_", "meeting.key_", "meeting.text_", "meeting.add_")
    },
    "meeting.owner_": [EntryKind.ACTION.value, EntryKind.DEVIATION.value],
    "meeting.due_": [EntryKind.ACTION.value, EntryKind.DEVIATION.value],
    "agreed.owner_": [kind.value for kind in CommitmentKind],
    "invitation.": ["called", "cancelled", "held"],
    "meeting.place_": ["start", "old", "end"],
    "meeting.report_": ["open", "draft", "approved", "asked", "received"],
    "meeting.sum_": ["expected", "expected_before", "settled", "settled_before"],
    "meeting.approve_": [party.value for party in Party],
    "record.meeting_": [*(kind.value for kind in MeetingStepKind), *(kind.value for kind in EntryKind)],
}
"""The keys that are put together at run time: how each begins, and the endings it may have."""


def write_entry_details(entry: MeetingEntry, words: Words) -> str:
    """Write who answers for a line, and until when; empty for a line without either."""
    if entry.due is None:
        return ""
    return words.t(f"meeting.due_{entry.kind}", owner=entry.owner, due=words.date(entry.due))


def write_followed_state(entry: MeetingEntry, done: date | None, day: date, words: Words) -> str:
    """Write whether a line of an earlier meeting is done by a day, or the deviation still accepted."""
    if done:
        return words.t("meeting.done_on", on=words.date(done))
    passed = has_passed(entry, day)
    if entry.kind is EntryKind.PARKED:
        return words.t("meeting.parked")
    if entry.kind is EntryKind.DECISION:
        return words.t("meeting.stands")
    if entry.kind is EntryKind.DEVIATION:
        return words.t("meeting.deviation_ended" if passed else "meeting.deviation_runs")
    return words.t("meeting.late" if passed else "meeting.not_done")


def write_about(entry: MeetingEntry, whose: str, words: Words, title: str = "") -> str:
    """Write the goal that a line is about, with its title and `whose` it is where those are given."""
    if not entry.goal:
        return whose
    goal = words.t("meeting.of_goal", goal=f"{entry.goal} {title}".strip())
    return words.t("meeting.of_institution", goal=goal, institution=whose) if whose else goal


def write_counted_from(plan: PlanAtMeeting, words: Words, *, dated: bool = True) -> str:
    """Write which report a meeting counts the changes of a plan from, with its day; empty before the first."""
    if plan.since is None or plan.counted is None:
        return ""
    if not dated:
        return words.t("headline.since_report_short", quarter=words.period(plan.counted.text))
    return write_since_report(plan.counted, plan.since, words)


def write_reasons(reasons: tuple[AgendaReason, ...], words: Words) -> str:
    """Write why a goal is on the agenda."""
    return " · ".join(words.t(f"meeting.reason_{reason}") for reason in reasons)


def write_minutes_state(course: MeetingCourse, today: date, words: Words) -> str:
    """Write what the minutes are: a draft that can be commented on, and whose approval they await, or approved."""
    if course.state is MeetingState.APPROVED:
        last = max(step.at for step in course.approvals)
        said = words.t("meeting.minutes_approved", when=words.moment(last))
        if course.is_final(today) or course.closed is None or course.closed.on is None:
            return said
        return f"{said} {words.t('meeting.minutes_open_until', until=words.date(course.closed.on))}"
    if course.state is MeetingState.OPEN:
        opened = course.find_last(MeetingStepKind.REOPENED)
        reason = opened.words if opened else ""
        return words.t("meeting.minutes_reopened", reason=reason)
    awaited = words.list([words.t(f"party.{party}") for party in course.awaited])
    until = course.closed.on if course.closed else None
    if until and until >= today:
        return words.t("meeting.minutes_draft", until=words.date(until), awaited=awaited)
    return words.t("meeting.minutes_due", until=words.date(until) if until else "", awaited=awaited)


def write_step(step: MeetingStep, words: Words, whose: str = "") -> str:
    """Write a step: what was done, when and by whom, and the words that go with it; first `whose` it is, if given."""
    params = {
        "step": words.t(f"meeting.step_{step.kind}"),
        "when": words.moment(step.at),
        "role": words.t(f"role.{step.role}"),
    }
    said = words.t("meeting.step_line", **params)
    said = words.t("risk.named", name=whose, reason=said) if whose else said
    if step.kind is MeetingStepKind.PLANNED and step.on:
        said = words.t("meeting.step_to", said=said, on=words.date(step.on))
    return words.t("meeting.step_said", said=said, words=step.words) if step.words else said


def list_held(course: MeetingCourse, words: Words) -> list[str]:
    """List when a meeting was held and in which role it was led, and for when and where it was called."""
    said = []
    if opened := course.find_last(MeetingStepKind.OPENED):
        on, role = words.date(find_danish_day(opened.at)), words.t(f"role.{opened.role}")
        said.append(words.t("meeting.held", on=on, role=role))
    call = None if course.is_cancelled else course.last_call
    if call and call.on:
        key = "meeting.called_where" if call.words else "meeting.called_for"
        said.append(words.t(key, on=words.date(call.on), where=call.words))
    return said
