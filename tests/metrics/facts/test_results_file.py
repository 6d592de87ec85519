"""What the rows of a results file say together: every problem at once, and nothing said twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.errors import InvalidInput, Problem
from metrics.facts.results_file import sort_rows
from tests.result_rows import KNOWN, NOW, PLANS, checked, problems, row, said


def test_all_problems_of_all_rows_come_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        row(2, value="4.200", period="x", provisional="?"),
        row(3),
        said(4, value="done", period="2017"),
        row(5, institution="nobody", value="", numerator="1"),
    )
    assert [(p.place, p.code) for p in found] == [
        ("f.csv:2, period", "period_invalid"),
        ("f.csv:2, value", "number_ambiguous"),
        ("f.csv:2, provisional", "yes_no_needed"),
        ("f.csv:4, value", "not_allowed"),
        ("f.csv:4, period", "date_needed"),
        ("f.csv:5, institution", "institution_unknown"),
        ("f.csv:5, value", "value_or_ratio"),
    ]


def test_a_row_that_says_the_same_twice_names_the_first() -> None:
    (found,) = problems(row(2), row(3, value="92"))
    assert (found.code, found.place, found.params) == ("row_repeated", "f.csv:3", {"first": "f.csv:2"})


def test_a_row_is_repeated_also_when_one_has_the_name_and_one_the_key() -> None:
    assert [p.code for p in problems(row(2), row(3, institution="Inst", indicator="Andel rettidige"))] == [
        "row_repeated"
    ]


def test_two_sources_for_a_period_are_refused_unless_one_is_chosen_with_a_reason() -> None:
    one, other = {"value": "61", "source": "A"}, {"value": "64", "source": "B"}
    (found,) = problems(row(2, **one), row(3, **other))
    assert (found.code, found.place, found.params) == ("sources_disagree", "f.csv:3", {"first": "f.csv:2"})
    chosen = {"chosen": "ja", "note": "Aftalt på mødet"}
    results, _ = checked(row(2, **one), row(3, **other, **chosen))
    assert [(r.value, r.chosen) for r in results] == [(Decimal(61), False), (Decimal(64), True)]
    (found,) = problems(row(2, **one, **chosen), row(3, **other, **chosen))
    assert found.code == "sources_disagree"
    (found,) = problems(row(2, **one), row(3, **other, chosen="ja"))
    assert (found.code, found.place) == ("chosen_without_reason", "f.csv:3, chosen")


def test_two_sources_may_tell_of_different_periods_or_at_different_times() -> None:
    checked(row(2, source="A"), row(3, source="B", period="2016"))
    checked(row(2, source="A", recorded="2018-01-10"), row(3, source="B", recorded="2018-01-20"))


def test_two_sources_of_the_same_number_do_not_disagree() -> None:
    results, _ = checked(row(2, source="A"), row(3, source="B"))
    assert [r.source for r in results] == ["A", "B"]


def test_two_sources_may_not_say_different_things_of_a_criterion() -> None:
    (found,) = problems(said(2, source="A"), said(3, source="B", value="not_met"))
    assert (found.code, found.place, found.params) == ("events_disagree", "f.csv:3", {"first": "f.csv:2"})
    (found,) = problems(said(2, source="A"), said(3, source="B", period="2017-06-29"))
    assert found.code == "events_disagree"
    checked(said(2, source="A"), said(3, source="B"), said(4, value="expected_met"))


def test_the_same_days_are_the_same_period_however_it_is_written() -> None:
    (found,) = problems(row(2, period="2017Q1"), row(3, period="2017-01/2017-03"))
    assert (found.code, found.params) == ("row_repeated", {"first": "f.csv:2"})


def test_rows_that_are_not_filled_in_or_not_available_are_named_and_are_no_error() -> None:
    rows = [row(2), row(3, value=""), row(4, value=".."), said(5, value=" "), row(6, value="", numerator="-")]
    rows += [row(7, value="", note="Mangler svar"), row(8, value="..", note="Mangler svar")]
    found = sort_rows(rows, PLANS, KNOWN, NOW)
    assert [place for place, _ in found.results] == ["f.csv:2"]
    assert found.remarked == ["f.csv:7"]
    assert (found.empty, found.not_available) == (
        ["f.csv:3", "f.csv:5"],
        ["f.csv:4", "f.csv:6", "f.csv:8"],
    )


def test_a_period_that_does_not_fit_its_series_is_a_problem_of_its_cell() -> None:
    with pytest.raises(InvalidInput) as refused:
        sort_rows([row()], PLANS, KNOWN, NOW, lambda made: Problem("x", "", {"period": made.period}))
    assert refused.value.problems == (Problem("x", "f.csv:2, period", {"period": "2017"}),)


def test_no_rows_are_no_results() -> None:
    assert checked() == ([], [])
