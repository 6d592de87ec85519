"""Fulfilment year by year: final, running, unsettled, decided, or without a total."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from metrics.facts.decisions import Decision, DecisionKind
from metrics.plan.model import Plan, Scoring
from metrics.plan.terms import Weights
from metrics.score.scoring import score_plan
from metrics.whatif.headline import LikelyTotal
from metrics.whatif.year_totals import YearState, find_year_totals, make_year_total, scale_to_100
from tests.believing import EARLY, believing, milestones, scored_with
from tests.factories import catalogue, event, facts, goal, milestone, plan, scored

TWO = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1")))
JUNE = date(2017, 6, 1)
NONE, HALF, ALL = Fraction(0), Fraction(50), Fraction(100)


def test_a_year_of_which_nothing_is_open_is_final_in_points_of_100() -> None:
    of_40 = TWO.model_copy(update={"scoring": Scoring(possible=Decimal(40))})
    half = make_year_total(scored(of_40, event("1.1"), event("2.1", "not_met")))
    assert (half.state, half.secured, half.total, half.likely) == (YearState.FINAL, HALF, HALF, None)
    assert scale_to_100(of_40, Decimal(30)) == Fraction(75)


def test_a_running_year_has_its_likely_total_and_bounds_where_a_goal_has_no_forecast() -> None:
    believed = make_year_total(scored_with(milestones(2), believing(0.5, 0.5)))
    assert (believed.state, believed.between) == (YearState.RUNNING, None)
    assert believed.likely == LikelyTotal(HALF, NONE, ALL)
    assert believed.total == HALF
    silent = make_year_total(scored_with(milestones(2), believing(0.5, None)))
    assert (silent.likely, silent.total) == (None, None)
    assert silent.between == (Fraction(25), Fraction(75))


def test_a_year_that_is_over_with_results_missing_is_unsettled_and_nothing_is_expected_of_it() -> None:
    found = make_year_total(scored(TWO, event("1.1")))
    assert (found.state, found.secured) == (YearState.UNSETTLED, HALF)
    assert (found.likely, found.between, found.total) == (None, None, None)


def test_a_plan_without_a_total_has_none() -> None:
    counted = TWO.model_copy(update={"scoring": Scoring(weights=Weights.NONE)})
    assert make_year_total(scored(counted)).state is YearState.NO_TOTAL


def test_a_total_that_was_decided_stands_beside_the_computed_one() -> None:
    score = scored(TWO, event("1.1"), event("2.1", "not_met"))
    decision = Decision("plan-2017", DecisionKind.TOTAL, JUNE, "Head", "Why", points=Decimal(75))
    known = replace(score.facts, decisions={"plan-2017": (decision,)})
    found = make_year_total(replace(score, facts=known))
    assert (found.secured, found.decided) == (HALF, Fraction(75))


def test_a_near_miss_that_was_accepted_stands_beside_what_was_computed() -> None:
    score = scored(TWO, event("1.1"), event("2.1", "not_met"))
    accepted = Decision("plan-2017", DecisionKind.NEAR_MISS, JUNE, "Head", "Why", goal="2")
    (found,) = find_year_totals(
        [replace(score, facts=replace(score.facts, decisions={"plan-2017": (accepted,)}))], catalogue()
    )
    assert (found.secured, found.decided) == (HALF, Fraction(100))
    (plain,) = find_year_totals([score], catalogue())
    assert plain.decided is None


def of(given: Plan, as_of: date) -> list[tuple[int, float]]:
    known = facts(event("1.1", plan=given.id), as_of=as_of)
    found = find_year_totals([score_plan(given, known, catalogue())], catalogue())
    return [(total.plan.year, float(total.secured)) for total in found]


def test_years_stand_in_their_order_and_a_contract_has_one_for_each_year_that_has_begun() -> None:
    contract = plan(
        goal("1", milestone("1.1"), year=2017),
        goal("2", milestone("2.1", date(2018, 6, 30)), year=2018),
        end=date(2018, 12, 31),
    )
    assert of(contract, date(2017, 12, 31)) == [(2017, 100)]
    assert of(contract, date(2018, 12, 31)) == [(2017, 100), (2018, 0)]
    later, earlier = (
        scored(plan(id=f"plan-{year}", start=date(year, 1, 1), end=date(year, 12, 31)))
        for year in (2018, 2016)
    )
    found = find_year_totals([later, earlier], catalogue())
    assert [total.plan.year for total in found] == [2016, 2018]


def test_a_contract_s_running_year_has_the_likely_total_of_its_own_goals_and_nothing_decided_of_it() -> None:
    contract = plan(
        goal("1", milestone("1.1"), year=2017),
        goal("2", milestone("2.1", date(2018, 6, 30)), year=2018),
        end=date(2018, 12, 31),
    )
    score = scored_with(contract, believing(0.5, None))
    decided = Decision("plan-2017", DecisionKind.TOTAL, EARLY, "R", "W", points=Decimal(75))
    told = replace(score, facts=replace(score.facts, decisions={"plan-2017": (decided,)}))
    (found,) = find_year_totals([told], catalogue())
    assert (found.state, found.likely, found.decided) == (
        YearState.RUNNING,
        LikelyTotal(HALF, NONE, ALL),
        None,
    )
