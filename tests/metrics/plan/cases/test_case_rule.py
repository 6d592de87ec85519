"""Rules for counting cases: what each column has to hold, what is refused, and the text they are stored as."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from metrics.plan.cases.case_rule import CaseRule, ColumnKind, read_rule, write_rule
from tests.case_rules import case_rules

LIMIT = {"start": "in", "end": "out", "days": 30}
RULE: dict[str, Any] = {"period_by": "out", "numerator": {"within": LIMIT}}


def test_each_column_has_to_hold_what_the_rule_asks_of_it() -> None:
    more = {
        "where": [{"column": "kind", "among": ["a"]}, {"column": "hours", "empty": False}],
        "denominator": {"sum": "hours"},
        "exempt": [{"column": "seen", "empty": True}],
    }
    rule = CaseRule.model_validate(RULE | more)
    assert rule.find_columns() == {
        "out": ColumnKind.DAY,
        "kind": ColumnKind.WORD,
        "hours": ColumnKind.NUMBER,
        "seen": ColumnKind.ANY,
        "in": ColumnKind.DAY,
    }
    assert rule.find_needed() == ["in", "hours"]
    assert rule.find_sums() == ["hours"]
    assert [limit.days for limit in rule.find_limits()] == [30]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"where": [{"column": "a"}]}, "one_of"),
        ({"where": [{"column": "a", "among": ["x"], "at_least": 1}]}, "one_of"),
        ({"numerator": {"within": {"start": "in", "end": "out"}}}, "one_of"),
        ({"numerator": {"within": LIMIT | {"months": 1}}}, "one_of"),
        ({"where": [{"column": "out", "among": ["x"]}]}, "case_column_kinds"),
        ({"numerator": {"sum": "in", "within": LIMIT}}, "case_column_kinds"),
        ({"smallest": 0}, "greater_than_equal"),
        ({"numerator": {"within": {"end": "out", "days": 30}}}, "one_of"),
        ({"numerator": {"within": LIMIT | {"due": "due"}}}, "one_of"),
        ({"numerator": {"within": {"start": "in", "end": "out", "due": "due"}}}, "one_of"),
        ({"period_after": {}}, "one_of"),
        ({"period_after": {"days": 30, "months": 1}}, "one_of"),
        ({"open_is_late": True}, "case_open_early"),
        ({"open_is_late": True, "numerator": {}}, "case_open_early"),
        ({"period_by": "in", "period_after": {"days": 29}, "open_is_late": True}, "case_open_early"),
        ({"period_by": "out", "period_after": {"days": 30}, "open_is_late": True}, "case_open_early"),
    ],
)
def test_what_a_rule_cannot_be(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        CaseRule.model_validate(RULE | changes)
    assert [error["type"] for error in wrong.value.errors()] == [code]


def test_an_open_case_may_lack_the_end_of_its_limit_alone() -> None:
    due = {"period_by": "in", "period_after": {"days": 30}, "open_is_late": True}
    rule = CaseRule.model_validate(RULE | due | {"denominator": {"sum": "hours"}})
    assert (rule.open_end, rule.find_needed()) == ("out", ["hours"])
    by_column = {
        "period_by": "due",
        "numerator": {"within": {"end": "out", "due": "due"}},
        "open_is_late": True,
    }
    rule = CaseRule.model_validate(by_column)
    assert (rule.open_end, rule.find_needed()) == ("out", [])
    # What only those that have ended are measured by is asked of all.
    both = by_column | {"denominator": {"within": {"start": "in", "end": "out", "days": 99}}}
    assert CaseRule.model_validate(both).find_needed() == ["in", "out"]


@given(case_rules())
def test_a_rule_comes_out_of_the_database_as_it_went_in(rule: CaseRule) -> None:
    assert read_rule(write_rule(rule)) == rule
    assert (read_rule(""), read_rule(None)) == (None, None)
