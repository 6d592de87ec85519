"""What a meeting is told of one goal, in sentences: why it is on the agenda, and what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from metrics.followup.outlook import Outlook
from metrics.followup.risk import RiskRule
from metrics.foresight.forecast import Forecast
from metrics.meeting.agenda import AgendaItem
from metrics.score.scoring import GoalScore
from metrics.score.trend import Trend
from words.flag import write_named_reason
from words.forecast import write_fan, write_needed
from words.language import Words
from words.meetings.meeting_line import write_reasons
from words.standing import write_status


def write_because(item: AgendaItem, words: Words) -> str:
    """Write why a goal is on the agenda, and what its status was when the report before was due."""
    reasons = write_reasons(item.reasons, words)
    if item.move is None or item.move.before is item.goal.status:
        return reasons
    before = write_status(item.move.before, words, over=False)
    return f"{reasons} · {words.t('meeting.was', before=before)}"


def write_goal_points(goal: GoalScore, possible: Fraction, words: Words) -> str:
    """Write the points of a goal, and how many of them are open as the agenda has it, where that is another number."""
    every, still = words.points(goal.weight, possible), words.points(goal.points.open, possible)
    key = "meeting.points" if still == every or not goal.points.open else "meeting.points_open"
    return words.t(key, points=every, open=still)


def list_told_reasons(outlook: Outlook, goal: GoalScore, words: Words) -> list[str]:
    """List why a goal is at risk or late, the weightiest first."""
    told = (flag for flag in outlook.of_goal(goal.goal.number) if flag.rule is not RiskRule.SILENT)
    return [write_named_reason(flag, goal.goal, words) for flag in told]


def list_forecasts(
    outlook: Outlook, goal: GoalScore, trends: Mapping[str, Trend | None], words: Words
) -> Iterator[str]:
    """List what is expected of each open test of a goal, and what its target takes."""
    several = len(list(goal.leaves())) > 1
    for leaf in goal.open_leaves():
        number = leaf.criterion.number
        found, trend = outlook.foresight.tests.get(number), trends.get(number)
        said = []
        if isinstance(found, Forecast) and found.quantiles and trend and not trend.held_against:
            said.append(write_fan(found, trend.indicator, words))
        if found and found.needed:
            said.append(write_needed(found.needed, words))
        for line in said:
            yield words.t("risk.named", name=number, reason=line) if several else line
