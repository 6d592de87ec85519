"""The controls of a goal: each writes what it supposes to the address."""

from __future__ import annotations

import re

from metrics.facts.numbers import read_number
from pages.outlook.parts.whatif.whatif_goal import SupposedMode
from tests.pages.conftest import Open, text
from tests.pages.outlook.whatif_page import CPR, TRIBUNAL, bars, choose, said


def test_switching_a_goal_and_back_leaves_no_trace_in_the_address(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    for mode in SupposedMode:
        choose(at, "1.2", mode)
        assert not at.exception
    choose(at, "1.2", SupposedMode.NOW)
    assert set(at.query_params) == {"plan", "as_of", "wanted"}
    assert len(set(bars(at))) == 1


def test_a_likelihood_changes_the_forecast_and_secures_nothing(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL, chance="1.2-0.4")
    at.select_slider(key="whatif.likelihood|1.2").set_value(10).run()
    assert at.query_params["chance"] == "1.2-0.1"
    assert len(set(bars(at))) == 1
    told = r"mindst 80 point: (\d+) pct\. \(før: (\d+) pct\.\)"
    p, before = (int(n) for n in re.findall(told, said(at))[0])
    assert p < before == 93


def test_a_credit_between_is_earned_in_part(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    choose(at, "3.2", SupposedMode.PARTLY)
    assert at.query_params["set"] == "3.2-0.5"
    at.select_slider(key="whatif.credit|3.2").set_value(25).run()
    assert at.query_params["set"] == "3.2-0.25"
    assert "4,2" in bars(at)[1]


def test_a_value_is_set_on_a_slider_with_the_target_marked_in_it(open_page: Open) -> None:
    at = open_page("whatif", **CPR)
    choose(at, "2.1", SupposedMode.CRITERIA)
    slider = at.select_slider(key="value|2.1.1")
    assert any("(måltal)" in option for option in slider.options)
    assert "Ikke sat" in said(at)
    assert "value" not in at.query_params
    highest = read_number(slider.options[-1].split("\u00a0")[0])
    slider.set_value(highest).run()
    assert re.fullmatch(r"2\.1\.1-\d+(\.\d+)?", str(at.query_params["value"]))
    assert bars(at)[0] != bars(at)[1]


def test_a_milestone_has_a_day(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL, reached="2.1.3-2026-12-01")
    days = [one for one in at.date_input if one.key and one.key.startswith("reached|")]
    assert "2026-12-01" in [str(one.value) for one in days]
    next(one for one in days if one.key == "reached|2.1.3").set_value(None).run()
    assert "reached" not in at.query_params


def test_a_milestone_says_when_it_is_due_and_what_is_known(open_page: Open) -> None:
    page = said(open_page("whatif", **TRIBUNAL, reached="2.1.3-2026-12-01"))
    assert "Kendt i dag: Indberettet som gennemført 11.09." in page


def test_what_is_set_is_marked_in_words_and_what_is_not_is_unmarked(open_page: Open) -> None:
    html = text(open_page("whatif", **TRIBUNAL, set="3.2-not_met 1.2-0.5", chance="1.1-0.4"))
    assert re.findall(r'm-badge">Sat: ([^<]+)<', html) == ["sandsynlighed", "delvist", "opfyldes ikke"]
    assert html.count("m-supposed m-set") == 3
    assert html.count("m-supposed") == 6


def test_the_finer_ways_are_folded_until_they_are_asked_for(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    assert not [one for one in at.segmented_control if str(one.key).startswith("finer|")]
    at.button(key="more_button|1.2").click().run()
    assert at.segmented_control(key="finer|1.2").value is None
    assert set(at.query_params) == {"plan", "as_of", "wanted"}
    at.button(key="more_button|1.2").click().run()
    assert not [one for one in at.segmented_control if str(one.key).startswith("finer|")]


def test_as_now_puts_one_goal_back_and_the_button_all(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL, set="3.2-met 1.2-not_met", correlation="0.3")
    choose(at, "3.2", SupposedMode.NOW)
    assert at.query_params["set"] == "1.2-not_met"
    at.button(key="whatif_reset_all").click().run()
    assert set(at.query_params) == {"plan", "as_of", "wanted"}
    assert at.segmented_control(key="mode|1.2").value is SupposedMode.NOW
