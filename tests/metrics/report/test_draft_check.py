"""A draft against its report: all that is wrong at once, in the line and the field where it is."""

from __future__ import annotations

import pytest

from metrics.facts.schema import EventKind
from metrics.plan.criteria import Assessment, Criterion
from metrics.plan.terms import Party
from tests.factories import compared, goal, milestone, over, plan, result
from tests.reporting import checked, on, wrong

FIGURE, MILESTONE = "figure:share:2017Q2", "milestone:2.1"
FIRST = result("2017Q1", of=(94, 100))
MEASURED = plan(goal("1", compared("1.1", over("pooled"))))
DATED = plan(goal("2", milestone("2.1", on("2017-06-30"))))
GOOD = {"numerator": "96", "denominator": "100"}


def test_a_draft_that_says_all_that_is_asked_has_no_problems() -> None:
    found = checked(MEASURED, {FIGURE: GOOD}, FIRST)
    assert wrong(found) == []
    assert [made.numerator for _, made in found.results] == [96]
    assert (found.progress.answered, found.progress.asked) == (1, 1)
    assert found.after.goals[0].outcome.credit is None


@pytest.mark.parametrize(
    ("fields", "name", "code"),
    [
        ({"value": "sure"}, "value", "figure_needed"),
        ({"value": "4.200"}, "value", "number_ambiguous"),
        ({"numerator": "1"}, "value", "counts_incomplete"),
        ({"numerator": "101", "denominator": "100"}, "numerator", "part_above_whole"),
        ({"numerator": "1", "denominator": "0"}, "numerator", "denominator_zero"),
        ({**GOOD, "denominator": "-1"}, "denominator", "part_negative"),
        ({"awaited": "soon"}, "awaited", "date_needed"),
        ({"awaited": " "}, "", "line_unanswered"),
        ({"awaited": "2017-07-01"}, "awaited", "awaited_past"),
        ({"value": "94"}, "value", "counts_needed"),
    ],
)
def test_what_is_wrong_stands_in_its_field(fields: dict[str, str], name: str, code: str) -> None:
    found = checked(MEASURED, {FIGURE: fields}, FIRST)
    assert (FIGURE, name, code) in wrong(found)
    assert (found.progress.answered, found.progress.asked) == (0, 1)


def test_a_danish_number_is_read_as_a_dane_writes_it() -> None:
    found = checked(MEASURED, {FIGURE: {"numerator": "1.096,0", "denominator": "1 100"}}, FIRST)
    assert [(str(made.numerator), str(made.denominator)) for _, made in found.results] == [("1096.0", "1100")]


def test_everything_is_told_at_once_and_a_wrong_line_keeps_no_other_from_being_read() -> None:
    asked = plan(*MEASURED.goals, *DATED.goals)
    lines = {FIGURE: {"value": "x"}, MILESTONE: {"status": "claimed", "on": "2017-06-20"}}
    found = checked(asked, lines)
    assert wrong(found) == [
        ("figure:share:2017Q1", "", "line_unanswered"),
        (FIGURE, "value", "figure_needed"),
        (MILESTONE, "evidence", "evidence_needed"),
    ]
    assert [event.kind for _, event in found.events] == [EventKind.CLAIMED]


def test_a_milestone_that_is_done_has_the_day_it_was_done_and_no_other_is_put_there() -> None:
    done = {"status": "claimed", "evidence": "x"}
    assert wrong(checked(DATED, {MILESTONE: done})) == [(MILESTONE, "on", "day_needed")]
    assert wrong(checked(DATED, {MILESTONE: {"status": "expected_met"}})) == []


@pytest.mark.parametrize(
    ("day", "found"),
    [("2017-06-30", []), ("2017-07-01", [(MILESTONE, "note", "lateness_unexplained")])],
)
def test_a_milestone_that_was_done_after_its_deadline_takes_a_sentence(
    day: str, found: list[tuple[str, str, str]]
) -> None:
    done = {"status": "claimed", "on": day, "evidence": "x"}
    assert wrong(checked(DATED, {MILESTONE: done})) == found
    assert wrong(checked(DATED, {MILESTONE: {**done, "note": "Sygdom"}})) == []


def test_a_milestone_is_not_done_after_today() -> None:
    done = {"status": "claimed", "on": "2017-07-05", "evidence": "x"}
    assert (MILESTONE, "on", "day_to_come") in wrong(checked(DATED, {MILESTONE: done}))
    assert wrong(checked(DATED, {MILESTONE: {**done, "on": "2017-07-04", "note": "Sygdom"}})) == []


def test_a_goal_whose_every_test_is_told_of_needs_no_expectation_beside() -> None:
    both = plan(goal("2", milestone("2.1", on("2017-06-30")), milestone("2.2", on("2017-12-01"))))
    done = {"status": "claimed", "on": "2017-06-20", "evidence": "x"}
    assert wrong(checked(both, {MILESTONE: done})) == [("goal:2", "", "line_unanswered")]
    assert wrong(checked(both, {MILESTONE: done, "goal:2": {"status": "in_doubt"}})) == []


def test_a_missed_target_wants_its_cause_and_a_countermeasure() -> None:
    low = {"numerator": "80", "denominator": "100"}
    assert wrong(checked(MEASURED, {FIGURE: low}, FIRST)) == [
        (FIGURE, "cause", "cause_needed"),
        (FIGURE, "measure", "measure_needed"),
    ]
    told = {**low, "cause": "C", "measure": "M"}
    assert wrong(checked(MEASURED, {FIGURE: told}, FIRST)) == []


def test_an_own_assessment_is_one_of_the_words_and_has_its_reason() -> None:
    own = Criterion(
        number="3.1", title="3.1", assessed=Assessment(due=on("2017-06-30"), by=Party.INSTITUTION)
    )
    asked = plan(goal("3", own))
    assert ("assessed:3.1", "note", "left_empty") in wrong(
        checked(asked, {"assessed:3.1": {"status": "met"}})
    )
    unknown = wrong(checked(asked, {"assessed:3.1": {"status": "claimed", "note": "N"}}))
    assert ("assessed:3.1", "status", "not_allowed") in unknown


def test_the_problems_as_a_command_tells_them_name_line_and_field() -> None:
    (problem,) = checked(MEASURED, {}, FIRST).blocking
    assert (problem.code, problem.place) == ("line_unanswered", FIGURE)
    (problem,) = checked(MEASURED, {FIGURE: {"value": "x"}}, FIRST).blocking
    assert problem.place == f"{FIGURE}, value"
