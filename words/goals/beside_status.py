"""What stands beside a goal's status: where it is likely to end, how likely it is met, and why it is at risk."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.followup import concerns
from metrics.followup.outlook import Outlook
from metrics.followup.risk import RiskRule
from metrics.plan.catalogue import Catalogue
from metrics.score.scoring import GoalScore
from metrics.score.trend import Trend
from words.flag import write_named_reason
from words.forecast import write_chances
from words.language import Words, count_decimals
from words.standing import write_gaps


def write_beside(
    goal: GoalScore, outlook: Outlook, trend: Trend | None, catalogue: Catalogue, words: Words
) -> list[str]:
    """Write the lines below a goal's status; once the plan's period is over they say what is missing instead.

    `trend` belongs to its criterion, where it has a single, measured one.
    """
    lines = [*_write_short(goal, outlook, trend, words)]
    if gaps := write_gaps(goal, outlook.score, catalogue, words):
        more = [words.n("foresight.more_gaps", len(gaps) - 1)] if len(gaps) > 1 else []
        return [*lines, gaps[0], *more]
    if goal.status in concerns.FLAGGED:
        # That the goal is unlikely has been said with its likelihood.
        told = {RiskRule.UNLIKELY} if lines else set()
        risks = [flag for flag in outlook.risks(goal.goal.number) if flag.rule not in told][:1]
        lines += [write_named_reason(flag, goal.goal, words) for flag in risks]
    return lines


def _write_short(goal: GoalScore, outlook: Outlook, trend: Trend | None, words: Words) -> Iterator[str]:
    chances = write_chances(goal.outcome, words) if goal.outcome.credit is None else None
    if chances is None:
        return
    leaf = goal.criteria[0]
    found = outlook.foresight.forecasts.get(leaf.criterion.number) if trend else None
    if trend and not trend.held_against and found and found.quantiles:
        unit = trend.indicator.unit
        end = words.value(found.quantiles[2], unit, trend.indicator.decimals)
        aim = leaf.trace.target.value if leaf.trace and leaf.trace.target else None
        if aim is None or leaf.criterion.compare is None:
            yield words.t("plan.forecast_end", end=end, chances=chances)
        else:
            target = words.value(aim, unit, count_decimals(aim))
            yield words.t("plan.forecast_target", end=end, target=target, chances=chances)
    else:
        yield chances
