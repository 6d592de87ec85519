"""Fields of a draft: what answers a line, what is counted, and whose text is never overwritten unseen."""

from __future__ import annotations

import pytest

from metrics.report.draft_fields import (
    FieldChange,
    ReportDraft,
    count_answered,
    displace_fields,
    find_save_problems,
)
from tests.factories import compared, goal, milestone, over, plan, result
from tests.reporting import checked, draft, on

FIGURE, MILESTONE = "figure:share:2017Q2", "milestone:2.1"
PLAN = plan(goal("1", compared("1.1", over("pooled"))), goal("2", milestone("2.1", on("2017-06-30"))))
LINES = {line.key: line for line in checked(PLAN, {}).lines}


def codes(*changes: FieldChange, stands: ReportDraft | None = None) -> list[str]:
    return [p.code for p in find_save_problems(changes, stands or ReportDraft(), LINES)]


@pytest.mark.parametrize(
    ("fields", "answered"),
    [({"value": "1"}, True), ({"awaited": "x"}, True), ({"value": " ", "cause": "x"}, False), ({}, False)],
)
def test_a_figure_is_answered_by_a_value_or_the_day_it_is_expected(
    fields: dict[str, str], answered: bool
) -> None:
    assert draft({FIGURE: fields}).answers(LINES[FIGURE]) is answered


def test_a_field_that_nobody_has_touched_says_what_it_is_filled_with_and_one_taken_away_nothing() -> None:
    known = checked(PLAN, {}, result("2017Q1", of=(9, 10), source="ESDH")).lines
    line = next(line for line in known if line.key == FIGURE)
    for fields, source in (({}, "ESDH"), ({"source": " Excel "}, "Excel"), ({"source": ""}, "")):
        assert draft({FIGURE: fields}).read(line, "source") == source
    assert draft({FIGURE: {"awaited": "2017-09-01"}}).read(line, "source") == ""
    assert draft({}).read(line, "cause") == ""


def test_the_lines_that_have_to_be_answered_are_counted() -> None:
    progress = count_answered(LINES.values(), draft({FIGURE: {"value": "1"}, "words": {"text": "x"}}))
    # Two quarters of figures, the milestone and the expectation of its goal.
    assert (progress.answered, progress.asked) == (1, 4)


def test_a_draft_knows_whether_it_is_begun_what_is_in_it_and_who_saved_last() -> None:
    empty = draft({FIGURE: {"value": " "}})
    assert not empty.begun
    assert empty.list_lines() == frozenset()
    begun = draft({FIGURE: {"value": "1"}}, by="a@example.dk")
    assert begun.begun
    assert begun.last
    assert begun.last.person == "a@example.dk"
    assert ReportDraft().last is None


def test_somebody_s_newer_text_is_never_overwritten_unseen() -> None:
    stands = draft({FIGURE: {"value": "23,4"}}, by="a@example.dk")
    (problem,) = find_save_problems([FieldChange(FIGURE, "value", "24")], stands, LINES)
    assert problem.code == "field_changed_since"
    assert problem.params == {"by": "a@example.dk", "text": "23,4", "version": 1}
    assert codes(FieldChange(FIGURE, "value", "24", read=1), stands=stands) == []
    assert codes(FieldChange(FIGURE, "value", "23,4"), stands=stands) == []
    assert codes(FieldChange(FIGURE, "cause", "24"), stands=stands) == []


def test_only_fields_of_the_report_are_saved_and_only_text_that_can_be_kept() -> None:
    assert codes(FieldChange("figure:x:2017Q2", "value", "1")) == ["field_not_there"]
    assert codes(FieldChange(FIGURE, "status", "1")) == ["field_not_there"]
    assert codes(FieldChange(FIGURE, "cause", "x" * 4001)) == ["text_too_long"]
    assert codes(FieldChange(FIGURE, "cause", "\0")) == ["not_understood"]
    assert codes(FieldChange(FIGURE, "value", "not a number yet")) == []


def test_a_figure_is_told_in_one_way_and_what_is_typed_takes_the_other_away() -> None:
    stands = draft({FIGURE: {"value": "0,52", "source": "ESDH"}})
    counts = [FieldChange(FIGURE, "numerator", "520"), FieldChange(FIGURE, "denominator", "100000")]
    gone = FieldChange(FIGURE, "value", "", 1)
    assert displace_fields(counts, stands) == [*counts, gone]
    assert displace_fields([FieldChange(FIGURE, "numerator", " ")], stands)[1:] == []
    both = [*counts, FieldChange(FIGURE, "value", "0,6", 1)]
    assert displace_fields(both, stands) == both
    counted = draft({FIGURE: {"numerator": "5", "denominator": ""}})
    value = FieldChange(FIGURE, "value", "0,52")
    assert displace_fields([value], counted) == [value, FieldChange(FIGURE, "numerator", "", 1)]
