"""What is supposed stands in the address: readable, the same when read again, and never more than can be supposed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.whatif.wanted_total import WantedSource, WantedTotal
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.whatif import whatif_address
from tests.factories import catalogue, compared, facts, goal, indicator, milestone, number, plan, reads

PLAN = plan(
    goal("1", compared("1.1", reads("share"), ">=", number(90))),
    goal("2", milestone("2.1"), withdrawn=date(2017, 6, 1)),
    goal("3", milestone("3.1")),
    goal("4", compared("4.1", reads("other"), ">=", number(90)), milestone("4.2")),
)
EVERYTHING = Suppositions(
    {"1": Fraction(1, 3)}, {"3": 0.6}, {"1.1": Decimal("-91.50")}, {"3.1": date(2017, 6, 15)}, 0.3
)


def test_the_address_can_be_read_by_people() -> None:
    assert whatif_address.write_query(EVERYTHING) == {
        "set": "1-1/3",
        "chance": "3-0.6",
        "value": "1.1--91.50",
        "reached": "3.1-2017-06-15",
        "correlation": "0.3",
    }
    said = Suppositions({"1": Fraction(1), "2": Fraction(0), "3": Fraction(1, 4)})
    assert whatif_address.write_query(said) == {"set": "1-met 2-not_met 3-0.25"}
    assert whatif_address.write_query(Suppositions()) == {}


def test_what_is_written_is_read_again_the_same() -> None:
    assert whatif_address.read_suppositions(whatif_address.write_query(EVERYTHING), PLAN) == (EVERYTHING, [])


@given(
    st.fractions(0, 1, max_denominator=999_999), st.integers(0, 1000), st.decimals(-(10**9), 10**9, places=4)
)
def test_whatever_is_supposed_is_read_again_the_same(credit: Fraction, mille: int, value: Decimal) -> None:
    said = Suppositions({"1": credit}, {"3": mille / 1000}, {"1.1": value}, {}, mille / 1000)
    assert whatif_address.read_suppositions(whatif_address.write_query(said), PLAN) == (said, [])


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"set": "9-met"}, ("goal_unknown", "9")),
        ({"set": "1-1.2"}, ("between", "1")),
        ({"chance": "1-1.2"}, ("between", "1")),
        ({"chance": "1--0.1"}, ("between", "1")),
        ({"set": "1-maybe"}, ("supposition_form", "set")),
        ({"set": "-met"}, ("supposition_form", "set")),
        ({"set": "<script>"}, ("supposition_form", "set")),
        ({"set": "1-1/0"}, ("supposition_form", "set")),
        ({"set": "1-met 1-not_met"}, ("given_twice", "set")),
        ({"set": "1-met", "chance": "1-0.5"}, ("given_twice", "1")),
        ({"value": "9.9-5"}, ("measured_unknown", "9.9")),
        ({"value": "3.1-5"}, ("measured_unknown", "3.1")),
        ({"value": "1.1-NaN"}, ("supposition_form", "value")),
        ({"value": "1.1-1e999999"}, ("supposition_form", "value")),
        ({"reached": "3.1-2017-02-30"}, ("supposition_form", "reached")),
        ({"reached": "3.1-2001-01-01"}, ("between", "3.1")),
        ({"reached": "1.1-2017-01-01"}, ("milestone_unknown", "1.1")),
        ({"correlation": "2"}, ("between", "correlation")),
        ({"correlation": "much"}, ("figure_needed", "correlation")),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_kept(query: dict[str, str], problem: tuple[str, str]) -> None:
    kept = {"set": "4-met", "value": "4.1-91", "reached": "4.2-2017-06-15"}
    changes, wrong = whatif_address.read_suppositions(
        query | {name: f"{query.get(name, '')} {said}" for name, said in kept.items()}, PLAN
    )
    assert problem in [(p.code, p.place) for p in wrong]
    assert (changes.credits["4"], changes.values["4.1"]) == (Fraction(1), Decimal(91))
    assert changes.days["4.2"] == date(2017, 6, 15)


def test_what_cannot_be_supposed_on_that_day_is_left_out_alone() -> None:
    asked, none = whatif_address.read_suppositions({"set": "1-met 2-met", "value": "1.1-91"}, PLAN)
    assert none == []
    known, there = facts(as_of=date(2017, 7, 1)), catalogue(indicator("share"), indicator("other"))
    changes, wrong = whatif_address.split_fitting(PLAN, known, there, asked)
    assert [(p.code, p.place) for p in wrong] == [("goal_withdrawn", "2")]
    assert changes == Suppositions({"1": Fraction(1)}, {}, {"1.1": Decimal(91)})


def test_a_goal_is_put_back_with_all_its_criteria() -> None:
    assert whatif_address.leave_out(EVERYTHING, ["1", "1.1"]) == Suppositions(
        {}, {"3": 0.6}, {}, {"3.1": date(2017, 6, 15)}, 0.3
    )


USUAL = WantedTotal(Fraction(50), WantedSource.NEXT)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({}, {}),
        ({"easiest": "1 3", "goal": "3"}, {}),
        ({"wanted": "80"}, {"wanted": "80"}),
        ({"set": "1-met"}, {"set": "1-met", "wanted": "50"}),
        ({"ask": "total", "easiest": "3 1"}, {"ask": "total", "easiest": "3 1", "wanted": "50"}),
        ({"ask": "goal", "goal": "3", "wanted": "80"}, {"ask": "goal", "goal": "3", "wanted": "80"}),
    ],
)
def test_what_is_kept_of_an_answer_is_what_opens_it_again(
    query: dict[str, str], kept: dict[str, str]
) -> None:
    day = facts()
    asked = whatif_address.read_request(query, PLAN, day, catalogue(indicator("share")), USUAL)
    assert whatif_address.write_choices(asked, totalled=True) == kept


def test_of_a_plan_without_a_total_no_question_is_kept() -> None:
    query = {"set": "1-met", "ask": "total", "wanted": "80"}
    asked = whatif_address.read_request(query, PLAN, facts(), catalogue(indicator("share")), USUAL)
    assert whatif_address.write_choices(asked, totalled=False) == {"set": "1-met"}
