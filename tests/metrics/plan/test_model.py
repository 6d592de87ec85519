"""Plans and what they hold: their stage, their tests, and what they read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from metrics.plan.criteria import Criterion
from metrics.plan.model import (
    Amendment,
    Closing,
    DocumentResult,
    Institution,
    PlanFile,
    Signature,
    Suspension,
)
from metrics.plan.terms import Party, Stage
from tests.factories import assessed, compared, goal, milestone, plan, reads

SIGNED = Signature(party=Party.DEPARTMENT, organisation="x", role="x", on=date(2017, 6, 1))
AMENDED = Amendment(on=date(2017, 6, 1), reason="x", signatures=(SIGNED,))
CLOSED = Closing(on=date(2018, 2, 1))
SUSPENDED = Suspension(since=date(2017, 9, 1), reason="x")

GROUP = Criterion(number="1", title="1", criteria=(compared("1.1"), milestone("1.2")))
PLAN = plan(goal("1", GROUP), goal("2", assessed("2.1"), compared("2.2", reads("b", institution="peer"))))


def test_the_tests_of_a_plan_are_in_its_order() -> None:
    assert [leaf.number for leaf in PLAN.leaves()] == ["1.1", "1.2", "2.1", "2.2"]
    assert [leaf.number for leaf in PLAN.goals[0].leaves()] == ["1.1", "1.2"]


def test_a_test_and_a_goal_are_found_by_number_and_a_group_is_no_test() -> None:
    assert PLAN.leaf("1.2") == milestone("1.2")
    assert PLAN.goal("2") is PLAN.goals[1]
    for missing in ("1", "9"):
        with pytest.raises(KeyError):
            PLAN.leaf(missing)
    with pytest.raises(KeyError):
        PLAN.goal("1.1")


def test_a_plan_reads_each_series_once() -> None:
    assert PLAN.series() == {("inst", "share"), ("peer", "b")}


@pytest.mark.parametrize(
    ("changes", "stage", "locked"),
    [
        ({}, Stage.SIGNED, True),
        ({"stage": Stage.DRAFT}, Stage.DRAFT, False),
        ({"stage": Stage.PROPOSED}, Stage.PROPOSED, False),
        ({"amendments": (AMENDED,)}, Stage.AMENDED, True),
        ({"amendments": (AMENDED,), "suspended": SUSPENDED}, Stage.SUSPENDED, True),
        ({"amendments": (AMENDED,), "suspended": SUSPENDED, "closed": CLOSED}, Stage.CLOSED, True),
    ],
)
def test_the_stage_of_a_plan_follows_from_what_it_holds(
    changes: dict[str, Any], stage: Stage, locked: bool
) -> None:
    found = plan(**changes)
    assert (found.life, found.locked) == (stage, locked)


def test_a_file_says_no_stage_that_follows_from_what_it_holds() -> None:
    with pytest.raises(ValidationError):
        plan(stage=Stage.CLOSED)


def test_a_plan_year_is_that_in_which_it_begins() -> None:
    assert plan(start=date(2025, 8, 1), end=date(2026, 7, 31)).year == 2025


def test_an_amendment_counts_from_its_agreement_unless_it_says_another_day() -> None:
    assert AMENDED.since == date(2017, 6, 1)
    assert AMENDED.model_copy(update={"valid_from": date(2017, 1, 1)}).since == date(2017, 1, 1)


@pytest.mark.parametrize(
    "given",
    [
        {"value": 1},
        {"numerator": 1, "denominator": 2},
        {"numerator": 1, "denominator": 2, "exempt": 1},
    ],
)
def test_a_result_of_a_document_in_one_of_its_forms(given: dict[str, int]) -> None:
    made = DocumentResult(indicator="a", institution="b", period="2017", **_decimals(given))
    assert made.model_dump(exclude_defaults=True, include=set(given)) == given


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"value": 1, "numerator": 1, "denominator": 2},
        {"numerator": 1},
        {"denominator": 2},
        {"value": 1, "denominator": 2},
        {"value": 1, "exempt": 1},
    ],
)
def test_a_result_of_a_document_in_two_forms_or_in_half_a_form_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(ValidationError) as refused:
        DocumentResult(indicator="a", institution="b", period="2017", **_decimals(given))
    (error,) = refused.value.errors()
    assert (error["type"], error["ctx"]) == ("one_of", {"allowed": "value, numerator + denominator"})


def test_the_plan_of_a_file_is_the_plan_alone() -> None:
    owner = Institution(id="inst", name="x", ministry_area="x")
    whole = PlanFile(**{name: getattr(PLAN, name) for name in type(PLAN).model_fields}, institutions=(owner,))
    assert whole.plan == PLAN


def _decimals(given: dict[str, int]) -> dict[str, Any]:
    return {name: Decimal(number) for name, number in given.items()}


def test_a_plan_is_suspended_and_a_goal_withdrawn_from_the_day_itself() -> None:
    day, before = date(2017, 6, 1), date(2017, 5, 31)
    stopped = plan(goal("1", withdrawn=day), suspended={"since": day, "reason": "Ændret opgave"})
    assert [stopped.is_suspended(on) for on in (before, day)] == [False, True]
    assert [stopped.goals[0].is_withdrawn(on) for on in (before, day)] == [False, True]
    assert not plan(goal("1")).is_suspended(day)
    assert not goal("1").is_withdrawn(day)
