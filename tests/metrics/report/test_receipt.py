"""What the department has to answer before it receives a report."""

from __future__ import annotations

from metrics.facts.schema import Event, Result
from metrics.report.next_steps import StepGround
from metrics.report.receipt import find_step_ground
from tests.factories import assessed, event, goal, milestone, plan, scored
from tests.reporting import Q2, on

PLAN = plan(
    goal("2", milestone("2.1", on("2017-06-30")), milestone("2.2", on("2017-06-30"))),
    goal("3", assessed("3.1", on("2017-06-30"))),
    goal("4", assessed("4.1", on("2017-07-01"))),
)


def find(*said: Result | Event) -> StepGround:
    score = scored(PLAN, *said, as_of=on("2017-07-04"))
    return find_step_ground(score, Q2, ["milestone:2.1", "goal:3"], on("2017-07-14"), 14)


def test_the_milestones_of_the_report_are_answered_and_the_assessments_due_by_the_quarter_s_end() -> None:
    both = (event("2.1", "claimed", on("2017-06-01")), event("2.2", "claimed", on("2017-06-01")))
    found = find(*both)
    assert found.rows == ["goal:3", "milestone:2.1"]
    assert found.claimed == ["milestone:2.1"]
    assert found.assessed == {"assessed:3.1": ("met", "not_met")}


def test_what_is_answered_is_waited_for_no_more() -> None:
    found = find(event("2.1", "met", on("2017-06-01")), event("3.1", "met", on("2017-07-01")))
    assert (found.claimed, found.assessed) == ([], {})
