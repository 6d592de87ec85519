"""What if: a plan with goals met or missed, values reached, days kept. None of it is ever recorded."""

from __future__ import annotations

from pages.outlook.parts import department_panel
from pages.outlook.parts.scenarios import scenario_panel
from pages.outlook.parts.whatif import (
    assumed_panel,
    choice_panel,
    goal_panel,
    own_plan,
    question_controls,
    total_panel,
    whatif_choices,
    whatif_session,
    whatif_sheet,
)
from pages.outlook.parts.whatif.whatif_address import WhatIfQuestion
from pages.ui import frame, moments, page_part, plan_choice, screen

ANSWERS = {
    WhatIfQuestion.CHOICE: choice_panel.show_choice,
    WhatIfQuestion.TOTAL: total_panel.show_total,
    WhatIfQuestion.GOAL: goal_panel.show_goal,
}

page = frame.open_page("whatif", titled=False)
moment = moments.read_moment(page.as_of, page.known_at, page.reader, page.today)
scenario_panel.follow_link(page, moment)
own_plan.open_own_plan(page, moment)
plan = plan_choice.find_asked_plan(
    page, moment, under_way=True, then=lambda: department_panel.show_department(page, moment)
)
moment = moment.of(plan)
official = moment.scores[plan.id]

title = page.t("whatif.title", institution=moment.catalogue.find_owner(plan).name, plan=plan.title)
plan_choice.show_plan_title(page, moment, plan, title)
screen.draw(whatif_sheet.draw_lead(plan, page.writer(moment.catalogue)))
kept = scenario_panel.read_kept(page, plan, moment)


@page_part.make_part
def show_answer() -> None:
    """Show the question, its answer and the saved scenarios."""
    asked = whatif_session.read_request(moment, plan)
    whatif_choices.tell_problems(page, plan, asked)
    scenario_panel.show_opened(page, plan, moment, kept, asked)
    question = asked.question if official.totalled else WhatIfQuestion.CHOICE
    if official.totalled:
        question_controls.show_question(page, plan, asked)
    with screen.hold_place():
        ANSWERS[question](page, moment, plan, asked)
    if official.totalled:
        assumed_panel.show_assumed(page, moment, plan)
    scenario_panel.show_keeping(page, plan, moment, kept, asked)


show_answer()
