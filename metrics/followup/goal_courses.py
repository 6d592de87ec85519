"""Every goal of an institution over all years and plans: what each of its tests reads, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.facts.facts import Facts
from metrics.followup.concerns import find_concerns
from metrics.followup.current import is_running
from metrics.followup.outlook import Outlook
from metrics.followup.risk import find_chance
from metrics.foresight.forecast import Forecast
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.scoring import CriterionScore, GoalScore
from metrics.score.trend import Trend, find_trend

MOST_YEARS = 10
"""The years that a small drawing has room for."""


@dataclass(frozen=True, slots=True)
class GoalCourse:
    """A measured test with its trend, or the tests of a goal that have none.

    `earlier` means that it is a goal of an older plan, which the current one no longer has.
    """

    outlook: Outlook
    goal: GoalScore
    leaves: tuple[CriterionScore, ...]
    trend: Trend | None = None
    earlier: bool = False

    @property
    def plan(self) -> Plan:
        """The plan of the goal."""
        return self.outlook.score.plan

    @property
    def leaf(self) -> CriterionScore:
        """The test, or the first of several."""
        return self.leaves[0]

    @property
    def alone(self) -> bool:
        """Whether the goal has no other tests than these."""
        return len(list(self.goal.leaves())) == len(self.leaves)

    @property
    def over(self) -> bool:
        """Whether the plan's time is over, so that nothing is foreseen any more."""
        return self.outlook.score.is_over

    @property
    def chance(self) -> float | None:
        """How likely the test is met; None where that is decided, not foreseen, or the plan is over."""
        return None if self.over else find_chance(self.leaf)

    @property
    def forecast(self) -> Forecast | None:
        """Where the value is likely to end, as it stands in the trend; None where that is settled or not foreseen."""
        if self.trend is None or self.leaf.outcome.credit is not None or self.over:
            return None
        found = self.outlook.foresight.forecasts.get(self.leaf.criterion.number)
        placed = self.trend.foresee(found.quantiles) if found else ()
        return replace(found, quantiles=placed) if found and placed else None


def find_current_plan(plans: Sequence[Plan], as_of: date) -> Plan | None:
    """Find the plan an institution is under on a day, or else its newest; None where it has none."""
    under_way = [plan for plan in plans if plan.start <= as_of <= plan.end]
    followed = under_way or [plan for plan in plans if is_running(plan, as_of)] or list(plans)
    return max(followed, key=lambda plan: (plan.start, plan.id), default=None)


def find_courses(
    current: Outlook, others: Sequence[Outlook], facts: Facts, catalogue: Catalogue
) -> list[GoalCourse]:
    """Find the courses of the current plan's goals in its order, then of series that only older plans read.

    `others` are the institution's other plans, newest first; each gives its targets to the trends.
    """
    plans = [outlook.score.plan for outlook in (current, *others)]
    found = list(_find_plan_courses(current, plans, facts, catalogue))
    seen = {(one.trend.institution, one.trend.indicator.id) for one in found if one.trend}
    for outlook in others:
        for one in _find_plan_courses(outlook, plans, facts, catalogue):
            key = (one.trend.institution, one.trend.indicator.id) if one.trend else None
            if key and key not in seen:
                seen.add(key)
                found.append(GoalCourse(one.outlook, one.goal, one.leaves, one.trend, earlier=True))
    return found


def _find_plan_courses(
    outlook: Outlook, plans: Iterable[Plan], facts: Facts, catalogue: Catalogue
) -> Iterator[GoalCourse]:
    plan, every = outlook.score.plan, list(plans)
    for goal in outlook.score.goals:
        trends = [(leaf, find_trend(plan, leaf.criterion, every, facts, catalogue)) for leaf in goal.leaves()]
        drawn = [(leaf, trend) for leaf, trend in trends if trend and (trend.results or trend.targets)]
        for leaf, trend in drawn:
            yield GoalCourse(outlook, goal, (leaf,), trend)
        rest = tuple(leaf for leaf, trend in trends if not trend or not (trend.results or trend.targets))
        if rest or not drawn:
            yield GoalCourse(outlook, goal, rest)


def rank_by_risk(courses: Iterable[GoalCourse]) -> list[GoalCourse]:
    """Put goals with most points at risk first; the others, and those of older plans, follow in their order."""
    given = list(courses)
    outlooks = {id(one.outlook): one.outlook for one in given if not one.earlier}
    concerned = [(c.outlook.score.plan.id, c.goal.goal.number) for c in find_concerns(outlooks.values())]
    ranks = {key: place for place, key in enumerate(concerned)}

    def rank(one: GoalCourse) -> tuple[bool, int]:
        return one.earlier, ranks.get((one.plan.id, one.goal.goal.number), len(ranks))

    return sorted(given, key=rank)


def find_shared_years(trends: Iterable[Trend], plan: Plan) -> range:
    """Find the years that drawings side by side share: of results and targets, at most the year after a plan's."""
    given = list(trends)
    last = max([point.year for trend in given for point in trend.results], default=plan.year)
    last = max(last, plan.year)
    years = {year for trend in given for year in find_trend_years(trend)}
    if any(point.year == plan.year + 1 for trend in given for point in trend.targets):
        last = max(last, plan.year + 1)
    first = min([*years, plan.year])
    return range(max(first, last - MOST_YEARS + 1), last + 1)


def find_trend_years(trend: Trend) -> set[int]:
    """Find the years for which a trend has a result or a target."""
    return {point.year for point in trend.results} | {point.year for point in trend.targets}
