"""The requirements a plan must meet beyond the shape of its parts. `tests/db/plans` has them from whole files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.algebra.tree import Rule
from metrics.errors import Problem
from metrics.periods import Frequency
from metrics.plan.criteria import Criterion, GradePoint, Grading
from metrics.plan.formula import Growth
from metrics.plan.model import Amendment, Closing, Goal, Institution, Plan, Reopening, Scoring, Signature
from metrics.plan.pay_rule import Pay, PayPlan, PayPoint
from metrics.plan.requirements import DEEPEST, PlanPieces, find_plan_problems
from metrics.plan.terms import Party, SeriesOwner, Stage, Weights
from metrics.plan.weight_requirements import write_goal_place
from tests.factories import compared, goal, indicator, milestone, number, owned, path, plan, reads

OWNER = Institution(id="inst", name="x", ministry_area="x")
JUNE = date(2017, 6, 1)


def pieces(head: Plan | None, *goals: Goal, **changes: Any) -> PlanPieces:
    """A file's parts: its one institution and one indicator, and the goals of the plan unless others are given."""
    found = goals or (head.goals if head else ())
    defaults: dict[str, Any] = {
        "head": head,
        "goals": found,
        "institutions": [OWNER],
        "indicators": [indicator()],
        "observations": [],
        "declared": frozenset({("inst", "share")}),
        "owners": frozenset({"inst"}),
        "goal_numbers": [g.number for g in found],
        "whole": True,
    }
    return PlanPieces(**{**defaults, **changes})


def told(found: PlanPieces) -> list[tuple[str, str]]:
    return [(p.code, p.place) for p in find_plan_problems(found)]


def signed(party: Party, on: date = JUNE) -> Signature:
    return Signature(party=party, organisation="x", role="x", on=on)


def amendment(on: date = JUNE, *parties: Party) -> Amendment:
    return Amendment(on=on, reason="x", signatures=tuple(map(signed, parties or Party)))


def nested(depth: int) -> Criterion:
    """A test within so many groups."""
    found = milestone("m")
    for level in range(depth):
        found = Criterion(number=f"g{level}", title="x", criteria=(found,))
    return found


JANUARY = date(2018, 1, 31)


def opened(on: date, *parties: Party) -> Reopening:
    signatures = tuple(signed(party, on) for party in parties or Party)
    return Reopening(on=on, reason="R", signatures=signatures)


GRADED = Grading(
    points=tuple(GradePoint(at=Decimal(at), earns=Decimal(e)) for at, e in (("0", "1"), ("1", "0.5")))
)
ONE_GOAL = goal("1", milestone("1.1"))


