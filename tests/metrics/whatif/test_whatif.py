"""A plan as it would stand if: by the plan's own rule, beside what is recorded and never instead of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from metrics.algebra.outcome import Points
from metrics.errors import InvalidInput
from metrics.facts.facts import Facts
from metrics.facts.schema import Event, Result
from metrics.plan.criteria import Compare, Criterion
from metrics.plan.model import Plan
from metrics.plan.pay_rule import Pay, PayPlan
from metrics.plan.terms import Operator, Unit
from metrics.score.beliefs import NO_BELIEFS, Beliefs
from metrics.status import Status
from metrics.whatif.whatif import (
    Position,
    Suppositions,
    WhatIf,
    find_change_problems,
    find_misfits,
    suppose,
)
from tests.believing import EARLY, believing, likely, milestones, shared
from tests.factories import (
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    number,
    plan,
    quarterly,
    reads,
    result,
    within,
)

ONE, ZERO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)
INDICATORS = catalogue(
    indicator("share"),
    quarterly("cases", unit=Unit.COUNT),
    indicator("budget", unit=Unit.MIO_DKK),
    indicator("accounts", unit=Unit.MIO_DKK),
    indicator("days", unit=Unit.DAYS),
)
# 1 and 2 read the same share; 3 counts the cases of four quarters; 4 has two milestones in a row.
PLAN = plan(
    goal("1", compared("1.1", reads("share"), ">=", number(90))),
    goal("2", compared("2.1", reads("share", factor=Decimal(2)), "<=", number(190))),
    goal("3", compared("3.1", reads("cases", over="sum"), ">=", number(400))),
    goal("4", milestone("4.1"), milestone("4.2", date(2017, 9, 30), depends_on="4.1")),
)


def supposing(
    of: Plan = PLAN,
    *said: Result | Event,
    beliefs: Beliefs = NO_BELIEFS,
    at: date = EARLY,
    **changes: Any,
) -> WhatIf:
    return suppose(of, facts(*said, as_of=at), INDICATORS, beliefs, Suppositions(**changes))


def statuses(found: WhatIf) -> list[Status]:
    return [one.status for one in found.changed.goals]


def test_without_changes_it_is_the_score() -> None:
    found = supposing()
    assert found.changed == found.official
    assert found.contradicts == ()


def test_a_goal_set_to_met_is_secured_and_the_official_score_stays() -> None:
    found = supposing(credits={"1": ONE, "2": ZERO, "3": HALF})
    assert found.changed.points == Points(Fraction(75, 2), Fraction(25), Fraction(75, 2))
    assert found.official.points == Points(ZERO, Fraction(100), ZERO)
    assert statuses(found)[:3] == [Status.MET, Status.NOT_MET, Status.PARTLY_MET]
    assert {one.status for one in found.official.goals} == {Status.NOT_DUE}


def test_a_probability_opens_the_goal_and_leaves_the_bounds() -> None:
    found = supposing(likelihoods={"1": 0.8}, credits={"2": ONE, "3": ZERO, "4": ZERO})
    assert found.outlook is not None
    assert dict(found.outlook.distribution() or ()) == pytest.approx({Fraction(25): 0.2, Fraction(50): 0.8})
    assert found.changed.points.open == 25
    certain = supposing(likelihoods={"1": 1.0})
    assert certain.changed.goal("1").outcome.credit is None


@pytest.mark.parametrize(
    ("value", "credits"),
    [("89.9", [0, 1]), ("90", [1, 1]), ("95", [1, 1]), ("95.1", [1, 0])],
)
def test_two_criteria_on_one_indicator_see_the_same_value(value: str, credits: list[int]) -> None:
    found = supposing(values={"1.1": Decimal(value)})
    assert [one.outcome.credit for one in found.changed.goals[:2]] == credits
    assert found.changed.facts.as_of == EARLY
    assert found.changed.goals[2:] == found.official.goals[2:]


def test_a_value_is_of_the_whole_year_and_stands_before_the_quarters_at_hand() -> None:
    found = supposing(PLAN, result("2017Q1", 90, key="cases"), values={"3.1": Decimal(400)})
    assert found.changed.goal("3").status is Status.MET
    assert found.official.goal("3").outcome.credit is None


def test_a_value_stands_before_what_was_recorded_of_the_same_months() -> None:
    recorded = result("2017-01/2017-12", 380, key="cases")
    found = supposing(PLAN, recorded, at=date(2018, 3, 1), values={"3.1": Decimal(400)})
    assert found.official.goal("3").status is Status.NOT_MET
    assert found.changed.goal("3").status is Status.MET


def test_a_value_settles_what_the_same_result_would_have_settled() -> None:
    for value in ("399", "400", "401"):
        recorded = supposing(PLAN, result("2017", value, key="cases"), at=date(2018, 3, 1))
        assumed = supposing(values={"3.1": Decimal(value)})
        assert assumed.changed.goal("3").outcome == recorded.official.goal("3").outcome


@pytest.mark.parametrize(("value", "met"), [("10", True), ("11", False)])
def test_of_a_highest_reading_the_value_is_that_of_each_reading_to_come(value: str, met: bool) -> None:
    of = plan(goal("1", compared("1.1", reads("cases", over="max"), "<=", number(10))))
    early = result("2017Q1", 4, key="cases")
    found = supposing(of, early, at=date(2017, 4, 15), values={"1.1": Decimal(value)})
    assert found.changed.goal("1").outcome.credit == int(met)
    gone = supposing(
        of, result("2017Q1", 12, key="cases"), at=date(2017, 4, 15), values={"1.1": Decimal(value)}
    )
    assert gone.changed.goal("1").outcome.credit == 0


def test_what_a_test_still_waits_for_keeps_it_open() -> None:
    budget = within("1.1", "2", indicator="accounts", relative=True)
    assert budget.within
    measured = budget.model_copy(
        update={"within": budget.within.model_copy(update={"reference": reads("budget")})}
    )
    of = plan(goal("1", measured))
    found = supposing(of, values={"1.1": Decimal(101)})
    assert found.changed.goal("1").outcome.credit is None
    known = supposing(
        of, result("2017", 100, key="budget", recorded=date(2017, 1, 2)), values={"1.1": Decimal(101)}
    )
    assert known.changed.goal("1").status is Status.MET


def test_partial_credit_follows_the_plans_own_line() -> None:
    test = Compare(
        value=reads("share"), operator=Operator.AT_LEAST, target=number(90), partial_from=number(80)
    )
    of = plan(goal("1", Criterion(number="1.1", title="x", compare=test), grade=_straight()))
    assert supposing(of, values={"1.1": Decimal(85)}).changed.goal("1").outcome.credit == HALF


def _straight() -> Any:
    return {
        "points": ({"at": Decimal(0), "earns": Decimal(0)}, {"at": Decimal(1), "earns": Decimal(1)}),
        "linear": True,
    }


@pytest.mark.parametrize(
    ("days", "credit"),
    [
        ({"4.2": date(2017, 9, 1)}, None),
        ({"4.1": date(2017, 6, 1), "4.2": date(2017, 9, 30)}, 1),
        ({"4.1": date(2017, 6, 1), "4.2": date(2017, 10, 1)}, 0),
    ],
)
def test_a_day_is_judged_with_the_milestone_it_depends_on(days: dict[str, date], credit: int | None) -> None:
    assert supposing(days=days).changed.goal("4").outcome.credit == credit


def test_what_is_supposed_of_a_goal_decides_what_it_shares() -> None:
    same = Beliefs(
        {"1.1": likely(0.6), "2.1": likely(0.6)}, (shared({(1, 1): 0.6, (0, 0): 0.4}, "1.1", "2.1"),)
    )
    for credit, expected in ((ONE, 100.0), (ZERO, 0.0), (HALF, 55.0)):
        found = supposing(milestones(2), beliefs=same, credits={"1": credit})
        assert found.outlook is not None
        assert found.outlook.expected == pytest.approx(expected)
        assert found.changed.goal("2").outcome.credit is None


@pytest.mark.parametrize("changes", [{"credits": {"3": ONE}}, {"likelihoods": {"3": 0.5}}])
def test_a_goal_outside_the_score_is_supposed_beside_goals_that_share_a_series(
    changes: dict[str, Any],
) -> None:
    same = Beliefs(
        {"1.1": likely(0.6), "2.1": likely(0.6)}, (shared({(1, 1): 0.6, (0, 0): 0.4}, "1.1", "2.1"),)
    )
    outside = goal("3", milestone("3.1"), scored=False)
    found = supposing(plan(*milestones(2).goals, outside), beliefs=same, **changes)
    assert found.outlook is not None
    assert found.outlook.expected == pytest.approx(60)
    outcome = found.changed.goal("3").outcome
    assert outcome.expected == pytest.approx(1 if "credits" in changes else 0.5)


def test_the_outlook_stands_between_goals_apart_and_together() -> None:
    found = supposing(milestones(4), beliefs=believing(0.5, 0.5, 0.5, 0.5), rho=0.4)
    assert found.outlook is not None
    assert found.apart is not None
    assert found.together is not None
    all_met = [one.reaching(Fraction(100))[0] for one in (found.apart, found.outlook, found.together)]
    assert all_met == sorted(all_met)
    assert all_met[0] == pytest.approx(1 / 16)
    assert all_met[2] == pytest.approx(1 / 2)


RECORDED: list[Result | Event] = [
    result("2017", 91),
    result("2017", 380, key="cases"),
    event("4.1"),
    event("4.2", on=date(2017, 9, 30)),
]


def test_a_what_if_of_what_is_recorded_is_the_recorded_score() -> None:
    late = date(2018, 3, 1)
    found = supposing(PLAN, *RECORDED, at=late)
    assert found.official.points == Points(Fraction(75), ZERO, Fraction(25))
    credits = {one.goal.number: one.outcome.credit for one in found.official.goals}
    values = {"1.1": Decimal(91), "3.1": Decimal(380)}
    days = {"4.1": date(2017, 6, 30), "4.2": date(2017, 9, 30)}
    for changes in ({"credits": credits}, {"values": values}, {"days": days}):
        again = supposing(PLAN, *RECORDED, at=late, **changes)
        assert again.changed.points == found.official.points
        assert [one.status for one in again.changed.goals] == [one.status for one in found.official.goals]
        assert again.contradicts == ()


def test_a_what_if_may_question_what_is_recorded_and_says_so() -> None:
    found = supposing(
        PLAN,
        *RECORDED,
        at=date(2018, 3, 1),
        credits={"1": ZERO, "3": ZERO},
        likelihoods={"2": 0.5},
        values={"3.1": Decimal(400)},
        days={"4.1": date(2017, 7, 1), "4.2": date(2017, 9, 30)},
    )
    assert found.contradicts == ("1", "2", "3.1", "4.1")
    assert found.official.points.secured == 75
    assert found.changed.points == Points(ZERO, Fraction(25), Fraction(75))
    assert found.changed.goal("2").status is Status.UNKNOWN


def test_everything_that_is_wrong_is_said_at_once() -> None:
    gone = plan(*PLAN.goals, goal("5", milestone("5.1"), withdrawn=date(2017, 2, 1)), goal("6", _pooled()))
    with pytest.raises(InvalidInput) as refused:
        supposing(
            gone,
            credits={"9": ONE, "1": Fraction(3, 2), "2": ONE, "5": ONE},
            likelihoods={"2": 0.5, "3": 1.2, "4": float("nan")},
            values={
                "1.1": Decimal(80),
                "2.1": Decimal(81),
                "3.1": Decimal(-1),
                "4.1": Decimal(1),
                "6.1": Decimal(1),
            },
            days={"4.1": date(1917, 1, 1), "1.1": EARLY},
            rho=-0.1,
        )
    assert {(problem.code, problem.place) for problem in refused.value.problems} == {
        ("between", "correlation"),
        ("goal_unknown", "9"),
        ("between", "1"),
        ("given_twice", "2"),
        ("goal_withdrawn", "5"),
        ("between", "3"),
        ("between", "4"),
        ("values_differ", "2.1"),
        ("between", "3.1"),
        ("measured_unknown", "4.1"),
        ("not_one_series", "6.1"),
        ("between", "4.1"),
        ("milestone_unknown", "1.1"),
    }


def _pooled() -> Criterion:
    both = {"pooled": ({"indicator": "cases"}, {"indicator": "days"})}
    return Criterion.model_validate(
        {
            "number": "6.1",
            "title": "x",
            "compare": {"value": both, "operator": ">=", "target": {"number": Decimal(1)}},
        }
    )


def test_a_share_of_cases_is_at_most_all_of_them() -> None:
    cases = result("2016", of=(80, 100))
    with pytest.raises(InvalidInput):
        supposing(PLAN, cases, values={"1.1": Decimal("100.1")})
    assert supposing(PLAN, cases, values={"1.1": Decimal(100)}).changed.goal("1").status is Status.MET
    assert supposing(values={"1.1": Decimal("100.1")}).changed.goal("1").status is Status.MET
    beyond = result("2016", of=(120, 100))
    assert supposing(PLAN, beyond, values={"1.1": Decimal("100.1")}).changed.goal("1").status is Status.MET


def test_pay_follows_the_changed_total_beside_the_other_plans() -> None:
    rule = Pay(cap=Decimal(10), plans=(PayPlan(plan="other"),))
    found = supposing(milestones(2, pay=rule), credits={"1": ONE, "2": ONE})
    paid = found.pay({"other": Points(Fraction(50), ZERO, Fraction(50)), "plan-2017": found.official.points})
    assert paid is not None
    assert (paid.pay_least, paid.pay_most) == (Fraction(15, 2), Fraction(15, 2))
    assert supposing(credits={"1": ONE}).pay({}) is None


def test_the_facts_are_left_as_they_were() -> None:
    known: Facts = facts(*RECORDED, as_of=EARLY)
    before = (dict(known.series), dict(known.events))
    suppose(
        PLAN, known, INDICATORS, NO_BELIEFS, Suppositions(values={"3.1": Decimal(1)}, days={"4.1": EARLY})
    )
    assert (dict(known.series), dict(known.events)) == before


def test_one_position_is_supposed_otherwise_again_and_again() -> None:
    position = Position.of(PLAN, facts(as_of=EARLY), INDICATORS, NO_BELIEFS)
    met, missed = (position.suppose(Suppositions(credits={"1": credit})) for credit in (ONE, ZERO))
    assert (met.changed.points.secured, missed.changed.points.lost) == (Fraction(25), Fraction(25))
    assert position.suppose(Suppositions()).changed == met.official == missed.official


def test_what_the_plan_alone_shows_to_be_wrong_needs_no_day_and_no_facts() -> None:
    gone = plan(*PLAN.goals, goal("5", milestone("5.1"), withdrawn=date(2017, 2, 1)))
    changes = Suppositions(
        credits={"5": ONE, "9": ONE},
        values={"3.1": Decimal(-1), "4.1": Decimal(1)},
        days={"4.1": date(2016, 1, 1), "4.2": date(2015, 12, 31), "5.1": date(2019, 1, 1)},
    )
    alone = [(problem.code, problem.place) for problem in find_misfits(gone, changes)]
    assert alone == [("goal_unknown", "9"), ("measured_unknown", "4.1"), ("between", "4.2")]
    known = [
        (problem.code, problem.place)
        for problem in find_change_problems(gone, facts(as_of=EARLY), INDICATORS, changes)
    ]
    assert known == [*alone, ("goal_withdrawn", "5"), ("between", "3.1")]
    assert list(find_misfits(gone, Suppositions(rho=1.0))) == []
