"""One goal with a provisional reading so far, against a target of 90."""

from __future__ import annotations

from datetime import date

from metrics.plan.model import Plan
from metrics.score.scoring import Score, score_plan
from metrics.score.trend import Trend, find_trend
from pages.status.parts import goal_sheet
from tests.factories import broken, catalogue, compared, facts, goal, milestone, plan, result
from tests.pages.drawing import DA, Reader, plain, rows, writer

PLAN = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")))
SUMMER = date(2017, 7, 15)
KNOWN = facts(result("2016", 80), result("2017Q1", 70), as_of=SUMMER)
SCORE: Score = score_plan(PLAN, KNOWN, catalogue())
GOAL, LATER = SCORE.goals


def trend(of: Plan = PLAN, *said: object) -> Trend:
    known = facts(result("2016", 80), result("2017Q1", 70), *said, as_of=SUMMER)  # type: ignore[arg-type]
    found = find_trend(of, of.goals[0].criteria[0], [of], known, catalogue())
    assert found is not None
    return found


def test_the_trail_leads_to_the_institution_the_plan_and_the_goal_beside_it() -> None:
    first = Reader(goal_sheet.draw_goal_trail(SCORE, "1", writer()))
    last = Reader(goal_sheet.draw_goal_trail(SCORE, "2", writer()))
    back = ["/institution?institution=inst", "/plan?plan=plan-2017"]
    ask = "/hvad-nu-hvis?plan=plan-2017&ask=goal&goal="
    assert first.values("href") == [*back, "/maal?plan=plan-2017&goal=2", f"{ask}1"]
    assert last.values("href") == [*back, "/maal?plan=plan-2017&goal=1", f"{ask}2"]


def test_a_goal_says_its_points_and_one_outside_the_score_that_it_has_none() -> None:
    assert plain(goal_sheet.draw_standing(SCORE, GOAL, DA)) == (
        "Endnu ikke opgjort 50 point: 0 opnået, 50 udestår, 0 tabt"
    )
    apart = plan(goal("1", compared("1.1")), goal("2", scored=False, note="Kun til orientering"))
    outside = plain(goal_sheet.draw_standing(SCORE, score_plan(apart, KNOWN, catalogue()).goals[1], DA))
    assert "point:" not in outside
    assert outside.endswith("Kun til orientering")


def test_the_reasons_have_the_arithmetic_the_source_and_what_is_missing() -> None:
    said = plain(goal_sheet.draw_reasons(SCORE, GOAL, writer()))
    assert "70 < 90: ikke opfyldt ved seneste opgørelse; opgøres endeligt efter årets udgang" in said
    assert "share, 1. kvartal 2017: 70,0 pct., registreret 1. april 2017" in said
    assert "share, Inst: tal for 2017 mangler. Frist 14. januar 2018" in said


def test_a_milestone_is_late_by_its_days_and_other_goals_have_no_table() -> None:
    assert rows(goal_sheet.draw_milestones(LATER, SCORE, DA))[1:] == [
        "2.1 2.1 30.06.2017 15 dage over fristen – Mangler indberetning"
    ]
    assert goal_sheet.draw_milestones(GOAL, SCORE, DA) == ""


def test_each_year_has_its_target_and_result_the_provisional_one_with_a_star() -> None:
    assert rows(goal_sheet.draw_years(trend(), writer()))[1:] == [
        "2016 – 80,0 – registreret 01.01.2017",
        "2017 90 70,0* Foreløbig ikke * Beregnet på grundlag af 1 kvartalstal; året er ikke slut",
    ]


def test_a_new_definition_stands_before_what_begins_with_it() -> None:
    changed = trend(PLAN, broken(date(2017, 1, 1), "Uden barsel."))
    starts = [text.split()[0] for text in rows(goal_sheet.draw_years(changed, writer()))[1:]]
    assert starts == ["2016", "01.01.2017", "2017"]


def test_the_readings_of_the_plans_year_are_listed_and_the_year_itself_is_not() -> None:
    assert rows(goal_sheet.draw_readings(trend(), PLAN, DA))[1:] == [
        "1. kvartal 2017 70,0 pct. – – 01.04.2017"
    ]
    before = plan(id="plan-2016", start=date(2016, 1, 1), end=date(2016, 12, 31))
    assert goal_sheet.draw_readings(trend(), before, DA) == ""


def test_a_figure_of_a_load_of_the_past_is_marked_beside_its_day() -> None:
    loaded = trend(
        PLAN,
        result("2016", 81, recorded=date(2017, 1, 14), backfilled=True),
        result("2017Q2", 71, recorded=SUMMER, backfilled=True),
    )
    assert rows(goal_sheet.draw_years(loaded, writer()))[1] == (
        "2016 – 81,0 – registreret 14.01.2017 (efterregistreret)"
    )
    assert rows(goal_sheet.draw_readings(loaded, PLAN, DA))[-1] == (
        "2. kvartal 2017 71,0 pct. – – 15.07.2017 (efterregistreret)"
    )


def test_a_chart_is_headed_by_its_criterion_and_its_series_with_the_unit() -> None:
    assert goal_sheet.write_title(trend(), DA) == "share, pct."
    assert plain(goal_sheet.draw_chart_title(GOAL.criteria[0], trend(), DA)) == "1.1 1.1 share, pct."
