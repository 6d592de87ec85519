"""Rules about what a plan says of itself: each with the words that fire it, and the nearest that do not."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.algebra.tree import Rule
from metrics.plan.model import Reporting, Scoring
from metrics.plan.pay_rule import Pay
from tests.checked_plans import PICTURE, SAID, good, of
from tests.factories import compared, goal


@pytest.mark.parametrize(
    ("rule", "changes", "fires"),
    [
        ("picture_without_years", {"strategic_picture": "Borgerne skal have svar i 2017."}, True),
        ("picture_without_years", {"strategic_picture": "Borgerne skal have svar i 2019."}, False),
        (
            "picture_without_years",
            {"strategic_picture": "Over de næste fire år bliver svar hurtigere."},
            False,
        ),
        ("picture_without_years", {"strategic_picture": None}, False),
        ("short_picture", {"strategic_picture": "ord " * 59}, True),
        ("short_picture", {"strategic_picture": "ord " * 60}, False),
        ("picture_not_followed_up", {"notes": SAID[1:]}, True),
        ("picture_not_followed_up", {"notes": SAID[:1]}, False),
        ("no_dialogue", {"notes": SAID[1:]}, True),
        ("no_dialogue", {"notes": ("Der holdes kvartalsmøder.",)}, False),
        ("no_dialogue", {"notes": (), "reporting": Reporting(note="Drøftes med direktøren.")}, False),
        ("staff_unmentioned", {"notes": SAID[:1]}, True),
        ("staff_unmentioned", {"notes": SAID[1:]}, False),
        ("pay_by_total", {"notes": ("Resultatlønnen beregnes af planen.",)}, True),
        ("pay_by_total", {"notes": ("Resultatløn aftales for sig.",)}, False),
        ("reports_disagree", {"reporting": Reporting(quarters=(2, 4), note="Kvartalsvist")}, True),
        ("reports_disagree", {"reporting": Reporting(note="Kvartalsvist")}, False),
        ("reports_disagree", {"reporting": Reporting(quarters=(2, 4), note="To gange")}, False),
    ],
)
def test_a_rule_goes_by_the_plans_words(rule: str, changes: dict[str, Any], fires: bool) -> None:
    assert bool(of(rule, good(**changes))) is fires


def test_a_rule_for_pay_lets_it_rest_on_the_total() -> None:
    pay = Pay.model_validate({"cap": 10, "table": [{"at": 50, "share": 1}]})
    assert of("pay_by_total", good(pay=pay)) == [("", {})]


def test_all_parts_are_asked_for_and_some_are_enough() -> None:
    either = goal("1", compared("1.1"), compared("1.2"), rule=Rule.ANY)
    every = Scoring(note="Et mål kræver, at alle dele er nået.")
    assert of("any_against_all", good(either, goal("2"), scoring=every)) == [("", {"goals": ["1"]})]
    assert of("any_against_all", good(goal("2"), scoring=every)) == []
    assert of("any_against_all", good(either)) == []


def test_goals_of_legality_and_of_security_are_known_by_their_titles() -> None:
    named = [goal(f"{n}").model_copy(update={"title": title}) for n, title in enumerate(TITLES, 1)]
    assert of("legality_goals", good(*named)) == [("", {"goals": ["1"]})]
    assert of("security_goals", good(*named)) == [("", {"goals": ["2", "3", "4"], "count": 3, "total": 5})]
    assert of("security_goals", good(*named[:3])) == []


TITLES = (
    "GDPR",
    "IT-sikkerhed",
    "Bedre informationssikkerhed",
    "Logning af it-miljøet",
    "Sikker budgettering",
)


def test_the_good_plans_picture_looks_beyond_its_year() -> None:
    assert "2020" in PICTURE
