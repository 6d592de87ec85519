"""A rule as a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.cases.rule_file import read_rule
from metrics.errors import InvalidInput
from metrics.plan.cases.case_rule import CasePart, CaseRule


def test_a_rule_is_read_and_every_problem_of_it_told(tmp_path: Path) -> None:
    path = tmp_path / "rule.toml"
    path.write_text('period_by = "d"\nnumerator = {}\n')
    assert read_rule(path) == CaseRule(period_by="d", numerator=CasePart())
    path.write_text('where = [{ column = "a" }]\nsmallest = 0\nnumerator = {}\n')
    with pytest.raises(InvalidInput) as wrong:
        read_rule(path)
    assert {one.place for one in wrong.value.problems} == {"period_by", "where[#1]", "smallest"}
