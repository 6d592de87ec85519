"""One plan as a sheet: its facts, and its goals with this year beside the last."""

from __future__ import annotations

from datetime import date

from metrics.followup.outlook import find_outlook
from metrics.followup.thresholds import USUAL
from metrics.score.trend import find_trend
from pages.status.parts import plan_sheet
from tests.factories import catalogue, compared, facts, goal, milestone, plan, result
from tests.pages.drawing import DA, HOSTILE, Reader, plain, rows, writer

PLAN = plan(goal("1", compared("1.1")), goal("2", milestone("2.1"), milestone("2.2")))
KNOWN = facts(result("2016", 80), result("2017Q1", 70), as_of=date(2017, 7, 15))
TREND = find_trend(PLAN, PLAN.goals[0].criteria[0], [PLAN], KNOWN, catalogue())


def test_goals_have_last_year_beside_this_and_criteria_below_where_there_are_several() -> None:
    outlook = find_outlook(PLAN, KNOWN, catalogue(), USUAL)
    trends = {"1.1": TREND, "2.1": None, "2.2": None}
    shown = rows(plan_sheet.draw_goals(outlook, trends, (), writer()))
    assert shown[1].startswith("1 1 50 – 80,0 pct. mindst 90 pct. 70,0 pct. (til og med 1. kvartal 2017)")
    assert [text.split()[0] for text in shown[1:]] == ["1", "2", "2.1", "2.2"]
    assert "Begge delmål skal være opfyldt 50" in shown[2]


def test_a_goal_decided_met_shows_both() -> None:
    outlook = find_outlook(PLAN, KNOWN, catalogue(), USUAL)
    trends = {"1.1": TREND, "2.1": None, "2.2": None}
    first, second = rows(plan_sheet.draw_goals(outlook, trends, {"1"}, writer()))[1:3]
    assert first.endswith("Endnu ikke opgjort Besluttet: opfyldt")
    assert "Besluttet" not in second


def test_the_facts_leave_out_what_the_plan_does_not_say() -> None:
    said = plain(plan_sheet.draw_about(PLAN, writer()))
    assert said.startswith("Parter Department · Inst Planår 1. januar 2017 – 31. december 2017 Opgørelse")
    assert "2 mål med samme vægt, i alt 100 point" in said
    assert "Underskrevet" not in said


def test_the_strategic_picture_is_folded_and_escaped_or_not_there() -> None:
    told = PLAN.model_copy(update={"strategic_picture": HOSTILE, "notes": ("Note",)})
    read = Reader(plan_sheet.draw_picture(told, DA))
    assert read.tags == ["details", "summary", "p", "ul", "li"]
    assert plan_sheet.draw_picture(PLAN, DA) == ""
