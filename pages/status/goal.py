"""One goal over years and plans: charts and tables of every figure, milestones, and the reasons for its status."""

from __future__ import annotations

import streamlit as st

from metrics.access import Action
from metrics.direction.target_years import find_aimed_at
from metrics.plan.institution_history import find_resource
from metrics.plan.terms import SeriesOwner
from metrics.score.trend import Trend
from pages.status.parts import foresight_sheet, goal_choice, goal_sheet, status_reads, withdrawal_form
from pages.status.parts.direction import direction_reads, serving_sheet, target_sheet
from pages.ui import frame, moments, page_part, plan_choice, screen
from pages.ui.draw import marks
from pages.ui.draw.charts import trend_chart
from words import decision, points

page = frame.open_page("goal", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
plan = plan_choice.find_asked_plan(page, moment)
moment = moment.of(plan)
goal = goal_choice.find_asked_goal(page, moment.scores[plan.id])
score = moment.scores[plan.id]
writer = page.writer(moment.catalogue)

screen.draw(goal_sheet.draw_goal_trail(score, goal.goal.number, writer))
named = f"{moment.catalogue.find_owner(plan).name}, {plan.title}"
plan_choice.show_plan_title(page, moment, plan, f"{goal.goal.number} {goal.goal.title}", within=named)
after = status_reads.read_decided(moment, plan.id)
said = (
    [decision.write_decision(d, plan, page.words) for d in after.of_goal(goal.goal.number)] if after else []
)
later = points.write_later_facts(score, goal.goal.number, moment.catalogue, page.words)
screen.draw(goal_sheet.draw_standing(score, goal, page.words), marks.draw_lines([*said, *later]))

outlook = moment.outlooks[plan.id]
directions = direction_reads.find_directions_of(page, moment, plan)
trends = status_reads.read_trends(moment, plan.id, goal.goal.number)
left, right = st.columns([2, 1], gap="large")
with left:
    for leaf, trend in trends:
        screen.draw(goal_sheet.draw_chart_title(leaf, trend, page.words))
        fan = status_reads.read_fan(moment, plan.id, leaf, trend)
        if trend_chart.has_drawing(trend, fan):
            figure = trend_chart.draw_trend(trend, page.as_of, writer, page.look, fan, plan.year)
            alt = trend_chart.describe_trend(trend, writer, fan)
            screen.show_figure(figure, page.words, alt=alt, key=leaf.criterion.number)
        else:
            screen.draw(goal_sheet.draw_no_chart("chart.nothing", page.words))
        screen.draw(
            goal_sheet.draw_years(trend, writer),
            goal_sheet.draw_readings(trend, plan, page.words),
        )
    for leaf in status_reads.find_undrawn(goal, trends):
        screen.draw(goal_sheet.draw_title(leaf), goal_sheet.draw_no_chart("chart.not_one_series", page.words))
    screen.draw(goal_sheet.draw_milestones(goal, score, page.words))
with right:
    # What is held against another series is foreseen in its own unit, not as the deviation that is drawn.
    read = {leaf.criterion.number: trend.indicator for leaf, trend in trends if not trend.held_against}
    screen.draw(
        foresight_sheet.draw_lost(outlook, goal, writer),
        foresight_sheet.draw_flags(outlook, goal, page.words),
        foresight_sheet.draw_foreseen(outlook, goal, read, writer),
        goal_sheet.draw_reasons(score, goal, writer),
        serving_sheet.draw_direction_of_goal(plan, goal.goal.number, directions, writer),
        target_sheet.draw_targets_of_goal(
            find_aimed_at(directions, plan, goal.goal.number, moment.facts, moment.catalogue), writer
        ),
    )


@page_part.make_part
def show_withdrawal_form() -> None:
    """Show the form that takes a figure back."""
    withdrawal_form.show_form(page, figures)


def may_report(trend: Trend) -> bool:
    """Tell whether the reader may report the figures of a trend, which are their owner's to report."""
    own = trend.reported.owner is SeriesOwner.INSTITUTION
    resource = find_resource(moment.catalogue.histories, trend.institution, page.today)
    return page.may(Action.REPORT if own else Action.CONFIRM, resource)


figures = withdrawal_form.find_figures([trend for _, trend in trends if may_report(trend)])
if figures:
    show_withdrawal_form()
