"""The rows a plan owes for a quarter, each once, with what is known of its series."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.errors import InvalidInput
from metrics.facts.schema import Event, EventKind, Result
from metrics.followup.owed_rows import OwedRow, find_owed_rows, list_quarters, read_quarter
from metrics.plan.criteria import Assessment, Criterion, ScalePoint
from metrics.plan.model import Goal, Reporting
from metrics.plan.terms import Party
from metrics.score.scoring import score_plan
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    over,
    plan,
    quarterly,
    reads,
    result,
)

KNOWN = catalogue(quarterly(name="Rettidige"), indicator("yearly"))
JUNE, AUTUMN = date(2017, 6, 30), date(2017, 9, 30)


def owed(quarter: str, *goals: Goal, said: tuple[Result | Event, ...] = (), **changes: Any) -> list[OwedRow]:
    p = plan(*goals, **changes)
    asked = read_quarter(p, quarter)
    return find_owed_rows(score_plan(p, facts(*said, as_of=asked.end), KNOWN), asked, KNOWN)


def periods(found: list[OwedRow]) -> list[tuple[str, str]]:
    return [(row.subject, row.period.text if row.period else "") for row in found]


BOTH = (
    goal("1", compared("1.1", over("sum")), compared("1.2", reads("yearly"))),
    goal("2", compared("2.1", over("sum"))),
)


def test_a_figure_is_owed_with_the_report_for_its_quarter_and_once_for_all_that_read_it() -> None:
    assert periods(owed("2017Q2", *BOTH)) == [("share", "2017Q2")]
    assert periods(owed("4. kvartal 2017", *BOTH)) == [("share", "2017Q4"), ("yearly", "2017")]


def test_what_is_overdue_comes_too_where_it_is_asked_for() -> None:
    goals = (*BOTH, goal("3", milestone("3.1", date(2017, 3, 15))))
    p = plan(*goals)
    score = score_plan(p, facts(result("2017Q1", 90), as_of=AUTUMN), KNOWN)
    found = find_owed_rows(score, read_quarter(p, "2017Q3"), KNOWN, overdue=True)
    assert periods(found) == [("share", "2017Q2"), ("share", "2017Q3"), ("plan-2017:3.1", "")]
    assert periods(find_owed_rows(score, read_quarter(p, "2017Q3"), KNOWN)) == [("share", "2017Q3")]


def test_a_row_says_whether_its_cases_are_pooled() -> None:
    assert [row.pooled for row in owed("2017Q2", goal("1", compared("1.1", over("pooled"))))] == [True]
    assert [row.pooled for row in owed("2017Q2", *BOTH)] == [False]


def test_what_is_reported_is_not_owed_and_the_latest_figure_is_told() -> None:
    said = result("2017Q1", 90), result("2016Q4", 80)
    (row,) = owed("2017Q2", *BOTH, said=said)
    assert row.latest
    assert (row.name, row.latest.value, row.due) == ("Rettidige", Decimal(90), date(2017, 7, 14))
    assert owed("2017Q1", *BOTH, said=said) == []


def test_milestones_and_own_assessments_are_asked_for_in_the_quarter_of_their_day() -> None:
    scale = (ScalePoint(word="Godt", earns=Decimal(1)), ScalePoint(word="met", earns=Decimal(0)))
    own = Criterion(number="1.2", title="x", assessed=Assessment(due=JUNE, by=Party.INSTITUTION, scale=scale))
    goals = goal("1", milestone("1.1", JUNE), own, assessed("1.3", JUNE), milestone("1.4", AUTUMN))
    found = owed("2017Q2", goals)
    assert [(row.subject, row.allowed) for row in found] == [
        ("plan-2017:1.1", (EventKind.CLAIMED,)),
        ("plan-2017:1.2", ("Godt", "met")),
    ]
    assert [row.subject for row in owed("2017Q3", goals)] == ["plan-2017:1.4"]
    claimed = event("1.1", "claimed")
    assert [row.subject for row in owed("2017Q2", goals, said=(claimed,))] == ["plan-2017:1.2"]


def test_a_report_that_covers_several_quarters_owes_the_figures_of_all() -> None:
    twice = Reporting(quarters=(2, 4))
    assert periods(owed("2017Q2", *BOTH, reporting=twice)) == [("share", "2017Q1"), ("share", "2017Q2")]


@pytest.mark.parametrize("text", ["2016Q4", "2017", "2017-04"])
def test_a_quarter_the_plan_does_not_report_on_is_refused_with_those_it_does(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_quarter(plan(), text)
    (problem,) = refused.value.problems
    assert problem.code == "quarter_unknown"
    assert problem.params["allowed"] == ["2017Q1", "2017Q2", "2017Q3", "2017Q4"]


def test_the_quarters_of_a_plan_year_that_is_no_calendar_year() -> None:
    found = list_quarters(plan(start=date(2017, 8, 1), end=date(2018, 7, 31)))
    assert found[0].text == "2017-08/2017-10"
    with pytest.raises(InvalidInput):
        read_quarter(plan(), "hest")
