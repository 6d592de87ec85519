"""All that the pages draw at a moment, by what it is drawn for, without the pages around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from metrics.followup.current import is_running
from metrics.periods import find_day_end
from metrics.plan.catalogue import find_areas
from metrics.score.scoring import GoalScore
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.risk_choices import RiskFilter, read_risk_sheet
from pages.outlook.parts.whatif import whatif_goal_sheet, whatif_reads, whatif_sheet
from pages.outlook.parts.whatif.whatif_goal import SupposedMode
from pages.status.parts import foresight_sheet, goal_sheet, status_reads
from pages.status.parts.development import development_reads
from pages.status.parts.institution import institution_reads
from pages.ui import moments
from pages.ui.draw.charts import trend_chart
from pages.ui.draw.writer import Writer
from pages.ui.kept import keep
from pages.ui.moments import Before, JudgedMoment
from terminal.common import find_operator, find_today
from tests.pages.drawing import writer

Drawn = Iterator[tuple[str, str]]


def draw_day(day: date) -> dict[str, str]:
    """Draw all areas, institutions and plans on a day, and the goals of running plans, on what was known at its end."""
    # Other tests draw the same moments beside other earlier ones.
    keep.forget_all()
    known = find_day_end(day)
    found = moments.read_moment(day, known, find_operator(), find_today())
    before, words = moments.make_before(known, find_operator(), find_today()), writer(found.catalogue)
    return {
        "overview": status_reads.read_overview(found, before, words, decides=found.catalogue.institutions),
        "risk": read_risk_sheet(found, before, RiskFilter("", "", ""), words).html,
        **dict(_draw_areas(found, words)),
        **dict(_draw_institutions(found, before, words)),
        **dict(_draw_plans(found, before, words)),
    }


def _draw_areas(found: JudgedMoment, words: Writer) -> Drawn:
    for area in ("", *find_areas(found.catalogue, found.agreed, found.facts.as_of)):
        yield f"development {area}", development_reads.read_fulfilment(found, area, words)
        for indicator in development_reads.list_indicators(found, area):
            compared = development_reads.read_comparison(found, area, indicator, words)
            yield f"development {area} {indicator}", compared


def _draw_institutions(found: JudgedMoment, before: Before, words: Writer) -> Drawn:
    for institution in sorted({plan.institution for plan in found.agreed}):
        own = institution_reads.find_institution_plans(found, institution)
        assert own
        yield f"years {institution}", institution_reads.read_years(own, before, words)
        yield f"courses {institution}", institution_reads.read_courses(own, "risk", words)
        yield f"plans {institution}", institution_reads.read_plans(own, words)


def _draw_plans(found: JudgedMoment, before: Before, words: Writer) -> Drawn:
    for plan in found.plans:
        yield f"plan {plan.id}", status_reads.read_plan_sheet(found, plan.id, before, words)
        supposed = whatif_reads.read_what_if(found, plan.id, Suppositions())
        yield f"what if {plan.id}", whatif_sheet.draw_bars(supposed, words.words)
        # The goals of plans that are over have no more in them than on the days when they were running.
        for goal in found.scores[plan.id].goals if is_running(plan, found.facts.as_of) else ():
            yield f"{plan.id} {goal.goal.number}", "".join(draw_goal(found, plan.id, goal, words))
            possible = found.scores[plan.id].points.possible
            likely = whatif_goal_sheet.draw_goal(goal, SupposedMode.NOW, possible, plan, words)
            yield f"what if {plan.id} {goal.goal.number}", likely


def draw_goal(found: JudgedMoment, plan: str, goal: GoalScore, words: Writer) -> Iterator[str]:
    """Draw a goal's page, with what its charts say to those who do not see them."""
    score, outlook = found.scores[plan], found.outlooks[plan]
    trends = status_reads.read_trends(found, plan, goal.goal.number)
    yield goal_sheet.draw_standing(score, goal, words.words)
    for leaf, trend in trends:
        yield trend_chart.describe_trend(trend, words, status_reads.read_fan(found, plan, leaf, trend))
        yield goal_sheet.draw_years(trend, words)
    read = {leaf.criterion.number: trend.indicator for leaf, trend in trends if not trend.held_against}
    yield foresight_sheet.draw_flags(outlook, goal, words.words)
    yield foresight_sheet.draw_foreseen(outlook, goal, read, words)
    yield goal_sheet.draw_reasons(score, goal, words)
