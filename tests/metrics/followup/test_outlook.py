"""Outlooks: statuses from score, forecasts and flags, worked out only for the plans that are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from metrics.facts.decisions import Decision, DecisionKind
from metrics.followup.outlook import (
    Ground,
    Outlook,
    Outlooks,
    find_outlook,
    flag_score,
    foresee_on,
    foresee_plans,
    join_outlooks,
)
from metrics.followup.risk import RiskRule
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.foresight.forecast import Foresight
from metrics.foresight.lean import Lean
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import InstitutionChange, build_history
from metrics.plan.model import Goal, Institution, Plan
from metrics.score.beliefs import Beliefs
from metrics.status import Status
from tests.believing import likely, milestones, scored_with
from tests.factories import OWNER, catalogue, event, facts, goal, milestone, plan, quarterly, result

JUNE = date(2017, 6, 10)
DECEMBER = date(2017, 12, 1)


def test_only_the_criterion_at_risk_and_its_goal_change_status() -> None:
    p = plan(goal("1", milestone("1.1"), milestone("1.2", DECEMBER)), goal("2", milestone("2.1", DECEMBER)))
    found = find_outlook(p, facts(as_of=JUNE, known_at=JUNE), catalogue(), USUAL)
    assert [one.status for one in found.score.goals] == [Status.AT_RISK, Status.NOT_DUE]
    assert [one.status for one in found.score.goals[0].criteria] == [Status.AT_RISK, Status.NOT_DUE]
    assert [flag.rule for flag in found.risks("1")] == [RiskRule.MILESTONE_SOON]
    assert [flag.rule for flag in found.of_goal("2")] == [RiskRule.SILENT]
    assert found.risks("2") == ()


def accepted(of: Goal) -> Outlook:
    """A plan of one goal whose deviation is accepted until the end of the year."""
    until = date(2017, 12, 31)
    said = Decision("p", DecisionKind.DEVIATION, JUNE, "Head", "R", "1", until=until)
    p = plan(of)
    known = replace(facts(as_of=JUNE, known_at=JUNE), decisions={p.id: (replace(said, plan=p.id),)})
    return find_outlook(p, known, catalogue(), USUAL)


def test_the_test_that_puts_an_accepted_goal_at_risk_is_accepted_too_and_the_others_stay_as_they_are() -> (
    None
):
    (one,) = accepted(goal("1", milestone("1.1"), milestone("1.2", DECEMBER))).score.goals
    assert one.status is Status.ACCEPTED_DEVIATION
    assert [part.status for part in one.criteria] == [Status.ACCEPTED_DEVIATION, Status.NOT_DUE]


def test_the_one_test_of_an_accepted_goal_stands_as_the_goal_does() -> None:
    (one,) = accepted(goal("1", milestone("1.1", DECEMBER))).score.goals
    assert [one.status, one.criteria[0].status] == [Status.ACCEPTED_DEVIATION] * 2


@pytest.mark.parametrize(("p", "status"), [(0.66, Status.ON_TRACK), (0.65, Status.AT_RISK)])
def test_a_forecast_at_the_threshold_is_on_track_and_one_below_it_at_risk(p: float, status: Status) -> None:
    score = scored_with(milestones(1), Beliefs({"1.1": likely(p)}))
    found = flag_score(score, Foresight({}, Beliefs({})), USUAL)
    assert found.score.goal("1").status is status
    assert found.score.points == score.points


def test_the_other_plans_of_an_institution_are_its_record() -> None:
    earlier = plan(
        goal("1", *(milestone(f"1.{n}", date(2016, 6, n)) for n in range(1, 6))),
        id="plan-2016",
        start=date(2016, 1, 1),
        end=date(2016, 12, 31),
        document_date=date(2015, 12, 15),
    )
    met = [event(f"1.{n}", on=date(2016, 6, n), plan="plan-2016") for n in range(1, 6)]
    p = plan(goal("1", milestone("1.1", DECEMBER)))
    known = facts(*met, as_of=date(2017, 3, 1), known_at=date(2017, 3, 1))
    alone = find_outlook(p, known, catalogue(), USUAL)
    among = foresee_plans([earlier, p], known, catalogue(), {})["plan-2017"]
    assert alone.score.goal("1").status is Status.NOT_DUE
    assert among.score.goal("1").status is Status.ON_TRACK


def test_each_ministry_area_has_its_own_thresholds() -> None:
    owners = {
        key: Institution(id=key, name=key, ministry_area=area)
        for key, area in (("a", "Early"), ("b", "Other"))
    }
    plans = [plan(goal("1", milestone()), id=key, institution=key) for key in owners]
    may = date(2017, 5, 15)  # 46 days before the milestones are due
    found = foresee_plans(
        plans,
        facts(as_of=may, known_at=may),
        Catalogue(owners, {}),
        {"Early": Thresholds(lead_days=Decimal(60))},
    )
    assert {key: one.score.goal("1").status for key, one in found.items()} == {
        "a": Status.AT_RISK,
        "b": Status.NOT_DUE,
    }


def test_the_thresholds_are_those_of_the_area_it_is_in_on_the_day() -> None:
    first = Institution(id="a", name="a", ministry_area="Other")
    moved = InstitutionChange("a", date(2017, 5, 15), datetime(2026, 1, 1, tzinfo=UTC), "R", None, "Early")
    known = Catalogue({"a": first}, {}, {"a": build_history(first, [moved])})
    p = plan(goal("1", milestone()), id="a", institution="a")
    found = {
        day: foresee_plans([p], facts(as_of=day), known, {"Early": Thresholds(lead_days=Decimal(60))})["a"]
        for day in (date(2017, 5, 14), date(2017, 5, 15))  # 47 and 46 days before the milestone is due
    }
    assert [one.score.goal("1").status for one in found.values()] == [Status.NOT_DUE, Status.AT_RISK]


def test_outlooks_that_are_joined_are_worked_out_by_the_part_they_come_from() -> None:
    made: list[tuple[str, str]] = []

    def part(name: str, *keys: str) -> Outlooks:
        def work_out(p: Plan) -> Outlook:
            made.append((name, p.id))
            return find_outlook(p, facts(as_of=JUNE), catalogue(), USUAL)

        return Outlooks({key: plan(id=key) for key in keys}, work_out)

    first, second = part("first", "a", "b"), part("second", "c")
    joined = join_outlooks(first, second)
    assert (list(joined), made) == (["a", "b", "c"], [])
    assert joined["c"] is second["c"]
    assert joined["a"] is first["a"]
    assert made == [("second", "c"), ("first", "a")]


def test_an_outlook_is_worked_out_when_first_asked_for_and_once_only() -> None:
    made: list[str] = []

    def work_out(p: Plan) -> Outlook:
        made.append(p.id)
        return find_outlook(p, facts(as_of=JUNE), catalogue(), USUAL)

    every = Outlooks({key: plan(id=key) for key in ("a", "b", "c")}, work_out)
    assert (list(every), len(every), "a" in every, "d" in every, made) == (
        ["a", "b", "c"],
        3,
        True,
        False,
        [],
    )
    first = every["b"]
    assert every["b"] is first
    some = every.where(lambda p: p.id != "a")
    assert list(some) == ["b", "c"]
    assert some["b"] is first
    assert some["c"] is every["c"]
    assert made == ["b", "c"]
    with pytest.raises(KeyError):
        some["a"]


def test_how_an_area_has_leaned_is_learnt_for_what_is_foreseen_alone() -> None:
    """A plan that is over comes out as with the lean; nothing is looked back at for it."""
    years = {
        year: plan(id=str(year), start=date(year, 1, 1), end=date(year, 12, 31)) for year in (2016, 2017)
    }
    values = [result(f"{year}Q{quarter}", 80) for year in (2014, 2015, 2016) for quarter in range(1, 5)]
    known = facts(*values, as_of=JUNE, known_at=JUNE)
    ground = Ground(tuple(years.values()), known, catalogue(quarterly()))
    found = foresee_on({OWNER: ground}, years.values(), ground.catalogue, {})
    over = find_outlook(years[2016], known, ground.catalogue, USUAL, ground.plans, Lean(1.0))
    assert found["2016"] == over
    assert not ground._seen
    assert found["2017"].foresight.tests
    assert ground._seen
