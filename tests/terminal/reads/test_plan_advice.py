"""The advice on a plan as the terminal prints it."""

from __future__ import annotations

from db.plans import plan_queries
from metrics.score.advice import Finding
from terminal import common
from terminal.reads import plan_advice
from tests.fixtures.terminal import Run


def test_what_is_told_before_signing_is_all_but_that_nobody_has_signed(ready: Run) -> None:
    with common.open_reading() as db:
        plan = plan_queries.read_plan(db, "cpr-2017")
        every = plan_advice.read_advice(db, plan)
        before_signing = plan_advice.read_advice(db, plan, to_sign=True)
    assert every[0].rule == "unsigned"
    assert before_signing == every[1:] != []


def test_a_remark_says_what_it_is_about_unless_that_is_the_plan_as_a_whole() -> None:
    assert plan_advice.write_advice(Finding("rare_follow_up")).startswith("Planen afrapporteres")
    assert plan_advice.write_advice(Finding("many_criteria", "1", {"count": 4})).startswith("1: ")
