"""The contract of `maalstreg score --json` and `maalstreg pay --json`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from export.score_document import (
    build_decision_document,
    build_payment_document,
    build_score_document,
    build_total_document,
    to_json_number,
)
from metrics.algebra.outcome import Points
from metrics.facts.decisions import Decision, DecisionKind
from metrics.plan.model import Scoring
from metrics.plan.pay_rule import Pay
from metrics.plan.terms import Weights
from metrics.score.pay import find_payment
from metrics.score.scoring import score_plan
from tests.factories import catalogue, compared, event, facts, goal, milestone, plan, reads, result, scored
from tests.settlements import add_settlements, close, settle
from words.language import Words

DA = Words("da")
DAY = date(2018, 2, 1)


@pytest.mark.parametrize(
    ("value", "shown"), [(None, None), (Fraction(100), 100), (Fraction(1, 2), 0.5), (Fraction(0), 0)]
)
def test_a_whole_number_is_written_as_one(value: Fraction | None, shown: float | None) -> None:
    found = to_json_number(value)
    assert (found, type(found)) == (shown, type(shown))


def test_a_closed_plan_has_its_settled_total_and_that_of_what_is_known_now_beside_it() -> None:
    closed = close(plan(goal("1", milestone("1.1")), goal("2", milestone("2.1"))), DAY)
    kept = settle(scored(closed, event("1.1"), as_of=DAY))
    now = add_settlements(facts(event("1.1", "not_met"), as_of=DAY), kept)
    document = build_score_document(score_plan(closed, now, catalogue()), catalogue(), DA)
    assert document["total"] == {"secured": 50, "open": 50, "lost": 0, "possible": 100}
    assert document["after_settlement"] == {"secured": 0, "open": 50, "lost": 50, "possible": 100}
    assert [(one["status"], one["credit"]) for one in document["goals"]] == [
        ("met", 1),
        ("overdue_data", None),
    ]
    assert document["settlement"] == {
        "on": "2018-02-01",
        "known_at": "2029-12-31T23:00:00+00:00",
        "afterwards": False,
        "reason": None,
        "note": None,
    }
    before = build_score_document(scored(closed, event("1.1"), as_of=date(2018, 1, 1)), catalogue(), DA)
    assert before["settlement"] is before["after_settlement"] is None
    unsettled = build_score_document(scored(closed, event("1.1"), as_of=DAY), catalogue(), DA)
    assert unsettled["settlement"] is None
    awaiting = [one["awaits_settlement"] for one in (document, before, unsettled)]
    assert awaiting == [False, False, True]


def test_a_score_has_its_points_and_each_criterion_its_arithmetic() -> None:
    target = reads(offset=-1, factor=Decimal("0.5"))
    p = plan(goal("1", compared(target=target)), goal("2", milestone("2.1")))
    found = scored(
        p,
        result("2016", of=(9, 15), exempt=Decimal(5), recorded=date(2017, 1, 10), source="Rapport"),
        result("2017", 91, recorded=date(2018, 1, 10)),
        event("2.1", "claimed", recorded=date(2017, 7, 1)),
    )
    document = build_score_document(found, catalogue(), DA)
    assert document["total"] == {"secured": 50, "open": 50, "lost": 0, "possible": 100}
    assert document["original"] is document["decided"] is None
    assert (document["plan"], document["institution"], document["as_of"]) == (
        "plan-2017",
        "Inst",
        "2030-01-01",
    )
    (measured,), (dated,) = (one["criteria"] for one in document["goals"])
    assert (measured["actual"], measured["target"], measured["credit"]) == (91, 45, 1)
    trace = measured["trace"]
    assert trace["text"] == "91 ≥ 90 × 50\u00a0pct. = 45: opfyldt"
    assert (trace["target"]["base"], trace["target"]["factor"], trace["holds"]) == (90, 0.5, True)
    assert trace["target"]["inputs"] == [
        {
            "institution": "inst",
            "indicator": "share",
            "period": "2016",
            "value": 90,
            "numerator": 9.0,
            "denominator": 15.0,
            "exempt": 5.0,
            "provisional": False,
            "note": None,
            "source": "Rapport",
            "recorded": "2017-01-09T23:00:00+00:00",
            "backfilled": False,
        }
    ]
    assert (dated["actual"], dated["target"], dated["credit"]) == ("2017-06-30", "2017-06-30", None)
    assert dated["trace"]["event"]["kind"] == "claimed"
    assert dated["trace"]["owed"] == [{"due": "2017-06-30"}]


def test_what_is_owed_names_its_series_and_span() -> None:
    document = build_score_document(scored(plan(), as_of=date(2017, 8, 1)), catalogue(), DA)
    assert document["goals"][0]["criteria"][0]["trace"]["owed"] == [
        {
            "due": "2018-01-14",
            "institution": "inst",
            "indicator": "share",
            "start": "2017-01-01",
            "end": "2017-12-31",
            "awaited": None,
        }
    ]


def test_the_total_by_the_plan_as_signed_and_after_decisions_stand_beside_it() -> None:
    found = scored(plan(goal("1", milestone("1.1"))), event("1.1", "not_met"))
    decision = Decision(
        "plan-2017",
        DecisionKind.TOTAL,
        DAY,
        "Chef",
        "Aftalt",
        points=Decimal("80.5"),
        number=3,
        recorded_at=None,
    )
    decided = replace(found, facts=replace(found.facts, decisions={"plan-2017": (decision,)}))
    document = build_score_document(decided, catalogue(), DA, original=found)
    assert document["total"]["secured"] == 0
    assert document["original"] == {"secured": 0, "open": 0, "lost": 100, "possible": 100}
    assert document["decided"] == {"secured": 80.5, "open": 0, "lost": 19.5, "possible": 100}
    assert document["decisions"] == [build_decision_document(decision)]


def test_a_decision_has_every_field_of_the_contract() -> None:
    found = Decision(
        "plan-2017", DecisionKind.DEVIATION, DAY, "Chef", "-", goal="1", until=date(2018, 3, 1), number=2
    )
    assert build_decision_document(found) == {
        "number": 2,
        "kind": "accepted_deviation",
        "goal": "1",
        "points": None,
        "on": "2018-02-01",
        "until": "2018-03-01",
        "by": "Chef",
        "reason": "-",
        "revokes": None,
    }


def test_a_plan_that_only_counts_has_no_total() -> None:
    found = scored(plan(scoring=Scoring(weights=Weights.NONE)))
    assert build_total_document(found) == {"secured": None, "open": None, "lost": None, "possible": None}


def test_pay_has_its_parts_and_says_that_it_is_indicative() -> None:
    found = scored(plan(goal("1", milestone("1.1"))), event("1.1"))
    rule = Pay(cap=Decimal(10))
    half = Points(Fraction(75), Fraction(0), Fraction(25))
    document = build_payment_document(found, find_payment(rule, "plan-2017", {"plan-2017": half}), None)
    assert document["indicative"] is True
    assert (document["fulfilment"], document["pay"]) == (
        {"least": 75, "most": 75},
        {"least": 7.5, "most": 7.5},
    )
    assert document["plans"] == [{"plan": "plan-2017", "weight": 1, "least": 75, "most": 75}]
    assert (document["decided"], document["missing"]) == (None, [])
