"""What was settled is what is shown, also where the same verdicts would be counted otherwise now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.settlement import PartKind, SettledPart
from metrics.plan.model import Goal
from metrics.score.after_decisions import apply_decisions
from metrics.score.contract_years import score_years
from metrics.score.scoring import score_original, score_plan
from metrics.status import Status
from tests.factories import catalogue, event, facts, goal, milestone, plan
from tests.settlements import add_settlements, close, settle

ON = date(2018, 3, 1)
KNOWN = catalogue()
MISSED = event("1.1", "not_met")


def two(**changes: object) -> tuple[Goal, Goal]:
    return goal("1", milestone("1.1"), **changes), goal("2", milestone("2.1"))


def test_points_statuses_and_word_are_those_that_were_kept() -> None:
    """As if a later program counted a missed goal as half met."""
    closed, then = close(plan(*two()), ON), facts(MISSED, event("2.1"), as_of=ON)
    kept = settle(score_plan(closed, then, KNOWN))

    def recount(part: SettledPart) -> SettledPart:
        half = Fraction(1, 2)
        if part.kind is PartKind.TOTAL:
            return replace(part, least=half, most=half, secured=Fraction(75), lost=Fraction(25), word="kept")
        if (part.kind, part.number) == (PartKind.GOAL, "1"):
            return replace(part, least=half, most=half, status=Status.PARTLY_MET, secured=Fraction(25))
        return part

    otherwise = replace(kept, parts=tuple(recount(part) for part in kept.parts))
    found = score_plan(closed, add_settlements(facts(as_of=date(2019, 1, 1)), otherwise), KNOWN)
    assert [found.points.secured, found.outcome.credit, found.word] == [75, Fraction(1, 2), "kept"]
    assert [found.goals[0].points.secured, found.goals[0].status] == [25, Status.PARTLY_MET]
    assert [goal.criteria[0].status for goal in found.goals] == [Status.NOT_MET, Status.MET]
    assert found.settlement is otherwise
    assert found.facts.as_of == date(2019, 1, 1)


def test_a_near_miss_is_credited_beside_the_settled_score() -> None:
    closed, then = close(plan(*two()), ON), facts(MISSED, event("2.1"), as_of=ON)
    near = Decision(closed.id, DecisionKind.NEAR_MISS, ON, "R", "W", goal="1", number=1)
    later = add_settlements(facts(event("2.1", "not_met"), as_of=ON), settle(score_plan(closed, then, KNOWN)))
    after = apply_decisions(score_plan(closed, replace(later, decisions={closed.id: (near,)}), KNOWN), KNOWN)
    assert after is not None
    assert after.points.secured == 100


def test_each_year_of_a_contract_is_read_from_what_was_settled() -> None:
    first, second = two(year=2017)
    contract = plan(first, second.model_copy(update={"year": 2018}), end=date(2018, 12, 31))
    on = date(2019, 3, 1)
    closed, then = close(contract, on), facts(MISSED, event("2.1"), as_of=on)
    later = add_settlements(facts(as_of=on), settle(score_plan(closed, then, KNOWN)))
    years = score_years(closed, later, KNOWN)
    assert [int(years[year].points.secured) for year in (2017, 2018)] == [0, 100]


def test_a_goal_that_was_not_settled_is_never_passed_over_and_one_that_is_no_goal_changes_nothing() -> None:
    closed, then = close(plan(*two()), ON), facts(MISSED, event("2.1"), as_of=ON)
    settled = score_plan(closed, then, KNOWN)
    kept = settle(settled)
    fewer = replace(kept, parts=tuple(part for part in kept.parts if part.number != "2"))
    with pytest.raises(ValueError, match="was settled on the goals"):
        score_plan(closed, add_settlements(then, fewer), KNOWN)
    more = replace(kept, parts=(*kept.parts, replace(kept.find_part(PartKind.GOAL, "2"), number="3")))
    found = score_plan(closed, add_settlements(facts(as_of=ON), more), KNOWN)
    assert (found.goals, found.points) == (settled.goals, settled.points)


def test_what_an_amended_plan_said_first_is_settled_too() -> None:
    first = close(plan(*two()), ON)
    amended = first.model_copy(update={"goals": first.goals[1:]})
    then = facts(MISSED, event("2.1"), as_of=ON)
    kept = settle(score_plan(amended, then, KNOWN), score_plan(first, then, KNOWN))
    later = add_settlements(facts(event("1.1"), as_of=ON), kept)
    assert score_plan(amended, later, KNOWN).points.secured == 100
    assert score_original(first, later, KNOWN).points.secured == 50
