"""The document that a close keeps: figures, statuses and forecasts as the meeting saw them, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrics.followup.risk import Flag
from metrics.meeting.agenda import MeetingView, PlanAtMeeting
from metrics.meeting.late_dues import KeptDue
from metrics.meeting.meeting_course import MeetingCourse, MeetingStepKind
from metrics.meeting.meeting_entries import FollowedEntry, MeetingEntry
from metrics.periods import write_day
from metrics.report.document import freeze_goal, write_exact

FORMAT = 1
"""The version of the document's form, so that an old one is never read as a new one."""

MeetingDocument = dict[str, Any]
_PARTS = 10**6


def freeze_meeting(
    course: MeetingCourse,
    view: MeetingView,
    entries: Iterable[MeetingEntry],
    old: Iterable[FollowedEntry],
    plan_facts: Mapping[str, Mapping[str, Any]],
    dues: Iterable[KeptDue] = (),
) -> MeetingDocument:
    """Build the document of a close.

    `entries` are the lines that stand, `old` what was followed up. `plan_facts` says for each plan the number of its
    version, the name of its institution and where its report of the quarter stands. `dues` are the duties and
    initiatives that are late.
    """
    facts = [plan.outlook.score.facts for plan in view.plans]
    attended = course.find_last(MeetingStepKind.ATTENDED)
    return {
        "format": FORMAT,
        "institution": course.subject.institution,
        "area": course.subject.area,
        "quarter": course.quarter,
        "as_of": facts[0].as_of.isoformat() if facts else None,
        "known_at": facts[0].known_at.isoformat() if facts else None,
        "attended": attended.words if attended else "",
        "absent": attended.absent if attended else "",
        "plans": [
            {**_freeze_plan(plan, view), **plan_facts[plan.outlook.score.plan.id]} for plan in view.plans
        ],
        "agenda": [[item.plan.id, item.goal.goal.number] for item in view.items],
        "old": [
            {"entry": one.entry.number, "done": write_day(one.done.on) if one.done else None} for one in old
        ],
        "dues": list(dues),
        "entries": [entry.number for entry in entries],
    }


def read_day(document: MeetingDocument) -> date:
    """Read the day that a document's figures are of; the first of all days where it keeps none."""
    return date.fromisoformat(document["as_of"]) if document["as_of"] else date.min


def list_kept_agenda(document: MeetingDocument) -> list[tuple[str, str]]:
    """List the plan and the goal of each item of the agenda, in its order; by plan where the close kept none."""
    if "agenda" in document:
        return [(plan, goal) for plan, goal in document["agenda"]]
    return [
        (plan["plan"], goal["number"])
        for plan in document["plans"]
        for goal in plan["goals"]
        if goal.get("reasons")
    ]


def _freeze_flag(flag: Flag) -> MeetingDocument:
    """Describe why a goal is at risk or late: the rule, what it is about, and the day it has to do with."""
    return {"rule": flag.rule.value, "criterion": flag.criterion, "due": flag.due.isoformat()}


def _freeze_plan(plan: PlanAtMeeting, view: MeetingView) -> MeetingDocument:
    score, headline = plan.outlook.score, plan.headline
    reasons = {
        item.goal.goal.number: [reason.value for reason in item.reasons]
        for item in view.items
        if item.plan.id == score.plan.id
    }
    expected = headline.expected
    between = (expected.low, expected.high) if expected else headline.between
    return {
        "plan": score.plan.id,
        "title": score.plan.title,
        "total": {name: write_exact(getattr(score.points, name)) for name in ("secured", "open", "lost")},
        "totalled": score.totalled,
        "expected": _write_foreseen(expected.mean) if expected else None,
        "between": [_write_foreseen(end) for end in between] if between else None,
        "enough": write_exact(headline.enough),
        "own_enough": headline.has_own_enough,
        "change": None if headline.change is None else _write_foreseen(headline.change),
        "since": write_day(plan.since),
        "counted": plan.counted.text if plan.counted else None,
        "over": score.is_over,
        "goals": [
            {
                **freeze_goal(goal),
                "reasons": reasons.get(goal.goal.number, []),
                "why": [_freeze_flag(flag) for flag in plan.outlook.of_goal(goal.goal.number)],
            }
            for goal in score.goals
        ],
    }


def _write_foreseen(points: Fraction) -> str | None:
    """Write points that are foreseen, or differ by what is: in millionths, for they are no more exact than that."""
    return write_exact(Decimal(round(points * _PARTS)) / _PARTS)
