"""Which goals a row of a report is about, in a plan that was signed."""

from __future__ import annotations

import pytest

from db.location import ROOT
from db.plans.plan_file import read_plan
from metrics.facts.reports.row_goals import find_row_goals

CPR = read_plan(ROOT / "db" / "sources" / "cpr-2017.toml")


@pytest.mark.parametrize(
    ("row", "goals"),
    [
        ("goal:1.1", {"1.1"}),
        ("milestone:1.2.1", {"1.2"}),
        ("assessed:1.2.2", {"1.2"}),
        ("number:2.1.1", {"2.1"}),
        ("figure:klagesager-rettidigt:2017Q2", {"2.1"}),
        ("figure:ukendt:2017Q2", set()),
        ("milestone:9.9", set()),
        ("words", set()),
    ],
)
def test_a_row_is_about_the_goals_that_it_decides(row: str, goals: set[str]) -> None:
    assert find_row_goals(row, CPR) == goals
