"""How far a year is settled, and what it waits for."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.annual.stages import (
    AnnualStage,
    AnnualStep,
    WaitReason,
    find_next_due,
    find_stage,
    find_step_due,
    find_waiting,
    score_preliminarily,
)
from metrics.plan.terms import Party
from metrics.score.scoring import score_plan
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    goal,
    indicator,
    milestone,
    plan,
    reads,
    result,
    within,
)
from tests.factories import scored as score
from tests.settled_years import FEBRUARY
from tests.settlements import add_settlements, close, settle

MADE = date(2018, 1, 20)


def test_a_year_is_to_come_until_its_last_day_then_preliminary_and_final_once_every_goal_is_decided() -> None:
    assert find_stage(score(plan(), as_of=date(2017, 12, 31))) is AnnualStage.TO_COME
    assert find_stage(score(plan(), as_of=date(2018, 1, 1))) is AnnualStage.PRELIMINARY
    assert find_stage(score(plan(), result("2017", 91), as_of=FEBRUARY)) is AnnualStage.FINAL


def test_a_provisional_figure_leaves_the_settlement_preliminary() -> None:
    told = score(plan(), result("2017", 91, provisional=True, recorded=MADE), as_of=FEBRUARY)
    assert find_stage(told) is AnnualStage.PRELIMINARY


def test_a_closed_plan_is_settled() -> None:
    before = score(plan(), result("2017", 91), as_of=FEBRUARY)
    closed = close(plan(), FEBRUARY)
    kept = settle(score(closed, result("2017", 91), as_of=FEBRUARY))
    known = add_settlements(before.facts, kept)
    assert find_stage(score_plan(closed, known, catalogue())) is AnnualStage.SETTLED


def test_what_counts_not_holds_nothing_back() -> None:
    beside = goal("2", compared("2.1", reads("other")), scored=False)
    told = score(
        plan(goal(), beside), result("2017", 91), indicators=[indicator(), indicator("other")], as_of=FEBRUARY
    )
    assert find_stage(told) is AnnualStage.FINAL
    assert find_waiting(told) == ()


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2017, 12, 31), date(2018, 1, 14)),
        (date(2018, 1, 1), date(2018, 3, 15)),
        (FEBRUARY, date(2018, 3, 15)),
    ],
)
def test_the_next_step_is_the_preliminary_one_until_the_year_is_over(day: date, due: date) -> None:
    assert find_next_due(plan(), score(plan(), as_of=day).facts) == due


def test_nothing_is_due_of_a_year_that_is_settled() -> None:
    closed = close(plan(), FEBRUARY)
    before = score(closed, as_of=date(2018, 1, 31)).facts
    assert find_next_due(closed, before) == date(2018, 3, 15)
    assert find_next_due(closed, score(closed, as_of=FEBRUARY).facts) is None


def test_the_first_step_is_due_with_the_report_and_the_second_with_the_accounts() -> None:
    assert find_step_due(plan(), AnnualStep.PRELIMINARY) == date(2018, 1, 14)
    assert find_step_due(plan(), AnnualStep.FINAL) == date(2018, 3, 15)


def test_a_plan_that_names_the_days_of_its_settlement_is_held_to_them() -> None:
    named = plan(reporting={"preliminary": date(2018, 1, 25), "final": date(2018, 2, 28)})
    assert find_step_due(named, AnnualStep.PRELIMINARY) == date(2018, 1, 25)
    assert find_step_due(named, AnnualStep.FINAL) == date(2018, 2, 28)
    coming = plan(reporting={"final": date(2018, 2, 28)})
    assert find_step_due(coming, AnnualStep.PRELIMINARY) == date(2018, 1, 14)


@pytest.mark.parametrize(
    ("end", "due"), [(date(2017, 3, 14), date(2017, 3, 15)), (date(2017, 3, 15), date(2018, 3, 15))]
)
def test_the_accounts_are_those_of_the_first_march_after_the_end(end: date, due: date) -> None:
    assert find_step_due(plan(start=date(2016, 7, 1), end=end), AnnualStep.FINAL) == due


def test_each_open_test_says_why_and_who_owes_it() -> None:
    tests = [
        goal("1", compared("1.1")),
        goal("2", within("2.1", reference="100", indicator="accounts")),
        goal("3", milestone("3.1")),
        goal("4", milestone("4.1")),
        goal("5", assessed("5.1")),
        goal("6", compared("6.1", reads("told"))),
    ]
    series = [indicator(), *(indicator(key) for key in ("accounts", "told"))]
    said = (
        event("4.1", "claimed"),
        result("2017", 91, key="told", provisional=True, recorded=MADE),
    )
    found = find_waiting(score(plan(*tests), *said, indicators=series, as_of=FEBRUARY))
    assert [(one.goal, one.reason, one.party, one.step) for one in found] == [
        ("1", WaitReason.FIGURE, Party.INSTITUTION, AnnualStep.PRELIMINARY),
        ("2", WaitReason.ACCOUNTS, Party.INSTITUTION, AnnualStep.FINAL),
        ("3", WaitReason.MILESTONE, Party.INSTITUTION, AnnualStep.PRELIMINARY),
        ("4", WaitReason.CONFIRMATION, Party.DEPARTMENT, AnnualStep.PRELIMINARY),
        ("5", WaitReason.ASSESSMENT, Party.DEPARTMENT, AnnualStep.PRELIMINARY),
        ("6", WaitReason.PROVISIONAL, Party.INSTITUTION, AnnualStep.FINAL),
    ]
    assert [one.quarter for one in found] == ["2017Q4", "2017Q4", "2017Q2", "2017Q2", "2017Q4", "2017Q4"]
    assert found[0].due == date(2018, 1, 14)


def test_a_milestone_may_wait_for_another() -> None:
    chain = goal("1", milestone("1.1"), milestone("1.2", depends_on="1.1"))
    found = find_waiting(score(plan(chain), event("1.2"), as_of=FEBRUARY))
    assert [(one.reason, one.waits_for) for one in found] == [
        (WaitReason.MILESTONE, None),
        (WaitReason.EARLIER, "1.1"),
    ]


def test_a_goal_that_no_value_would_decide_says_so() -> None:
    outlined = goal("1").model_copy(update={"criteria": (), "outline": True})
    (found,) = find_waiting(score(plan(outlined), as_of=FEBRUARY))
    assert (found.reason, found.criterion, found.due, found.quarter) == (
        WaitReason.UNDECIDED,
        None,
        None,
        None,
    )


def test_a_figure_that_two_tests_of_a_goal_read_is_missing_once() -> None:
    twice = goal("1", compared("1.1"), compared("1.2"))
    assert len(find_waiting(score(plan(twice), as_of=FEBRUARY))) == 1


def test_nothing_is_waited_for_before_the_year_is_over() -> None:
    assert find_waiting(score(plan(), as_of=date(2017, 12, 31))) == ()


def test_the_preliminary_score_takes_what_is_told_as_final_and_nothing_else() -> None:
    two = plan(goal("1"), goal("2", compared("2.1", reads("other"))))
    told = score(
        two,
        result("2017", 91, provisional=True, recorded=MADE),
        indicators=[indicator(), indicator("other")],
        as_of=FEBRUARY,
    )
    known = catalogue(indicator(), indicator("other"))
    found = score_preliminarily(told, known).points
    assert told.points.secured == 0
    assert (found.secured, found.open, found.lost) == (Fraction(50), Fraction(50), Fraction(0))
