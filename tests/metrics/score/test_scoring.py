"""Goals and totals by hand: the smallest plan that shows each rule, and every status in its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.algebra.outcome import Points
from metrics.algebra.tree import Rule
from metrics.facts.schema import EventKind
from metrics.plan.criteria import Assessment, Criterion, GradePoint, Grading, ScalePoint
from metrics.plan.model import Scoring
from metrics.plan.terms import Party, Weights
from metrics.status import Status
from tests.factories import (
    assessed,
    compared,
    event,
    goal,
    milestone,
    number,
    plan,
    result,
    scored,
    the_trace,
)

HALF = Decimal("0.5")
LINEAR = Grading(
    points=(GradePoint(at=Decimal(0), earns=Decimal(0)), GradePoint(at=Decimal(1), earns=Decimal(1))),
    linear=True,
)

# --- Milestones and assessments -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2017, 5, 1), Status.MET), (date(2017, 6, 30), Status.MET), (date(2017, 7, 1), Status.NOT_MET)],
)
def test_a_milestone_is_met_by_its_day_and_not_met_when_late(on: date, expected: Status) -> None:
    assert scored(plan(goal("1", milestone())), event("1.1", on=on)).goals[0].status is expected


def test_a_milestone_nobody_has_confirmed_is_not_due_then_overdue_and_never_failed() -> None:
    days = [date(2017, 6, 30), date(2017, 7, 1), date(2029, 1, 1)]
    found = [scored(plan(goal("1", milestone())), as_of=day) for day in days]
    assert [s.goals[0].status for s in found] == [Status.NOT_DUE, Status.OVERDUE_DATA, Status.OVERDUE_DATA]
    assert {s.points.lost for s in found} == {0}


def test_a_claim_settles_nothing() -> None:
    for leaf in (milestone(), assessed()):
        found = scored(plan(goal("1", leaf)), event("1.1", "claimed"))
        assert found.points.open == 100
        assert found.goals[0].status == Status.AWAITING_CONFIRMATION


def test_a_claimed_milestone_awaits_the_department_once_its_day_has_passed() -> None:
    p, said = plan(goal("1", milestone())), event("1.1", "claimed", on=date(2017, 6, 11))
    days = (date(2017, 6, 30), date(2017, 7, 1))
    found = [scored(p, said, as_of=day).goals[0].status for day in days]
    assert found == [Status.NOT_DUE, Status.AWAITING_CONFIRMATION]


def test_a_confirmation_counts_from_its_day_and_from_when_it_was_recorded() -> None:
    said = event("1.1", on=date(2017, 6, 1), recorded=date(2017, 6, 20))
    p = plan(goal("1", milestone()))
    assert scored(p, said, as_of=date(2017, 5, 31)).points.open == 100
    assert scored(p, said, as_of=date(2017, 6, 10), known_at=date(2017, 6, 10)).points.open == 100
    assert scored(p, said, as_of=date(2017, 6, 10)).points.secured == 100


def test_a_later_verdict_replaces_an_earlier_one() -> None:
    first = event("1.1", on=date(2017, 6, 1), recorded=date(2017, 6, 1))
    second = event("1.1", "not_met", on=date(2017, 6, 1), recorded=date(2017, 8, 1))
    p = plan(goal("1", milestone()))
    assert scored(p, second, first).points.lost == 100
    assert scored(p, second, first, known_at=date(2017, 7, 1)).points.secured == 100


def test_a_milestone_waits_for_the_one_it_depends_on() -> None:
    p = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1", date(2017, 9, 30), depends_on="1.1")))
    second = event("2.1", on=date(2017, 9, 1))
    found = scored(p, second)
    trace = the_trace(found.goal("2"))
    assert trace.waits_for == "1.1"
    assert found.points == Points(Fraction(0), Fraction(100), Fraction(0))
    claimed = scored(p, second, event("1.1", "claimed"))
    assert claimed.goal("2").outcome.credit is None
    late = scored(p, second, event("1.1", on=date(2017, 8, 1)))
    assert (late.goal("1").status, late.goal("2").status) == (Status.NOT_MET, Status.MET)


def test_a_verdict_of_a_later_day_hides_behind_an_earlier_claim() -> None:
    p = plan(goal("1", milestone()))
    claim = event("1.1", "claimed", date(2017, 5, 1))
    verdict = event(
        "1.1", "met", date(2017, 6, 1), recorded=date(2017, 5, 2)
    )  # written down ahead of its day
    before = scored(p, claim, verdict, as_of=date(2017, 5, 31))
    said = the_trace(before.goals[0]).said
    assert said
    assert said.kind is EventKind.CLAIMED
    assert before.points.open == 100
    assert scored(p, claim, verdict, as_of=date(2017, 6, 1)).points.secured == 100
    alone = scored(p, verdict, as_of=date(2017, 5, 31))
    assert the_trace(alone.goals[0]).said is None


def test_a_milestone_whose_prerequisite_is_not_met_earns_nothing() -> None:
    due = date(2017, 9, 30)
    chain = [milestone("1.1"), milestone("2.1", due, "1.1"), milestone("3.1", due, "2.1")]
    p = plan(*(goal(leaf.number[0], leaf) for leaf in chain))
    refused = event("1.1", "not_met")
    for rows in ([refused], [refused, event("2.1", on=date(2017, 9, 1))]):
        found = scored(p, *rows)
        assert [g.status for g in found.goals] == [Status.NOT_MET] * 3
        assert found.points.lost == 100
    confirmed = [event("2.1", on=date(2017, 9, 1)), event("3.1", on=date(2017, 9, 2))]
    waiting = scored(p, *confirmed)
    assert [the_trace(g).waits_for for g in waiting.goals] == [None, "1.1", "1.1"]
    assert waiting.points.open == 100
    assert scored(p, event("1.1"), *confirmed).points.secured == 100


def test_a_word_of_the_plan_s_own_scale_earns_what_the_scale_says() -> None:
    scale = tuple(ScalePoint(word=w, earns=Decimal(e)) for w, e in (("a", "1"), ("b", "0.4"), ("c", "0")))
    leaf = Criterion(number="1.1", title="x", assessed=Assessment(due=date(2017, 12, 31), scale=scale))
    p = plan(goal("1", leaf, grade=LINEAR))
    found = [scored(p, replace(event("1.1", "word"), word=w)) for w in "abc"]
    assert [s.points.secured for s in found] == [100, 40, 0]
    assert [s.goals[0].status for s in found] == [Status.MET, Status.PARTLY_MET, Status.NOT_MET]
    assert scored(p, replace(event("1.1", "word"), word="d")).points.open == 100


def test_an_assessment_is_what_the_verdict_says() -> None:
    p = plan(goal("1", assessed()))
    assert scored(p, event("1.1")).goals[0].status is Status.MET
    assert scored(p, event("1.1", "not_met")).goals[0].status is Status.NOT_MET
    assert scored(p, as_of=date(2017, 12, 31)).goals[0].status is Status.NOT_DUE
    assert scored(p, as_of=date(2018, 1, 2)).goals[0].status is Status.NOT_DUE
    assert scored(p, as_of=date(2018, 1, 3)).goals[0].status is Status.AWAITING_CONFIRMATION
    own = assessed()
    own = own.model_copy(update={"assessed": Assessment(due=date(2017, 12, 31), by=Party.INSTITUTION)})
    assert scored(plan(goal("1", own)), as_of=date(2018, 1, 3)).goals[0].status is Status.OVERDUE_DATA


# --- Goals and totals ---------------------------------------------------------------------------------------------


def deed(key: str, **changes: object) -> Criterion:
    return assessed(key).model_copy(update=changes)


def test_five_of_seven_equal_goals_is_71_point_43() -> None:
    p = plan(*(goal(str(n), assessed(f"{n}.1")) for n in range(7)))
    found = scored(p, *(event(f"{n}.1", "met" if n < 5 else "not_met") for n in range(7)))
    assert found.points == Points(Fraction(500, 7), Fraction(0), Fraction(200, 7))


def test_given_weights_out_of_100() -> None:
    weights = {"1": 15, "2": 25, "3": 40, "4": 20}
    goals = [goal(n, assessed(f"{n}.1"), weight=Decimal(w)) for n, w in weights.items()]
    p = plan(*goals, scoring=Scoring(weights=Weights.GIVEN))
    found = scored(p, *(event(f"{n}.1", "not_met" if n == "2" else "met") for n in weights))
    assert found.points.secured == 75
    assert found.points.lost == 25


def test_weights_at_several_levels_each_earn_their_part() -> None:
    inner = Criterion(
        number="1.1",
        title="r",
        weight=Decimal(30),
        rule=Rule.SUM,
        criteria=tuple(deed(f"1.1.{c}") for c in "abc"),
    )
    one = goal("1", inner, deed("1.2", weight=Decimal(10)), rule=Rule.SUM, grade=LINEAR, weight=Decimal(40))
    p = plan(one, goal("2", assessed("2.1"), weight=Decimal(60)), scoring=Scoring(weights=Weights.GIVEN))
    verdicts = {"1.1.a": "met", "1.1.b": "met", "1.1.c": "not_met", "1.2": "met"}
    found = scored(p, *(event(n, v) for n, v in verdicts.items()))
    assert found.goal("1").points == Points(Fraction(30), Fraction(0), Fraction(10))
    assert found.goal("1").status is Status.PARTLY_MET
    assert found.goal("1").criteria[0].status is Status.PARTLY_MET
    assert found.points == Points(Fraction(30), Fraction(60), Fraction(10))


def test_partly_met_earns_nothing_where_the_goal_is_all_or_nothing() -> None:
    p = plan(goal("1", *(deed(f"1.{n}") for n in range(24)), rule=Rule.SUM))
    found = scored(p, *(event(f"1.{n}", "not_met" if n == 23 else "met") for n in range(24)))
    assert found.points == Points(Fraction(0), Fraction(0), Fraction(100))


def test_at_least_k_parts() -> None:
    p = plan(goal("1", deed("1.a"), deed("1.b"), deed("1.c"), rule=Rule.AT_LEAST, k=2))
    assert scored(p, event("1.a"), event("1.b", "not_met")).points.open == 100
    assert scored(p, event("1.a"), event("1.c")).points.secured == 100
    assert scored(p, event("1.a", "not_met"), event("1.b", "not_met")).points.lost == 100


def test_steps_on_a_result_are_two_levels_of_one_indicator() -> None:
    """100 at 95, half at 90, else nothing; 92 is half of the points."""
    points = (
        GradePoint(at=Decimal("0.5"), earns=Decimal("0.5")),
        GradePoint(at=Decimal(1), earns=Decimal(1)),
    )
    levels = (compared("1.1", target=number(95)), compared("1.2", target=number(90)))
    p = plan(goal("1", *levels, rule=Rule.SUM, grade=Grading(points=points)))
    secured = [
        scored(p, result("2017", value)).points.secured for value in ("89.9", "90", "92", "94.9", "95")
    ]
    assert secured == [0, 50, 50, 50, 100]


def test_a_goal_outside_the_score_is_judged_and_weighs_nothing() -> None:
    p = plan(goal("1", assessed("1.1")), goal("2", assessed("2.1"), scored=False))
    found = scored(p, event("1.1"), event("2.1", "not_met"))
    assert found.goal("2").status is Status.NOT_MET
    assert found.goal("2").weight == 0
    assert found.points == Points(Fraction(100), Fraction(0), Fraction(0))


def test_the_total_may_be_out_of_another_number_than_100() -> None:
    p = plan(goal("1", assessed("1.1")), goal("2", assessed("2.1")), scoring=Scoring(possible=Decimal(15)))
    found = scored(p, event("1.1"))
    assert found.points == Points(Fraction("7.5"), Fraction("7.5"), Fraction(0))


def test_a_goal_number_that_is_not_there_is_not_found() -> None:
    with pytest.raises(KeyError):
        scored(plan()).goal("9")


def test_goals_and_criteria_that_do_not_count_are_not_counted() -> None:
    beside = milestone("1.2").model_copy(update={"scored": False})
    goals = [
        goal("1", milestone("1.1"), beside, weight_class="høj"),
        goal("2", milestone("2.1"), scored=False),
    ]
    found = scored(plan(*goals), event("1.1"), event("1.2", "not_met"), event("2.1", "not_met"))
    assert found.counts == {Status.MET: 1}
    assert found.criteria_counts == {Status.MET: 1}
    assert found.classes() == {"høj": {Status.MET: 1}}


def test_a_plan_is_over_from_the_day_after_its_last() -> None:
    assert not scored(plan(), as_of=date(2017, 12, 31)).is_over
    assert scored(plan(), as_of=date(2018, 1, 1)).is_over
