"""The questions of a what-if: the total wanted, how linked goals are, and which are easiest."""

from __future__ import annotations

import re

from pages.outlook.parts.whatif.whatif_address import WhatIfQuestion
from tests.pages.conftest import Open, text
from tests.pages.outlook.whatif_page import TRIBUNAL, goals, said


def test_other_points_wanted_change_the_question_everywhere(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    at.select_slider(key="wanted").set_value(60).run()
    assert at.query_params["wanted"] == "60"
    assert "Sandsynlighed for mindst 60 point" in said(at)
    assert "Hvilke mål afgør, om 60 point nås?" in said(at)
    assert "Hvad skal der til for 60 point?" in at.segmented_control(key="ask").options


def test_goals_that_swing_together_are_shown_beside_those_that_do_not(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL, correlation="0.3")
    at.session_state["whatif_assumed"] = True
    at.run()
    at.select_slider(key="correlation").set_value(1.0).run()
    cases = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", text(at))
    assert [name for name, _ in cases] == [
        "uden samvariation",
        "med den valgte",
        "med fuld samvariation",
    ]
    assert cases[0][1] != cases[1][1] == cases[2][1]


def test_the_readers_own_ranking_decides_the_ways(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL | {"wanted": "30"}, ask="total", easiest="1.2 3.2 1.2 9.9")
    assert at.multiselect(key="easiest").value == ["1.2", "3.2"]
    table = text(at)[text(at).index('class="m-ways"') :]
    assert re.findall(r'role="rowheader">([^<]+)<', table)[:-2] == [
        "1.2 Færre gamle sager",
        "3.2 Lavere sygefravær",
    ]


def test_each_question_stands_in_the_address_and_has_its_own_answer(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    assert "m-ways" not in text(at)
    at.segmented_control(key="ask").set_value(WhatIfQuestion.TOTAL).run()
    assert at.query_params["ask"] == "total"
    assert "Målopfyldelsen er mindst 80 point, også hvis ét mål ikke opfyldes, uanset hvilket." in said(at)
    assert not goals(at)
    at.segmented_control(key="ask").set_value(WhatIfQuestion.GOAL).run()
    assert at.query_params["ask"] == "goal"
    at.selectbox(key="goal").set_value("3.2").run()
    assert at.query_params["goal"] == "3.2"
    assert "Hvis mål 3.2 ikke opfyldes, er den forventede målopfyldelse 77,0 point (nu 92,3)" in said(at)
    at.segmented_control(key="ask").set_value(WhatIfQuestion.CHOICE).run()
    assert "ask" not in at.query_params
    assert len(goals(at)) == 6


def test_the_total_asked_about_is_the_plans_own_and_one_step_leads_back_to_it(open_page: Open) -> None:
    at = open_page("whatif", **{name: said for name, said in TRIBUNAL.items() if name != "wanted"})
    assert "Sandsynlighed for mindst 50 point" in said(at)
    assert "50 point: planens mindstekrav for resultatløn" in said(at)
    assert "ministerområdets grænse 80" in said(at)
    assert not [button for button in at.button if button.key == "whatif_wanted_reset"]
    at.select_slider(key="wanted").set_value(60).run()
    assert "Sandsynlighed for mindst 60 point" in said(at)
    at.button(key="whatif_wanted_reset").click().run()
    assert "wanted" not in at.query_params
    assert "Sandsynlighed for mindst 50 point" in said(at)


def test_what_the_ministry_area_calls_enough_is_one_step_away_where_the_plan_asks_for_less(
    open_page: Open,
) -> None:
    at = open_page("whatif", **TRIBUNAL | {"wanted": "50"}, ask="total")
    (button,) = [one for one in at.button if one.key == "whatif_wanted_area"]
    assert button.label == "Ministerområdets grænse: 80 point"
    button.click().run()
    assert at.query_params["wanted"] == "80"
    assert "Sandsynlighed for mindst 80 point" in said(at)
    assert not [one for one in at.button if one.key == "whatif_wanted_area"]
