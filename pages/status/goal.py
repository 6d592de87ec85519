"""One goal over years and plans: charts and tables of every figure, milestones, and the reasons for its status."""

from __future__ import annotations

import streamlit as st

from metrics.access import Action
from metrics.plan.institution_history import find_resource
from pages.status.parts import foresight_sheet, goal_choice, goal_sheet, status_reads, withdrawal_form
from pages.ui import frame, moments, page_part, plan_choice, screen
from pages.ui.draw import marks
from pages.ui.draw.charts import paper, trend_chart
from words import decision

page = frame.open_page("goal", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
plan = plan_choice.find_asked_plan(page, moment)
moment = moment.of(plan)
goal = goal_choice.find_asked_goal(page, moment.scores[plan.id])
score = moment.scores[plan.id]
writer = page.writer(moment.catalogue)

screen.draw(goal_sheet.draw_goal_trail(score, goal.goal.number, writer))
plan_choice.show_plan_title(page, moment, plan, f"{goal.goal.number} {goal.goal.title}")
after = status_reads.read_decided(moment, plan.id)
said = (
    [decision.write_decision(d, plan, page.words) for d in after.of_goal(goal.goal.number)] if after else []
)
screen.draw(goal_sheet.draw_standing(score, goal, page.words), marks.draw_lines(said))

outlook = moment.outlooks[plan.id]
trends = status_reads.read_trends(moment, plan.id, goal.goal.number)
left, right = st.columns([2, 1], gap="large")
with left:
    for leaf, trend in trends:
        screen.draw(goal_sheet.draw_chart_title(leaf, trend, page.words))
        if trend.results or trend.targets:
            ahead = outlook.foresight.forecasts.get(leaf.criterion.number)
            figure = trend_chart.draw_trend(trend, page.as_of, page.words, page.look, ahead, plan.year)
            alt = trend_chart.describe_trend(trend, page.words, ahead)
            st.plotly_chart(
                figure,
                theme=None,
                config=paper.make_config(page.words),
                alt=alt,
                key=leaf.criterion.number,
            )
        screen.draw(
            goal_sheet.draw_years(trend, writer),
            goal_sheet.draw_readings(trend, plan, page.words),
        )
    screen.draw(goal_sheet.draw_milestones(goal, page.as_of, page.words))
with right:
    read = {leaf.criterion.number: trend.indicator for leaf, trend in trends}
    screen.draw(
        foresight_sheet.draw_lost(outlook, goal, writer),
        foresight_sheet.draw_flags(outlook, goal, page.words),
        foresight_sheet.draw_foreseen(outlook, goal, read, page.words),
        goal_sheet.draw_reasons(score, goal, writer),
    )


@page_part.make_part
def show_withdrawal_form() -> None:
    """Show the form that takes a figure back."""
    withdrawal_form.show_form(page, figures)


def may_report(institution: str) -> bool:
    """Tell whether the reader may report what an institution measures."""
    return page.may(Action.REPORT, find_resource(moment.catalogue.histories, institution, page.today))


figures = withdrawal_form.find_figures([trend for _, trend in trends if may_report(trend.institution)])
if figures:
    show_withdrawal_form()
