"""What an institution expects of a test: the last that was said, in words or by what follows from a number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.facts.schema import Event, EventKind
from metrics.followup.own_expectation import OwnExpectation, find_own_expectation, meets_target
from metrics.plan.criteria import Criterion
from metrics.plan.terms import Over
from metrics.score.scoring import CriterionScore
from tests.factories import (
    compared,
    event,
    expected_number,
    facts,
    goal,
    indicator,
    number,
    over,
    plan,
    reads,
    result,
    scored,
    within,
)

APRIL, JULY = date(2017, 4, 10), date(2017, 7, 10)
MET, NOT, DOUBT = EventKind.EXPECTED_MET, EventKind.EXPECTED_NOT_MET, EventKind.IN_DOUBT


def leaf_of(criterion: Criterion) -> CriterionScore:
    known = (indicator(), indicator("state"))
    (leaf,) = scored(plan(goal("1", criterion)), indicators=known, as_of=JULY).goals[0].leaves()
    return leaf


def own(*said: Event) -> OwnExpectation | None:
    return find_own_expectation("plan-2017", leaf_of(compared("1.1", over("mean"))), facts(*said, as_of=JULY))


@pytest.mark.parametrize(("told", "kind"), [("89.9", NOT), ("90", MET), ("90.1", MET)])
def test_a_number_alone_says_whether_the_target_is_met(told: str, kind: EventKind) -> None:
    assert own(expected_number("1.1", told)) == OwnExpectation(kind, APRIL, by_number=True)


def test_the_last_that_was_said_counts_and_a_word_beside_a_number_is_never_overridden() -> None:
    word = event("1.1", DOUBT, APRIL, recorded=APRIL)
    assert own(word, expected_number("1.1", 95, APRIL)) == OwnExpectation(DOUBT, APRIL)
    assert own(word, expected_number("1.1", 80, JULY)) == OwnExpectation(NOT, JULY, by_number=True)
    later = event("1.1", MET, JULY, recorded=JULY)
    assert own(expected_number("1.1", 80, APRIL), later) == OwnExpectation(MET, JULY)
    assert own() is None


@pytest.mark.parametrize(
    ("criterion", "told", "meets"),
    [
        (compared("1.1", over("mean"), "<=", number(90)), "90.1", False),
        (compared("1.1", over("mean"), "<", number(90)), "90", False),
        (within("1.1", "2", "100"), "98", True),
        (within("1.1", "2", "100"), "97.9", False),
        (within("1.1", "2", "50", relative=True), "51", True),
        (within("1.1", "2", "50", relative=True), "51.1", False),
        (compared("1.1", over("mean"), target=reads("state", over=Over.MEAN)), "95", None),
    ],
)
def test_a_number_is_held_against_the_test_exactly(
    criterion: Criterion, told: str, meets: bool | None
) -> None:
    leaf = leaf_of(criterion)
    assert leaf.criterion.measured and leaf.trace  # noqa: PT018
    assert meets_target(leaf.criterion.measured, leaf.trace, Decimal(told)) is meets


def test_a_number_against_a_target_that_is_not_known_yet_says_nothing() -> None:
    asked = plan(goal("1", compared("1.1", over("mean"), target=reads("state", over=Over.MEAN))))
    said = event("1.1", DOUBT, APRIL, recorded=APRIL), expected_number("1.1", 95, JULY)
    score = scored(asked, *said, indicators=(indicator(), indicator("state")), as_of=JULY)
    (leaf,) = score.goals[0].leaves()
    assert find_own_expectation(asked.id, leaf, score.facts) == OwnExpectation(DOUBT, APRIL)
    known = scored(
        asked, *said, result("2017", 90, key="state"), indicators=(indicator(), indicator("state"))
    )
    (leaf,) = known.goals[0].leaves()
    assert find_own_expectation(asked.id, leaf, known.facts) == OwnExpectation(MET, JULY, by_number=True)
