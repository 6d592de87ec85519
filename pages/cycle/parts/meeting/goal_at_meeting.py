"""One goal at a meeting: where it stands and why, its chart and forecast, and what the institution itself says."""

from __future__ import annotations

from markupsafe import Markup

from metrics.followup.outlook import Outlook
from metrics.followup.risk import RiskRule, find_chance
from metrics.meeting.agenda import AgendaItem, MeetingView
from metrics.score.scoring import CriterionScore, GoalScore
from metrics.score.trend import Trend, find_trend
from pages.cycle.parts.meeting import meeting_reads
from pages.cycle.parts.meeting.meeting_places import Place
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.ui import screen
from pages.ui.draw import marks, theme
from pages.ui.draw.charts import trend_chart
from pages.ui.draw.html import fill
from pages.ui.draw.status import draw_status
from words.decision import write_decision
from words.language import Words
from words.meetings.goal_lines import list_forecasts, list_told_reasons, write_because, write_goal_points
from words.reports.declared_line import name_declared, write_declared, write_texts

LOWER = 110
"""The pixels by which the chart is lower than elsewhere: on 1024 x 768 its time axis stays above the keys."""


def show_goal(meeting: OpenMeeting, view: MeetingView, place: Place) -> None:
    """Show one goal."""
    assert place.plan is not None
    page = meeting.page
    outlook = view.find_plan(place.plan.id).outlook
    goal = outlook.score.goal(place.goal)
    item = view.find_item(place.plan.id, place.goal)
    told = list_told_reasons(outlook, goal, page.words)
    screen.draw(_draw_head(meeting, outlook, goal, item, told))
    trends = [(leaf, trend) for leaf in goal.leaves() if (trend := _find_trend(meeting, outlook, leaf))]
    with screen.hold_place():
        _show_chart(meeting, outlook, trends)
    series = {leaf.criterion.number: trend for leaf, trend in trends}
    # The head says the weightiest already, which may be what a forecast says, too.
    lines = dict.fromkeys([*told, *list_forecasts(outlook, goal, series, page.words)])
    screen.draw(marks.draw_lines([line for line in lines if line not in told[:1]]))
    screen.draw(_draw_own_words(meeting, place))
    screen.draw(_draw_decisions(meeting, outlook, goal))


def _find_trend(meeting: OpenMeeting, outlook: Outlook, leaf: CriterionScore) -> Trend | None:
    moment = meeting.moment
    return find_trend(outlook.score.plan, leaf.criterion, moment.agreed, moment.facts, moment.catalogue)


def _draw_head(
    meeting: OpenMeeting, outlook: Outlook, goal: GoalScore, item: AgendaItem | None, told: list[str]
) -> Markup:
    """Draw where the goal stands and, of what is `told` of it, the weightiest."""
    words, possible = meeting.page.words, outlook.score.points.possible
    parts = [write_goal_points(goal, possible, words)] if goal.goal.scored else []
    if (chance := find_chance(goal)) is not None and goal.outcome.credit is None:
        parts.append(words.t("chance.met", p=words.likelihood(chance, undecided=True)))
    said = fill("<span>{}</span>", " · ".join(parts)) if parts else Markup()
    link = meeting.page.link("goal", plan=outlook.score.plan.id, goal=goal.goal.number)
    first = fill('<p class="m-first-reason">{}</p>', told[0]) if told else Markup()
    because = fill('<p class="m-because">{}</p>', write_because(item, words)) if item else Markup()
    return fill(
        '<div class="m-at-goal"><h2>{}</h2><p class="m-stand">{}{}</p>{}{}</div>',
        marks.draw_link(link, _name_goal(meeting, outlook, goal)),
        draw_status(goal.status, words, over=outlook.score.is_over),
        said,
        first,
        because,
    )


def _name_goal(meeting: OpenMeeting, outlook: Outlook, goal: GoalScore) -> str:
    """Name a goal; at a meeting about an area with its institution."""
    name = f"{goal.goal.number} {goal.goal.title}"
    if meeting.subject.institution:
        return name
    owner = meeting.moment.catalogue.find_owner(outlook.score.plan).name
    return meeting.page.t("meeting.of_institution", goal=name, institution=owner)


def _show_chart(meeting: OpenMeeting, outlook: Outlook, trends: list[tuple[CriterionScore, Trend]]) -> None:
    """Show the chart of the test that is most at risk, or of the first that has one."""
    page, writer = meeting.page, meeting.page.writer(meeting.moment.catalogue)
    flagged = {flag.criterion for flag in outlook.flags if flag.rule is not RiskRule.SILENT}
    ranked = sorted(trends, key=lambda one: one[0].criterion.number not in flagged)
    for leaf, trend in ranked:
        fan = _find_fan(outlook, leaf, trend)
        if not trend_chart.has_drawing(trend, fan):
            continue
        look = theme.choose_look(page.look.dark, projected=True)
        figure = trend_chart.draw_trend(
            trend, page.as_of, writer, look, fan, outlook.score.plan.year, lower=LOWER
        )
        screen.draw(fill('<p class="m-chart-title">{}</p>', _name_chart(trend, page.words)))
        alt = trend_chart.describe_trend(trend, writer, fan)
        key = f"meeting {outlook.score.plan.id} {leaf.criterion.number}"
        screen.show_figure(figure, page.words, alt=alt, key=key)
        return


def _name_chart(trend: Trend, words: Words) -> str:
    return f"{trend.indicator.name}, {words.t(f'unit_name.{trend.indicator.unit}')}"


def _find_fan(outlook: Outlook, leaf: CriterionScore, trend: Trend) -> tuple[float, ...]:
    ahead = outlook.foresight.forecasts.get(leaf.criterion.number)
    return trend.foresee(ahead.quantiles) if ahead else ()


def _draw_own_words(meeting: OpenMeeting, place: Place) -> Markup:
    """Draw what the institution says of the goal in its report."""
    assert place.plan is not None
    words = meeting.page.words
    lines = []
    for line in meeting_reads.read_declared_lines(meeting, place.plan, place.goal):
        texts = [text for _, text in write_texts(line, words) if text]
        said = write_declared(line, None, words)
        name = name_declared(line, place.plan, words)
        lines.append(fill("<li>{}: {} {}</li>", name, said, " ".join(texts)))
    if not lines:
        return Markup()
    title = words.t("meeting.own_words")
    return fill('<section class="m-own-words"><h3>{}</h3><ul>{}</ul></section>', title, Markup().join(lines))


def _draw_decisions(meeting: OpenMeeting, outlook: Outlook, goal: GoalScore) -> Markup:
    """Draw what stands decided about the goal."""
    plan, facts, words = outlook.score.plan, outlook.score.facts, meeting.page.words
    said = [one for one in facts.decisions.get(plan.id, ()) if one.goal == goal.goal.number]
    return marks.draw_lines([write_decision(one, plan, words) for one in said])
