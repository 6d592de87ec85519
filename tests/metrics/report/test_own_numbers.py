"""A word about a goal and the numbers beside it: where they do not go together, a sentence is asked for, once."""

from __future__ import annotations

import pytest

from metrics.algebra.tree import Rule
from metrics.plan.model import Plan
from metrics.report.own_numbers import find_contradicted_words
from tests.factories import compared, goal, number, over, plan, quarterly
from tests.reporting import checked, wrong

ONE = plan(goal("1", compared("1.1", over("pooled"))))
EITHER = plan(
    goal(
        "1",
        compared("1.1", over("pooled")),
        compared("1.2", over("pooled"), target=number(99)),
        rule=Rule.ANY,
    )
)
ASKED = ("goal:1", "note", "number_contradicts")
COUNTED = {"numerator": "95", "denominator": "100", "cause": "C", "measure": "M"}
FIGURES = {f"figure:share:2017Q{quarter}": COUNTED for quarter in (1, 2)}


def problems(asked: Plan, word: str, note: str = "", **told: str) -> list[tuple[str, str, str]]:
    numbers = {f"number:{key.replace('_', '.')}": {"number": text} for key, text in told.items()}
    said = {"goal:1": {"status": word, "note": note}}
    return wrong(checked(asked, {**FIGURES, **said, **numbers}))


@pytest.mark.parametrize(
    ("word", "told", "asks"),
    [
        ("expected_met", "89,9", True),
        ("expected_met", "90", False),
        ("expected_not_met", "90", True),
        ("expected_not_met", "89,9", False),
        ("in_doubt", "80", False),
        ("in_doubt", "95", False),
    ],
)
def test_a_word_and_a_number_that_do_not_go_together_are_asked_about(
    word: str, told: str, asks: bool
) -> None:
    numbers = {"1_1": told}
    assert problems(ONE, word, **numbers) == ([ASKED] if asks else [])
    assert problems(ONE, word, note="De to sidste måneder er travle.", **numbers) == []


def test_a_goal_that_one_of_two_ways_meets_is_judged_as_a_whole() -> None:
    assert problems(EITHER, "expected_met", **{"1_2": "95"}) == []
    assert problems(EITHER, "expected_met", **{"1_1": "95", "1_2": "95"}) == []
    assert problems(EITHER, "expected_met", **{"1_1": "85", "1_2": "95"}) == [ASKED]
    assert problems(EITHER, "expected_not_met", **{"1_1": "95"}) == [ASKED]


def test_a_number_alone_answers_for_its_goal_and_contradicts_nothing() -> None:
    found = checked(ONE, {**FIGURES, "number:1.1": {"number": "80"}})
    assert wrong(found) == []
    assert [*find_contradicted_words(found.lines, found.events, found.after)] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("abc", "figure_needed"),
        ("opfyldt", "figure_needed"),
        ("4.200", "number_ambiguous"),
        ("90 dage", "number_unit"),
    ],
)
def test_what_is_no_number_is_told_in_its_field(text: str, code: str) -> None:
    assert wrong(checked(ONE, {**FIGURES, "number:1.1": {"number": text}})) == [
        ("number:1.1", "number", code)
    ]


def test_a_danish_number_is_read_as_a_dane_writes_it_with_its_unit() -> None:
    found = checked(ONE, {"number:1.1": {"number": "91,25 pct."}}, indicators=(quarterly(),))
    ((key, said),) = found.events
    assert (key, str(said.value), said.word) == ("number:1.1", "91.25", None)