def test_a_plan_that_meets_every_requirement() -> None:
    assert told(pieces(plan())) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"end": date(2016, 12, 31)}, ("dates_out_of_order", "end")),
        (
            {"reporting": {"preliminary": date(2017, 12, 31)}},
            ("dates_out_of_order", "reporting.preliminary"),
        ),
        (
            {"reporting": {"preliminary": date(2018, 1, 20), "final": date(2018, 1, 20)}},
            ("dates_out_of_order", "reporting.final"),
        ),
        ({"reporting": {"final": date(2017, 12, 31)}}, ("dates_out_of_order", "reporting.final")),
        ({"signatures": (signed(Party.DEPARTMENT, date(2018, 1, 1)),)}, ("signed_after_end", "signatures")),
        ({"institution": "nobody"}, ("institution_unknown", "institution")),
        ({"stage": Stage.DRAFT, "closed": Closing(on=date(2018, 2, 1))}, ("before_signing", "closed")),
        ({"closed": Closing(on=date(2017, 12, 31))}, ("closed_before_end", "closed.on")),
        (
            {"stage": Stage.DRAFT, "reopenings": (opened(JANUARY),)},
            ("before_signing", "reopenings"),
        ),
        (
            {"reopenings": (opened(JANUARY, Party.DEPARTMENT),)},
            ("signature_missing", "reopenings[#1].signatures"),
        ),
        (
            {"reopenings": (opened(JANUARY, *Party), opened(JUNE, *Party))},
            ("dates_out_of_order", "reopenings"),
        ),
        (
            {"reopenings": (opened(date(2018, 2, 2), *Party),), "closed": Closing(on=date(2018, 2, 1))},
            ("dates_out_of_order", "reopenings"),
        ),
        (
            {"amendments": (amendment(date(2018, 2, 2)),), "closed": Closing(on=date(2018, 2, 1))},
            ("dates_out_of_order", "closed.on"),
        ),
        ({"amendments": (amendment(date(2016, 12, 14)),)}, ("amendment_before", "amendments[#1]")),
        (
            {"amendments": (amendment(), amendment(date(2017, 5, 31)))},
            ("amendment_before", "amendments[#2]"),
        ),
        (
            {"amendments": (amendment(JUNE, Party.INSTITUTION),)},
            ("signature_missing", "amendments[#1].signatures"),
        ),
        ({"scoring": Scoring(weights=Weights.GIVEN)}, ("weight_missing", "goals[1]")),
    ],
)
def test_what_is_wrong_with_the_plan_s_own_keys(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert problem in told(pieces(plan(ONE_GOAL, **changes)))


@pytest.mark.parametrize(
    ("pay", "place"),
    [
        ({"linear": True}, ("linear_without_table", "pay.linear")),
        ({"changes": (date(2017, 1, 1),)}, ("dates_out_of_order", "pay.changes")),
        ({"changes": (date(2018, 1, 1),)}, ("dates_out_of_order", "pay.changes")),
        ({"changes": (date(2017, 9, 1), date(2017, 9, 1))}, ("dates_out_of_order", "pay.changes")),
        ({"plans": (PayPlan(plan="plan-2017"),)}, ("pay_plan_twice", "pay.plans")),
        ({"plans": (PayPlan(plan="a"), PayPlan(plan="a"))}, ("pay_plan_twice", "pay.plans")),
        (
            {"table": tuple(PayPoint(at=Decimal(80), share=Decimal(s)) for s in (0, 1))},
            ("grade_not_rising", "pay.table"),
        ),
    ],
)
def test_what_is_wrong_with_the_rule_for_pay(pay: dict[str, Any], place: tuple[str, str]) -> None:
    assert told(pieces(plan(pay=Pay(cap=Decimal(25), **pay)))) == [place]


def test_pay_needs_a_total() -> None:
    p = plan(pay=Pay(cap=Decimal(25)), scoring=Scoring(weights=Weights.NONE))
    assert told(pieces(p)) == [("pay_without_total", "pay")]


def test_a_measured_test_needs_a_plan_of_one_year_and_a_milestone_does_not() -> None:
    longer = {"end": date(2018, 1, 1)}
    assert told(pieces(plan(**longer))) == [("plan_longer_than_year", "end")]
    assert told(pieces(plan(ONE_GOAL, **longer))) == []


def test_given_weights_add_to_what_is_possible_where_all_goals_are_there() -> None:
    p = plan(
        goal("1", weight=Decimal(60)), goal("2", weight=Decimal(30)), scoring=Scoring(weights=Weights.GIVEN)
    )
    (found,) = find_plan_problems(pieces(p))
    assert found == Problem("weights_must_sum", "goals", {"total": 90, "expected": 100})
    assert told(pieces(p, whole=False)) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (goal("1", compared("1.1"), rule=Rule.AT_LEAST), ("k_missing", "goals[1]")),
        (goal("1", compared("1.1"), k=1), ("k_not_used", "goals[1]")),
        (goal("1", compared("1.1"), rule=Rule.AT_LEAST, k=2), ("k_too_large", "goals[1]")),
        (goal("1", compared("1.1", scored=False)), ("nothing_scored", "goals[1]")),
        (goal("1", compared("1.1", weight=Decimal(0))), ("weights_of_nothing", "goals[1]")),
        (goal("1", compared("1.1"), grade=GRADED), ("grade_not_rising", "goals[1].grade")),
        (goal("1", compared("1.1", k=1)), ("k_not_used", "goals[1].criteria[1.1]")),
        (goal("1", compared("1.1", grade=GRADED)), ("grade_not_rising", "goals[1].criteria[1.1].grade")),
        (goal("1", compared("1.1"), compared("1.1")), ("criterion_duplicate", "criteria[1.1]")),
        (
            goal("1", compared("1.1", target=path(y2016="90"))),
            ("path_without_plan_year", "goals[1].criteria[1.1].compare.target"),
        ),
        (
            goal("1", compared("1.1", target=reads("cases"))),
            ("indicator_unknown", "goals[1].criteria[1.1].target"),
        ),
        (goal("1", milestone("1.1", date(2016, 12, 31))), ("due_before_start", "goals[1].criteria[1.1]")),
        (
            goal("1", milestone("1.1", depends_on="1.2")),
            ("milestone_unknown", "criteria[1.1].milestone.depends_on"),
        ),
        (
            goal("1", milestone("1.1", depends_on="1.2"), milestone("1.2", date(2017, 7, 1))),
            ("dates_out_of_order", "criteria[1.1].milestone.depends_on"),
        ),
    ],
)
def test_what_is_wrong_with_a_goal(wrong: Goal, problem: tuple[str, str]) -> None:
    assert told(pieces(plan(wrong))) == [problem]


