"""How often the risk rules have been right, on the page of risks, worked out when it is unfolded."""

from __future__ import annotations

from pages.outlook.parts import rule_record
from tests.pages.conftest import Open, text
from tests.pages.drawing import DA, captions, plain


def test_it_shows_the_rules_or_says_that_there_is_nothing_to_judge(open_page: Open) -> None:
    for day, said in (("2026-11-20", DA.t("rules.title")), ("2017-06-30", DA.t("rules.none"))):
        at = open_page("risk", as_of=day)
        assert said not in [*captions(text(at)), text(at)]
        at.session_state[rule_record.KEY] = True
        shown = text(at.run())
        assert said in captions(shown) or said in shown


def test_it_says_how_good_the_forecasts_behind_the_flags_were(open_page: Open) -> None:
    at = open_page("risk", as_of="2026-11-20")
    at.session_state[rule_record.KEY] = True
    shown = text(at.run())
    assert "prognoser i afsluttede år ramte" in plain(shown)
    assert DA.t("calibration.methods") in captions(shown)


def test_it_says_how_good_the_methods_are_also_before_any_year_is_over(open_page: Open) -> None:
    for day, judged in (("2026-11-20", True), ("2017-06-30", False)):
        at = open_page("risk", as_of=day)
        at.session_state[rule_record.KEY] = True
        shown = plain(text(at.run()))
        assert "Sigtet er mindst 90 pct.: nået." in shown
        assert ("flaget efter tredje kvartal" in shown) is judged
