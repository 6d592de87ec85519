"""What the rows of a results file say together: every problem at once, and nothing said twice."""

from __future__ import annotations

from decimal import Decimal

from tests.result_rows import checked, problems, row, said


def test_all_problems_of_all_rows_come_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        row(2, value="91,5", period="x", provisional="?"),
        row(3),
        said(4, value="done", period="2017"),
        row(5, institution="nobody", value=""),
    )
    assert [(p.place, p.code) for p in found] == [
        ("f.csv:2, period", "period_invalid"),
        ("f.csv:2, value", "decimal_comma"),
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


def test_no_rows_are_no_results() -> None:
    assert checked() == ([], [])
