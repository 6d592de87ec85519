"""What a score is kept as when its plan is closed: read back it is the same, whatever has become known since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from metrics.facts.schema import Event
from metrics.facts.settlement import PartKind
from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.scoring import Score, score_plan
from metrics.score.settlements.settled_parts import find_after_settlement, list_open_goals, make_parts
from tests.factories import (
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    plan,
    result,
    scored,
)
from tests.metrics.score.test_scoring_laws import MOMENTS, Known, anything
from tests.settlements import add_settlements, close, settle

ON = date(2018, 3, 1)
KNOWN = catalogue(indicator())
CLOSED = close(plan(goal("1", compared("1.1")), goal("2", milestone("2.1"))), ON)
DONE = event("2.1")


@settings(max_examples=100)
@given(anything(), MOMENTS)
def test_a_score_read_back_is_the_score_of_the_closing(case: Known, as_of: date) -> None:
    closed, then = close(case.plan.plan, as_of), case.facts(as_of)
    computed = score_plan(closed, then, case.catalogue)
    later = add_settlements(replace(then, series={}, events={}), settle(computed))
    assert score_plan(closed, later, case.catalogue) == replace(computed, facts=later)


def settled(*later: object) -> Score:
    """The plan as it was settled on a result of 95 and a milestone reached, with something else known now."""
    kept = settle(score_plan(CLOSED, facts(result("2017", 95), DONE, as_of=ON), KNOWN))
    return score_plan(CLOSED, add_settlements(facts(*later, as_of=ON), kept), KNOWN)  # type: ignore[arg-type]


def test_parts_are_the_total_and_each_goal_followed_by_its_criteria() -> None:
    parts = make_parts(scored(CLOSED, result("2017", 95), indicators=[indicator()], as_of=ON))
    assert [(part.kind, part.number) for part in parts] == [
        (PartKind.TOTAL, ""),
        (PartKind.GOAL, "1"),
        (PartKind.CRITERION, "1.1"),
        (PartKind.GOAL, "2"),
        (PartKind.CRITERION, "2.1"),
    ]
    assert [parts[0].secured, parts[0].open, parts[0].lost] == [50, 50, 0]


def test_what_is_known_after_it_stands_beside_it_and_names_what_is_another() -> None:
    score = settled(result("2017", 5), DONE)
    after = find_after_settlement(score, KNOWN)
    assert after is not None
    assert [score.points.secured, after.score.points.secured] == [100, 50]
    (told,) = after.facts
    assert told.settled.criterion.number == "1.1"
    assert [told.settled.outcome.credit, told.now.outcome.credit] == [1, 0]


def test_another_value_is_named_although_it_comes_to_the_same() -> None:
    after = find_after_settlement(settled(result("2017", 96), DONE), KNOWN)
    assert after is not None
    assert [told.now.criterion.number for told in after.facts] == ["1.1"]
    assert after.score.points.secured == 100


def test_another_day_of_a_milestone_is_named() -> None:
    after = find_after_settlement(settled(result("2017", 95), event("2.1", on=date(2017, 1, 2))), KNOWN)
    assert after is not None
    assert [told.now.criterion.number for told in after.facts] == ["2.1"]


def test_where_nothing_else_is_known_nothing_is_named() -> None:
    after = find_after_settlement(settled(result("2017", 95), DONE), KNOWN)
    assert after is not None
    assert after.facts == ()


def test_a_plan_that_is_not_settled_has_nothing_after_it() -> None:
    assert find_after_settlement(scored(CLOSED, DONE, as_of=ON), KNOWN) is None


def test_goals_that_count_and_are_not_decided_are_open() -> None:
    goals = [
        goal("1", milestone("1.1")),
        goal("2", milestone("2.1"), scored=False),
        goal("3", milestone("3.1"), withdrawn=ON),
        goal("4", milestone("4.1")),
    ]
    said: Event = event("4.1")
    for weights in (Weights.EQUAL, Weights.NONE):
        found = scored(plan(*goals, scoring=Scoring(weights=weights)), said, as_of=ON)
        assert list_open_goals(found) == ["1"]
