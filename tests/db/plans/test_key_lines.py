"""Where in a plan file each part stands."""

from __future__ import annotations

import pytest

from db.plans import plan_file
from db.plans.key_lines import add_lines, find_lines
from metrics.errors import InvalidInput, Problem
from tests.db.plans.test_plan_file import GOOD, changed

TEXT = """\
id = "x"
about = \"\"\"
title = "not a key"
\"\"\"
[scoring]
weights = "equal"
[[goals]]
number = "1"
[[goals.criteria]]
compare.target.by_year = [
  { year = 2016, number = 1 },
  { year = 2017, number = 2 },
]
note = "n"
[[goals]]
number = "2"
[goals.reporting]
days = 3  # [not] a header
"""


def test_tables_keys_and_items_have_their_lines() -> None:
    assert dict(find_lines(TEXT)) == {
        ("id",): 1,
        ("about",): 2,
        ("scoring",): 5,
        ("scoring", "weights"): 6,
        ("goals", 0): 7,
        ("goals", 0, "number"): 8,
        ("goals", 0, "criteria", 0): 9,
        ("goals", 0, "criteria", 0, "compare", "target", "by_year"): 10,
        ("goals", 0, "criteria", 0, "compare", "target", "by_year", 0): 11,
        ("goals", 0, "criteria", 0, "compare", "target", "by_year", 1): 12,
        ("goals", 0, "criteria", 0, "note"): 14,
        ("goals", 1): 15,
        ("goals", 1, "number"): 16,
        ("goals", 1, "reporting"): 17,
        ("goals", 1, "reporting", "days"): 18,
    }


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("goals.0.number", 8),
        ("goals.0.number.more", 8),
        ("goals.0.criteria.0.unknown", 9),
        ("criteria.0.note", 14),
        ("nowhere", None),
        ("", None),
    ],
)
def test_a_problem_gets_the_line_of_the_nearest_part(place: str, line: int | None) -> None:
    (found,) = add_lines([Problem("x", place)], TEXT, lambda location: ".".join(map(str, location)))
    assert found.line == line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "Plan 2017"', "title = 5"),
        ("{ year = 2016, number = 88.5 }", '{ year = 2016, number = "88,5" }'),
        ('unit = "percent"', 'unit = "pct"'),
        ("weight = 60", 'weight = 60\n"vægt" = 1'),
        ("milestone = { due = 2017-03-31 }", "milestone = { due = 2016-03-31 }"),
    ],
)
def test_what_is_wrong_with_a_plan_is_told_with_its_line(old: str, new: str) -> None:
    text = changed((old, new))
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(text)
    (found,) = refused.value.problems
    wrong = new.splitlines()[-1]
    lines = [n for n, line in enumerate(text.splitlines(), 1) if wrong in line]
    # What is between the parts is told of the criterion, whose first line it then has.
    assert found.line in {*lines, GOOD[: GOOD.index(old)].rfind("[[goals.criteria]]") and _line_of_2_1()}


def _line_of_2_1() -> int:
    return GOOD[: GOOD.index('number = "2.1"')].count("\n")


def test_lines_that_cannot_be_read_and_what_is_wrong_with_the_rest_come_at_once() -> None:
    text = changed(
        ("weight = 60", "weight = ca. 60"),
        ("value = 78.9", "value = 78,9"),
        ('unit = "percent"', 'unit = "pct"'),
    )
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(text)
    assert [problem.code for problem in refused.value.problems] == [
        "toml_syntax",
        "decimal_comma_line",
        "not_allowed",
    ]
