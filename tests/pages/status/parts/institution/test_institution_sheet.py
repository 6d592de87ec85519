"""An institution's line under its title, its plans, reports and decisions."""

from __future__ import annotations

from datetime import date

from metrics.facts.decisions import Decision, DecisionKind
from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from pages.status.parts.institution import institution_sheet as sheet
from tests.factories import event, goal, milestone, plan, scored
from tests.pages.drawing import DA, Reader, plain, rows, writer

PLAN = plan(goal("1", milestone("1.1")))
SUMMER = date(2017, 7, 20)


def test_the_line_under_the_title_leads_to_what_else_there_is_and_names_the_last_report() -> None:
    html = sheet.draw_lead(PLAN, SUMMER, "Ministeriet", writer())
    assert Reader(html).values("href") == [
        "/plan?plan=plan-2017",
        "/hvad-nu-hvis?plan=plan-2017",
        "/aarshjul?institution=inst",
        "/journal?institution=inst",
    ]
    assert plain(html).startswith("Ministeriet Plan ")
    assert plain(html).endswith("seneste kvartalsrapport: 2. kvartal (frist 14. juli 2017)")


def test_before_the_first_report_none_is_named() -> None:
    assert "kvartalsrapport" not in plain(sheet.draw_lead(PLAN, date(2017, 1, 2), "", writer()))


def test_each_plan_has_its_years_and_points_and_one_without_a_total_has_none() -> None:
    counted = PLAN.model_copy(update={"scoring": Scoring(weights=Weights.NONE)})
    html = sheet.draw_plans([scored(PLAN, event("1.1")), scored(counted)], writer())
    assert rows(html)[1:] == [
        "Plan 01.01.2017 – 31.12.2017 100 0 0",
        "Plan 01.01.2017 – 31.12.2017 – – –",
    ]


def test_a_running_plan_s_reports_are_past_or_to_come_and_without_one_it_is_said() -> None:
    said = rows(sheet.draw_reports([PLAN], SUMMER, DA))[1:]
    assert said[1] == "2. kvartalsrapport, Plan 14.07.2017 frist passeret"
    assert said[2] == "3. kvartalsrapport, Plan 14.10.2017 kommende"
    assert plain(sheet.draw_reports([], SUMMER, DA)).startswith("Ingen plan er i gang")


def test_a_report_due_on_a_saturday_is_past_from_the_tuesday() -> None:
    lines = {
        day: rows(sheet.draw_reports([PLAN], date(2017, 10, day), DA))[3].removeprefix(
            "3. kvartalsrapport, Plan "
        )
        for day in (14, 16, 17)
    }
    assert lines == {
        14: "14.10.2017 kommende",
        16: "14.10.2017 kommende",
        17: "14.10.2017 frist passeret",
    }


def test_decisions_stand_newest_first_and_none_is_said() -> None:
    first, second = (
        Decision("plan-2017", DecisionKind.NEAR_MISS, date(2018, month, 1), "Chef", "Nær nok", goal="1")
        for month in (2, 3)
    )
    said = rows(sheet.draw_decisions([(PLAN, first), (PLAN, second)], writer()))[1:]
    assert [line[:10] for line in said] == ["01.03.2018", "01.02.2018"]
    assert plain(sheet.draw_decisions([], writer())) == "Der er ingen beslutninger."


def test_the_heading_of_all_goals_says_how_to_read_them() -> None:
    assert plain(sheet.draw_cards_head("Trappe: måltal", DA)) == "Alle mål over årene Trappe: måltal"
