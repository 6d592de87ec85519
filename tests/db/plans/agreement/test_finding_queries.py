"""The findings about a plan are read with the facts known now."""

from __future__ import annotations

from db.plans import plan_queries
from db.plans.agreement import finding_queries
from db.scope import EVERYTHING
from db.session import open_reading
from tests.db.recorded import NOW, imported


def test_a_plan_is_held_against_the_results_before_it_and_nothing_is_answered(sqlite_url: str) -> None:
    imported(sqlite_url)
    with open_reading(sqlite_url, sees=EVERYTHING) as session:
        found = finding_queries.read_findings(session, plan_queries.read_plan(session, "cpr-2017"), NOW)
        assert finding_queries.read_answers(session, "cpr-2017") == []
    assert ("target_far", "2.1.1") in {(one.finding.rule, one.finding.place) for one in found}
    assert {one.answer for one in found} == {None}
