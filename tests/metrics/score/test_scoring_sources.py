"""The two source plans, scored by hand on the values of the documents and a few more."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from db.plans import plan_file
from metrics.algebra.outcome import Points
from metrics.facts.schema import Event, Result
from metrics.periods import find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import PlanFile
from metrics.score.scoring import Score, score_plan
from metrics.status import Status
from tests.factories import (
    event,
    facts,
    own_results,
    result,
    the_trace,
)

SOURCES = Path(plan_file.__file__).parents[1] / "sources"
PLAN_2017, PLAN_2021 = (plan_file.read_plan(SOURCES / f"cpr-{year}.toml") for year in (2017, 2021))
SEVENTH = Fraction(100, 7)


def cpr(
    plan: PlanFile, *said: Result | Event, as_of: date = date(2030, 1, 1), known_at: date | None = None
) -> Score:
    """The score of a source plan on its own values and more."""
    known = facts(*own_results(plan), *said, as_of=as_of, known_at=find_day_end(known_at or as_of))
    owners = {i.id: i for i in plan.institutions}
    return score_plan(plan, known, Catalogue(owners, {(i.institution, i.id): i for i in plan.indicators}))


def seen(key: str, period: str, value: str, owner: str = "cpr") -> Result:
    return result(period, value, key=key, owner=owner)


def everything_of_2017(*, but: str = "") -> list[Result | Event]:
    """All that is needed to meet every goal of 2017; without the goal named."""
    done = [
        event(n, on=date(2017, 6, 1), plan="cpr-2017")
        for n in ["1.1.1", "1.1.2", "1.2.1", "1.2.2", "2.2.1", "2.2.2", "2.3.1", "2.3.2"]
    ]
    values = [
        ("2.1", seen("klagesager-rettidigt", "2017", "91")),
        ("3.1", seen("budgetafvigelse-grundbudget", "2017", "-2")),
        ("3.1", seen("budgetafvigelse-udgiftsopfoelgning-2", "2017", "1.0")),
        ("3.2", seen("sygefravaer", "2016-10/2017-09", "6.48")),
    ]
    return [e for e in done if not e.criterion.startswith(but or "-")] + [
        row for g, row in values if g != but
    ]


def status(score: Score, number: str) -> Status:
    return score.goal(number).status


# --- The source plans ---------------------------------------------------------------------------------------------


def test_before_the_year_all_seven_goals_of_2017_are_open() -> None:
    found = cpr(PLAN_2017, as_of=date(2016, 12, 31))
    assert found.points == Points(Fraction(0), Fraction(100), Fraction(0))
    assert [g.weight for g in found.goals] == [SEVENTH] * 7
    assert {g.status for g in found.goals} == {Status.NOT_DUE}
    assert all(g.points == Points(Fraction(0), SEVENTH, Fraction(0)) for g in found.goals)


def test_before_its_document_was_signed_nothing_of_it_is_known() -> None:
    found = cpr(PLAN_2017, as_of=date(2017, 1, 1), known_at=date(2016, 12, 11))
    assert found.facts.series == {}
    assert found.points.open == 100


@pytest.mark.parametrize(
    ("value", "expected", "points"),
    [
        ("91", Status.MET, Points(SEVENTH, Fraction(0), Fraction(0))),
        ("90", Status.MET, Points(SEVENTH, Fraction(0), Fraction(0))),
        ("89.9", Status.NOT_MET, Points(Fraction(0), Fraction(0), SEVENTH)),
        ("89.999999999", Status.NOT_MET, Points(Fraction(0), Fraction(0), SEVENTH)),
    ],
)
def test_complaints_of_2017_against_90_percent(value: str, expected: Status, points: Points) -> None:
    found = cpr(PLAN_2017, seen("klagesager-rettidigt", "2017", value))
    assert status(found, "2.1") is expected
    assert found.goal("2.1").points == points
    assert float(points.secured or points.lost) == pytest.approx(14.29, abs=0.005)


@pytest.mark.parametrize(
    ("base", "followup", "expected"),
    [
        ("1.9", "1.1", Status.NOT_MET),
        ("1.9", "1.0", Status.MET),
        ("-2.0", "-1.0", Status.MET),
        ("2.1", "0.0", Status.NOT_MET),
        ("-2.1", "0.0", Status.NOT_MET),
    ],
)
def test_the_budget_of_2017_must_hold_against_both(base: str, followup: str, expected: Status) -> None:
    rows = [
        seen("budgetafvigelse-grundbudget", "2017", base),
        seen("budgetafvigelse-udgiftsopfoelgning-2", "2017", followup),
    ]
    assert status(cpr(PLAN_2017, *rows), "3.1") is expected


@pytest.mark.parametrize(
    ("base", "followup", "expected"),
    [
        ("2.4", "0.6", Status.MET),
        ("-2.4", "-0.6", Status.MET),
        ("0.1", "5.0", Status.MET),
        ("2.4", "1.1", Status.NOT_MET),
    ],
)
def test_the_budget_of_2021_needs_only_one(base: str, followup: str, expected: Status) -> None:
    rows = [
        seen("budgetafvigelse-grundbudget-mio", "2021", base),
        seen("budgetafvigelse-udgiftsopfoelgning-2-mio", "2021", followup),
    ]
    assert status(cpr(PLAN_2021, *rows), "2.1") is expected


def test_one_budget_limit_of_2021_held_is_met_before_the_other_is_known() -> None:
    found = cpr(PLAN_2021, seen("budgetafvigelse-udgiftsopfoelgning-2-mio", "2021", "0.6"))
    assert status(found, "2.1") is Status.MET


def test_one_budget_limit_of_2017_broken_is_lost_before_the_other_is_known() -> None:
    row = seen("budgetafvigelse-grundbudget", "2017", "2.1")
    told_early = result(
        "2017", "2.1", key="budgetafvigelse-grundbudget", owner="cpr", recorded=date(2017, 12, 20)
    )
    assert status(cpr(PLAN_2017, told_early, as_of=date(2017, 12, 31)), "3.1") is Status.NOT_DUE
    assert status(cpr(PLAN_2017, row, as_of=date(2018, 1, 1)), "3.1") is Status.NOT_MET


@pytest.mark.parametrize(("value", "expected"), [("6.48", Status.MET), ("6.49", Status.NOT_MET)])
def test_sickness_of_2017_is_to_be_10_percent_below_2016(value: str, expected: Status) -> None:
    found = cpr(PLAN_2017, seen("sygefravaer", "2016-10/2017-09", value))
    assert status(found, "3.2") is expected
    trace = the_trace(found.goal("3.2"))
    assert trace.target
    assert trace.target.value == Fraction("6.48")
    assert trace.target.base == Fraction("7.2")


@pytest.mark.parametrize(
    ("value", "expected"), [("8.7", Status.MET), ("8.74", Status.MET), ("8.8", Status.NOT_MET)]
)
def test_sickness_of_2021_beats_the_state_or_the_year_before(value: str, expected: Status) -> None:
    rows = [
        seen("sygefravaer", "2019-10/2020-09", "9.2"),
        seen("sygefravaer", "2020-10/2021-09", "8.0", owner="staten"),
        seen("sygefravaer", "2020-10/2021-09", value),
    ]
    assert status(cpr(PLAN_2021, *rows), "2.2") is expected


def test_sickness_of_2021_at_the_average_of_the_state_meets_it_without_a_year_before() -> None:
    rows = [
        seen("sygefravaer", "2020-10/2021-09", "8.0", owner="staten"),
        seen("sygefravaer", "2020-10/2021-09", "8.0"),
    ]
    assert status(cpr(PLAN_2021, *rows), "2.2") is Status.MET


def test_seven_of_seven_goals_is_exactly_100() -> None:
    found = cpr(PLAN_2017, *everything_of_2017())
    assert found.points == Points(Fraction(100), Fraction(0), Fraction(0))
    assert found.outcome.credit == 1


@pytest.mark.parametrize("number", [goal.number for goal in PLAN_2017.goals])
def test_six_of_seven_goals_is_85_point_71(number: str) -> None:
    found = cpr(PLAN_2017, *everything_of_2017(but=number))
    assert found.points.secured == Fraction(600, 7)
    assert f"{float(found.points.secured):.2f}" == "85.71"
    assert found.points.open == SEVENTH
    assert found.points.lost == 0


def test_an_expired_plan_without_results_is_owed_and_not_failed() -> None:
    found = cpr(PLAN_2017)
    assert {g.status for g in found.goals} == {Status.OVERDUE_DATA}
    assert found.points == Points(Fraction(0), Fraction(100), Fraction(0))


def test_what_was_recorded_of_one_plan_does_not_settle_another() -> None:
    other = event("1.2.1", plan="cpr-2021")
    assert cpr(PLAN_2017, other).points.secured == 0