def test_a_baseline_needs_the_year_it_is_from_and_not_the_plan_s() -> None:
    grown = Growth(baseline=path(y2015="90"), rate=Decimal(1), since=2015)
    assert told(pieces(plan(goal("1", compared("1.1", target=grown))))) == []


def test_every_milestone_of_a_circle_is_told() -> None:
    circle = [milestone(n, depends_on=to) for n, to in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))]
    found = find_plan_problems(pieces(plan(goal("1", *circle))))
    assert [(p.code, p.params) for p in found] == [("milestone_cycle", {"number": n}) for n in "abc"]


def test_what_may_be_in_a_goal_that_could_not_be_read_is_not_missed() -> None:
    waiting = goal("1", milestone("1.1", depends_on="2.1"))
    assert told(pieces(None, waiting, whole=False)) == []
    assert told(pieces(plan(), goal("1", compared(scored=False)), whole=False)) == [
        ("nothing_scored", "goals[1]")
    ]


def test_groups_may_be_nested_so_deep_and_no_deeper() -> None:
    assert told(pieces(plan(goal("1", nested(DEEPEST - 1))))) == []
    ((code, place),) = told(pieces(plan(goal("1", nested(DEEPEST)))))
    assert (code, place.count(".criteria[")) == ("nested_too_deep", DEEPEST + 1)


def test_what_a_file_says_twice() -> None:
    twice = {
        "goal_numbers": ["1", "1"],
        "institutions": [OWNER, OWNER],
        "indicators": [indicator(), indicator()],
    }
    assert told(pieces(plan(), **twice)) == [
        ("goal_duplicate", "goals[1]"),
        ("indicator_duplicate", "indicators[inst share]"),
        ("institution_duplicate", "institutions[inst]"),
    ]


def test_what_a_wrong_definition_names_is_not_told_as_unknown() -> None:
    read = goal("1", compared("1.1", value=reads("cases"), target=number(1)))
    declared = frozenset({("inst", "share"), ("inst", "cases")})
    assert told(pieces(plan(read), declared=declared)) == []


def test_a_goal_is_placed_by_its_number() -> None:
    assert write_goal_place(ONE_GOAL) == "goals[1]"


def test_a_central_source_is_named() -> None:
    assert told(pieces(plan(), indicators=[owned(SeriesOwner.CENTRAL, frequency=Frequency.YEAR)])) == [
        ("central_source_unnamed", "indicators[share].source")
    ]
    named = owned(SeriesOwner.CENTRAL, "ISOLA", frequency=Frequency.YEAR)
    assert told(pieces(plan(), indicators=[named])) == []
