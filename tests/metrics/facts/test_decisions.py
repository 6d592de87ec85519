"""Decisions around a score: which stand, what they make of it, and which are refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from metrics.facts.decisions import (
    Decision,
    DecisionKind,
    find_decision_problems,
    find_standing_decisions,
    select_told,
)
from metrics.facts.fact_history import gather_facts
from metrics.facts.schema import Result
from metrics.periods import find_day_end, find_day_start
from metrics.plan.model import Closing, Plan
from metrics.plan.pay_rule import Pay
from metrics.plan.terms import Stage
from metrics.score.after_decisions import ScoreAfterDecisions, apply_decisions
from metrics.score.scoring import Score, score_plan
from metrics.status import Status
from tests.factories import (
    catalogue,
    compared,
    event_frame,
    goal,
    indicator,
    observation_frame,
    plan,
    reads,
    result,
)

ON = date(2018, 2, 1)
AFTER = date(2018, 3, 1)
NEAR = DecisionKind.NEAR_MISS
# Goal 1 is met, goal 2 missed by one day, goal 3 open.
PLAN = plan(
    goal("1", compared("1.1", reads("a"))),
    goal("2", compared("2.1", reads("b"), "<=", target=None)),
    goal("3", compared("3.1", reads("c"))),
    pay=Pay(cap=Decimal(10)),
)
RESULTS = [result("2017", 95, key="a"), result("2017", 91, key="b")]
CATALOGUE = catalogue(*(indicator(key) for key in "abc"))
CREDITS: dict[str, Fraction | None] = {"1": Fraction(1), "2": Fraction(0), "3": None}


def decision(kind: DecisionKind = NEAR, number: int = 1, **changes: Any) -> Decision:
    usual: dict[DecisionKind, dict[str, Any]] = {
        NEAR: {"goal": "2"},
        DecisionKind.TOTAL: {"points": Decimal(50)},
        DecisionKind.DEVIATION: {"goal": "3", "until": AFTER},
        DecisionKind.PAY: {"points": Decimal(0)},
        DecisionKind.REVOKED: {"revokes": 1},
    }
    default = {"plan": "plan-2017", "on": ON, "by": "Departementschef", "reason": "Én dag", **usual[kind]}
    return Decision(kind=kind, number=number, recorded_at=find_day_start(ON), **(default | changes))


def scored(*decisions: Decision, as_of: date = AFTER, results: Sequence[Result] = RESULTS) -> Score:
    frames = observation_frame(results), event_frame([])
    facts = gather_facts(*frames, decisions, as_of=as_of, known_at=find_day_end(as_of))
    return score_plan(PLAN, facts, CATALOGUE)


def outcome_of(*decisions: Decision) -> ScoreAfterDecisions:
    found = apply_decisions(scored(*decisions), CATALOGUE)
    assert found
    return found


def test_a_near_miss_is_computed_not_met_and_decided_met_and_both_are_there() -> None:
    computed = scored(decision())
    assert computed.goal("2").status is Status.NOT_MET
    assert computed.points.secured == Fraction(100, 3)
    after = outcome_of(decision())
    assert after.score.goal("2").status is Status.MET
    assert after.points.secured == Fraction(200, 3)
    assert after.points.open == Fraction(100, 3)
    assert [d.reason for d in after.of_goal("2")] == ["Én dag"]


def test_a_decided_total_stands_beside_the_computed_one() -> None:
    assert scored(decision(DecisionKind.TOTAL)).points.secured == Fraction(100, 3)
    after = outcome_of(
        decision(), decision(DecisionKind.TOTAL, 2), decision(DecisionKind.TOTAL, 3, points=Decimal(60))
    )
    assert [after.points.secured, after.points.open, after.points.lost] == [60, 0, 40]


def test_what_is_decided_on_pay_leaves_the_fulfilment_alone() -> None:
    after = outcome_of(decision(DecisionKind.PAY))
    assert after.points == scored().points


def test_every_reader_is_told_all_but_what_is_paid() -> None:
    kinds = [DecisionKind.NEAR_MISS, DecisionKind.PAY, DecisionKind.TOTAL, DecisionKind.DEVIATION]
    told = select_told([decision(kind, place) for place, kind in enumerate(kinds)])
    assert [one.kind for one in told] == [kind for kind in kinds if kind is not DecisionKind.PAY]


def test_an_accepted_deviation_shows_until_its_day_and_never_hides_what_is_late_or_decided() -> None:
    early = date(2017, 12, 31)
    accepted = decision(DecisionKind.DEVIATION, on=date(2017, 10, 1), until=early)
    accepted = replace(accepted, recorded_at=find_day_start(date(2017, 10, 1)))
    assert scored(accepted, as_of=early, results=[]).goal("3").status is Status.ACCEPTED_DEVIATION
    assert scored(accepted, as_of=date(2018, 1, 1), results=[]).goal("3").status is Status.NOT_DUE
    assert scored(accepted, as_of=date(2017, 9, 30), results=[]).goal("3").status is Status.NOT_DUE
    longer = replace(accepted, until=AFTER)
    assert scored(longer, results=[]).goal("3").status is Status.OVERDUE_DATA
    met = scored(longer, results=[result("2017", 95, key="c")])
    assert met.goal("3").status is Status.MET


def test_a_decision_stands_from_its_day_until_it_is_taken_back() -> None:
    taken_back = decision(DecisionKind.REVOKED, 2, on=date(2018, 2, 20))
    moment = find_day_end(AFTER)
    first = decision()
    assert find_standing_decisions([first, taken_back], as_of=AFTER, known_at=moment) == {}
    assert find_standing_decisions([first, taken_back], as_of=date(2018, 2, 19), known_at=moment) == {
        "plan-2017": (first,)
    }
    assert find_standing_decisions([first], as_of=date(2018, 1, 31), known_at=moment) == {}
    assert find_standing_decisions([first], as_of=AFTER, known_at=datetime(2018, 1, 31, tzinfo=UTC)) == {}


def test_without_decisions_nothing_is_decided() -> None:
    assert apply_decisions(scored(), CATALOGUE) is None


@pytest.mark.parametrize("kind", DecisionKind)
def test_a_decision_of_each_kind_is_accepted(kind: DecisionKind) -> None:
    assert find_decision_problems(decision(kind, 2), PLAN, CREDITS, [decision()], AFTER) == []


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        (decision(reason=" "), ("text_empty", "reason")),
        (decision(by=""), ("text_empty", "by")),
        (decision(reason="x" * 4001), ("text_too_long", "reason")),
        (decision(reason="a\x00b"), ("not_understood", "reason")),
        (decision(by="a\udcffb"), ("not_understood", "by")),
        (decision(on=date(2018, 3, 2)), ("day_to_come", "on")),
        (decision(on=date(2016, 12, 14)), ("dates_out_of_order", "on")),
        (decision(goal="9"), ("goal_unknown", "goal")),
        (decision(goal=None), ("only_for", "goal")),
        (decision(goal="1"), ("nothing_missed", "goal")),
        (decision(goal="3"), ("not_decided_yet", "goal")),
        (decision(until=AFTER), ("only_for", "until")),
        (decision(points=Decimal(3)), ("only_for", "points")),
        (decision(DecisionKind.DEVIATION, goal="2"), ("decided_already", "goal")),
        (decision(DecisionKind.DEVIATION, until=None), ("only_for", "until")),
        (decision(DecisionKind.DEVIATION, until=date(2018, 1, 31)), ("dates_out_of_order", "until")),
        (decision(DecisionKind.TOTAL, points=Decimal(101)), ("between", "points")),
        (decision(DecisionKind.TOTAL, points=Decimal(-1)), ("between", "points")),
        (decision(DecisionKind.TOTAL, points=None), ("only_for", "points")),
        (decision(DecisionKind.PAY, points=Decimal("10.1")), ("between", "points")),
        (decision(DecisionKind.REVOKED, revokes=7), ("decision_unknown", "revokes")),
        (decision(DecisionKind.REVOKED, revokes=None), ("only_for", "revokes")),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(wrong: Decision, refused: tuple[str, str]) -> None:
    found = find_decision_problems(wrong, PLAN, CREDITS, [decision()], AFTER)
    assert [(p.code, p.place) for p in found] == [refused]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (plan(goal("2"), stage=Stage.DRAFT), "before_signing"),
        (plan(goal("2"), closed=Closing(on=date(2018, 1, 15))), "plan_closed"),
    ],
)
def test_only_a_plan_in_force_is_decided_on(other: Plan, code: str) -> None:
    found = find_decision_problems(decision(), other, {"2": Fraction(0)}, [], AFTER)
    assert [p.code for p in found] == [code]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (decision(DecisionKind.TOTAL, points=Decimal(80)), []),
        (decision(DecisionKind.PAY, points=Decimal(5)), []),
        (decision(), ["plan_closed"]),
        (decision(DecisionKind.DEVIATION), ["plan_closed"]),
        (decision(DecisionKind.REVOKED, revokes=1), ["plan_closed"]),
        (decision(DecisionKind.REVOKED, revokes=2), []),
    ],
)
def test_of_a_closed_plan_the_total_and_the_pay_are_decided(wanted: Decision, found: list[str]) -> None:
    closed = PLAN.model_copy(update={"closed": Closing(on=date(2018, 1, 15))})
    total = decision(DecisionKind.TOTAL, points=Decimal(80))
    stands = [replace(decision(), number=1), replace(total, number=2)]
    credits = {number: None if wanted.kind is DecisionKind.DEVIATION else Fraction(0) for number in CREDITS}
    assert [p.code for p in find_decision_problems(wanted, closed, credits, stands, AFTER)] == found


def test_pay_is_decided_only_where_the_plan_has_a_rule_for_it() -> None:
    found = find_decision_problems(decision(DecisionKind.PAY), plan(), {}, [], AFTER)
    assert [p.code for p in found] == ["pay_unknown"]


# --- At the edges -------------------------------------------------------------------------------------------------


def codes(wanted: Decision, today: date = ON) -> list[str]:
    return [problem.code for problem in find_decision_problems(wanted, PLAN, CREDITS, (), today)]


@pytest.mark.parametrize(
    ("wanted", "today", "found"),
    [
        (decision(on=ON), ON, []),
        (decision(on=ON), date(2018, 1, 31), ["day_to_come"]),
        (decision(on=PLAN.document_date), ON, []),
        (decision(on=date(2016, 12, 14)), ON, ["dates_out_of_order"]),
        (decision(DecisionKind.DEVIATION, until=ON), ON, []),
        (decision(DecisionKind.DEVIATION, until=date(2018, 1, 31)), ON, ["dates_out_of_order"]),
        (decision(DecisionKind.TOTAL, points=Decimal(100)), ON, []),
        (decision(DecisionKind.TOTAL, points=Decimal("100.1")), ON, ["between"]),
        (decision(DecisionKind.TOTAL, points=Decimal(0)), ON, []),
        (decision(DecisionKind.PAY, points=Decimal(10)), ON, []),
        (decision(DecisionKind.PAY, points=Decimal("10.1")), ON, ["between"]),
        (decision(goal="1"), ON, ["nothing_missed"]),
    ],
)
def test_the_last_that_is_allowed_and_the_first_that_is_not(
    wanted: Decision, today: date, found: list[str]
) -> None:
    assert codes(wanted, today) == found


@pytest.mark.parametrize(("as_of", "count"), [(date(2018, 1, 31), 0), (ON, 1)])
def test_a_decision_stands_from_its_day(as_of: date, count: int) -> None:
    found = find_standing_decisions([decision()], as_of=as_of, known_at=find_day_end(AFTER))
    assert len(found.get("plan-2017", ())) == count
