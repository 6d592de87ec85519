"""Where a goal stands in words, while its plan runs and once its period is over."""

from __future__ import annotations

from datetime import date

from metrics.plan.model import Goal
from metrics.status import Status
from tests.factories import catalogue, compared, event, goal, milestone, plan, result, scored
from words.language import Words
from words.standing import write_gaps, write_status

DA, EN = Words("da"), Words("en")


def gaps(of: Goal, as_of: date) -> list[str]:
    """What a goal is missing on a day, of which a figure of 2016 and a claim are known."""
    said = (result("2016", 90), event("1.1", "claimed", on=date(2017, 6, 1)))
    score = scored(plan(of), *said, as_of=as_of)
    return write_gaps(score.goals[0], score, catalogue(), DA)


def test_what_was_not_reported_is_the_final_settlement_once_the_period_is_over() -> None:
    said = [
        write_status(Status.OVERDUE_DATA, words, over=over) for over in (False, True) for words in (DA, EN)
    ]
    assert said == [
        "Mangler indberetning",
        "Not reported",
        "Mangler endelig opgørelse",
        "Final settlement missing",
    ]


def test_every_other_status_is_the_same_before_and_after() -> None:
    for status in set(Status) - {Status.OVERDUE_DATA}:
        assert write_status(status, DA, over=True) == write_status(status, DA, over=False)


def test_what_is_missing_is_named_with_the_day_since_when() -> None:
    of = goal("1", milestone("1.1"), compared("1.2"), milestone("1.3", date(2017, 9, 30)))
    assert gaps(of, date(2018, 2, 1)) == [
        "1.1 1.1: mangler siden 30. juni 2017",
        "share, 2017: mangler siden 14. januar 2018",
        "1.3 1.3: mangler siden 30. september 2017",
    ]


def test_while_the_plan_runs_or_before_a_figure_is_due_nothing_is_said_to_be_missing() -> None:
    of = goal("1", compared("1.2"))
    assert gaps(goal("1", milestone("1.1")), date(2017, 12, 31)) == []
    assert gaps(of, date(2018, 1, 2)) == []


def test_a_provisional_figure_lacks_its_final_one() -> None:
    score = scored(
        plan(goal("1", compared("1.1"))), result("2017", 90, provisional=True), as_of=date(2018, 6, 1)
    )
    assert write_gaps(score.goals[0], score, catalogue(), EN) == [
        "share, 2017 (final figure): missing since 14 January 2018"
    ]
