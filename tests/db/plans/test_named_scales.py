"""A scale written once and referred to by its name."""

from __future__ import annotations

from typing import Any

import pytest

from db.plans import plan_file
from db.plans.named_scales import collapse_scales, expand_scales
from metrics.errors import InvalidInput
from tests.db.plans.test_plan_file import GOOD

SCALE = """
[[scales]]
id = "karakterer"
words = [{ word = "godt", earns = 1 }, { word = "ringe", earns = 0 }]

"""
NAMED = GOOD.replace(
    "milestone = { due = 2017-03-31 }", 'assessed = { due = 2017-03-31, scale = "karakterer" }'
)
NAMED = NAMED.replace(', depends_on = "2.1"', "").replace("[[signatures]]", f"{SCALE}[[signatures]]")


def test_an_assessment_that_names_a_scale_has_its_words_and_the_file_names_it_again() -> None:
    plan = plan_file.parse_plan(NAMED)
    assessed = plan.leaf("2.1").assessed
    assert assessed
    assert [f"{point.word} {point.earns}" for point in assessed.scale] == ["godt 1", "ringe 0"]
    written = plan_file.dump_plan(plan)
    assert 'scale = "karakterer"' in written
    assert written.count('"ringe"') == 1
    assert plan_file.dump_plan(plan_file.parse_plan(written)) == written


def test_a_name_that_is_no_scale_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(NAMED.replace('scale = "karakterer"', 'scale = "ord"'))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place) == ("scale_unknown", "criteria[2.1].assessed.scale")
    assert problem.params == {"key": "ord", "allowed": ["karakterer"]}
    assert (
        problem.line == NAMED.split("\n").index('assessed = { due = 2017-03-31, scale = "karakterer" }') + 1
    )


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"goals": "x"},
        {"goals": ["x", {"criteria": "x"}, {"criteria": [{"assessed": {"due": 1, "scale": []}}]}]},
        {"goals": [], "scales": "x"},
    ],
)
def test_what_names_no_scale_stays_as_it_is(data: dict[str, Any]) -> None:
    assert expand_scales(data) == (data, [])
    assert collapse_scales(data) == data
