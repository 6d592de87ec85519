"""What a note to the head is made of: what has moved, what is at risk, and what is to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.followup.asks import Ask, find_asks
from metrics.followup.changes import GoalMove, find_moved_goals, list_reports
from metrics.followup.concerns import Concern, find_concerns
from metrics.followup.outlook import Outlook
from metrics.paper.ground import PaperGround
from metrics.plan.model import Plan

MOST = 5
"""The lines of each part, so that a note is one page; the weightiest come first."""


@dataclass(frozen=True, slots=True)
class NoteContent:
    """What has moved since the latest report, the goals at risk or late, and what is asked, each weightiest first."""

    moved: Sequence[tuple[Outlook, GoalMove]]
    concerns: Sequence[Concern]
    asks: Sequence[Ask]
    ahead: date


def find_note(outlooks: Sequence[Outlook], ground: PaperGround) -> NoteContent:
    """Find what a note about some plans says, all of it."""
    ahead = _find_next_report([one.score.plan for one in outlooks], ground.facts.as_of)
    concerns = find_concerns(outlooks)
    return NoteContent(
        find_moved_goals(outlooks, ground.before or {}),
        concerns,
        find_asks(outlooks, concerns, ahead),
        ahead,
    )


def _find_next_report(plans: Sequence[Plan], day: date) -> date:
    """Find when the next report is due; the day itself where none is to come."""
    coming = [due for plan in plans for _, due in list_reports(plan) if due >= day]
    return min(coming, default=day)
