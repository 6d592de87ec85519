"""What a department is asked to decide about its plans, apart from what only needs watching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.followup.commitments import find_accepted_until
from metrics.followup.concerns import Concern
from metrics.followup.outlook import Outlook
from metrics.followup.risk import Flag, RiskRule, find_chance
from metrics.score.scoring import GoalScore
from metrics.status import Status


class AskKind(StrEnum):
    """What is asked: to accept that a goal is not met in time, or to prolong an acceptance that runs out."""

    ACCEPT = "accept"
    PROLONG = "prolong"


# A forecast alone asks nothing of anybody; these say that the institution cannot be expected to mend it by itself.
ASKING = frozenset({RiskRule.IMPOSSIBLE, RiskRule.RUN_RATE, RiskRule.BLOCKED, RiskRule.OWN_DOUBT})


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to decide about a goal: why, or until when the deviation has been accepted."""

    kind: AskKind
    outlook: Outlook
    goal: GoalScore
    reason: Flag | None = None
    until: date | None = None


def find_asks(outlooks: Iterable[Outlook], concerns: Iterable[Concern], ahead: date) -> list[Ask]:
    """Find what is to be decided of goals at risk and what runs out by `ahead`, the largest share of a total first."""
    found = [*_find_lost_causes(concerns), *_find_running_out(outlooks, ahead)]
    return sorted(found, key=lambda ask: -ask.outlook.score.points.find_share(ask.goal.points.open))


def find_watched(concerns: Iterable[Concern], asks: Iterable[Ask]) -> list[Concern]:
    """Find the goals at risk that nobody is asked to decide about."""
    asked = {(ask.outlook.score.plan.id, ask.goal.goal.number) for ask in asks}
    return [
        one
        for one in concerns
        if one.goal.status is Status.AT_RISK
        and (one.outlook.score.plan.id, one.goal.goal.number) not in asked
    ]


def _find_lost_causes(concerns: Iterable[Concern]) -> Iterator[Ask]:
    for concern in concerns:
        reason = next((flag for flag in concern.flags if _asks(flag, concern)), None)
        if reason and concern.goal.status is Status.AT_RISK:
            yield Ask(AskKind.ACCEPT, concern.outlook, concern.goal, reason)


def _asks(flag: Flag, concern: Concern) -> bool:
    """Tell whether a flag asks for a decision: the institution's doubt alone does not, where the goal is likely."""
    if flag.rule not in ASKING:
        return False
    unlikely = any(other.rule is RiskRule.UNLIKELY for other in concern.flags)
    return flag.rule is not RiskRule.OWN_DOUBT or unlikely or find_chance(concern.goal) is None


def _find_running_out(outlooks: Iterable[Outlook], ahead: date) -> Iterator[Ask]:
    for outlook in outlooks:
        if outlook.score.settlement:
            continue  # what was accepted when a plan was closed is part of its settlement
        for goal in outlook.score.goals:
            until = find_accepted_until(outlook.score, goal)
            if until and until <= ahead:
                yield Ask(AskKind.PROLONG, outlook, goal, until=until)
