"""A value is awaited only where no final one stands."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.awaited_rows import find_awaited_problems
from metrics.facts.schema import Result
from tests.factories import observation_frame, result

AWAITED = result("2017", awaited=date(2018, 3, 1))


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ([], []),
        ([result("2017", 91)], ["awaited_stands"]),
        ([result("2017", 91, source="A")], ["awaited_stands"]),
        ([result("2017", 91, provisional=True)], []),
        ([result("2016", 91), result("2017", 91, key="other")], []),
        ([result("2017", 91), result("2017", withdrawn=True)], []),
        ([AWAITED], []),
    ],
)
def test_a_value_that_stands_is_not_awaited(told: list[Result], codes: list[str]) -> None:
    rows = [("r.csv:2", result("2017", 92)), ("r.csv:3", AWAITED)]
    found = list(find_awaited_problems(rows, observation_frame(told)))
    assert [problem.code for problem in found] == codes
    assert {problem.place for problem in found} <= {"r.csv:3, awaited"}
