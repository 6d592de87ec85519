"""A draft as data: numbers as they are typed, places in words, and what forms can show of a goal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.plans import plan_file
from metrics.errors import Problem
from pages.admin.parts import draft
from tests.plans import plan_files
from words.language import Words

DA, EN = Words("da"), Words("en")
SOURCES = Path(plan_file.__file__).parents[1] / "sources"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("90", Decimal(90)),
        ("90,5", Decimal("90.5")),
        ("90.50", Decimal("90.50")),
        (" -1,5 ", Decimal("-1.5")),
        ("−2", Decimal(-2)),
        ("0.125", Decimal("0.125")),
        ("1.000", "1.000"),
        ("12.345.678", Decimal(12345678)),
        ("1.234,5", Decimal("1234.5")),
        ("1 146", Decimal(1146)),
        ("4.200,00 kr.", Decimal("4200.00")),
        ("1,234", "1,234"),
        ("ca. 90", "ca. 90"),
        ("1e3", "1e3"),
        ("", ""),
    ],
)
def test_a_number_is_read_with_comma_or_point_and_never_guessed(typed: str, read: Decimal | str) -> None:
    assert draft.read_typed_number(typed) == read


@given(st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False))
def test_a_number_is_written_as_it_is_read(number: Decimal) -> None:
    for words in (DA, EN):
        written = draft.write_input(number, words)
        again = draft.read_typed_number(written)
        assert again == number
        assert written.rstrip("0") == str(number).replace(".", words.t("number.decimal")).rstrip("0")


@pytest.mark.parametrize(("typed", "read"), [("3", 3), ("3,5", "3,5"), ("-1", "-1"), ("٣", "٣"), ("", "")])
def test_a_whole_number_is_read_or_left(typed: str, read: int | str) -> None:
    assert draft.read_typed_whole(typed) == read


@pytest.mark.parametrize(
    ("numbers", "following"),
    [([], "1"), (["1.1", "1.2"], "1.3"), (["2.9"], "2.10"), (["1.1.a"], "2"), (["x"], "2"), (["3a"], "4")],
)
def test_the_next_number_follows_the_last(numbers: list[str], following: str) -> None:
    assert draft.find_next_number(numbers) == following


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("title", "Titel"),
        ("goals[2.1].title", "Mål 2.1, titel"),
        ("goals[2.1].number", "Mål 2.1, nummer"),
        ("goals[2.1].criteria[2.1.1].milestone.due", "Mål 2.1, delmål 2.1.1, frist"),
        (
            "goals[2.1].criteria[2.1.1].compare.target.by_year[2027].number",
            "Mål 2.1, delmål 2.1.1, måltal, 2027",
        ),
        ("goals[2.1].criteria[2.1.1].compare.target.number", "Mål 2.1, delmål 2.1.1, måltal"),
        ("indicators[svartid].name", "Nøgletal svartid, navn"),
        ("goals", ""),
        ("", ""),
    ],
)
def test_a_place_in_a_file_is_said_with_the_labels_of_the_form(place: str, said: str) -> None:
    assert draft.write_place(place, DA) == said


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("number_as_text", "ca. 90", "not_a_number"),
        ("number_as_text", "4.200", "number_ambiguous"),
        ("decimal_comma", "4,200", "number_ambiguous"),
        ("number_as_text", "5 pct.", "number_unit"),
        ("number_as_text", "", "left_empty"),
        ("key_form", "", "left_empty"),
        ("key_form", "å", "key_form"),
        ("key_missing", "", "left_empty"),
    ],
)
def test_problems_are_told_without_the_syntax_of_files(code: str, value: str, said: str) -> None:
    (problem,) = draft.rewrite_problems([Problem(code, "title", {"value": value})], DA)
    assert problem.code == said


def goal(**test: Any) -> draft.Data:
    """A goal with one criterion."""
    return {"number": "1", "title": "x", "criteria": [{"number": "1.1", "title": "x", **test}]}


READ = {"indicator": "x"}
TARGET = {"by_year": [{"year": 2017, "number": 90}]}


@pytest.mark.parametrize(
    ("test", "fits"),
    [
        ({"compare": {"value": READ, "operator": ">=", "target": TARGET}}, True),
        ({"compare": {"value": {**READ, "offset": -1}, "operator": ">=", "target": {"number": 1}}}, True),
        ({"compare": {"value": READ, "operator": ">=", "target": READ}}, False),
        ({"compare": {"value": {"pooled": [READ]}, "operator": ">=", "target": TARGET}}, False),
        ({"compare": {"value": {**READ, "over": "weighted"}, "operator": ">=", "target": TARGET}}, False),
        ({"within": {"value": READ, "tolerance": TARGET}}, True),
        ({"within": {"value": READ, "tolerance": TARGET, "reference": READ}}, True),
        ({"within": {"value": READ, "tolerance": TARGET, "reference": {"median_of": [READ]}}}, False),
        ({"milestone": {}}, True),
        ({"assessed": {}}, True),
        ({"criteria": []}, False),
    ],
)
def test_plain_tests_fit_the_forms_and_composed_ones_do_not(test: draft.Data, fits: bool) -> None:
    assert draft.fits_forms(goal(**test), 2017) is fits


def test_a_goal_known_in_outline_does_not_fit_and_is_known_in_full_with_a_criterion() -> None:
    known: draft.Data = {"number": "5", "title": "Mål 5", "weight": 10, "outline": True}
    assert not draft.fits_forms(known, 2017)
    for number in ("5.1", "5.2"):
        draft.add_criterion(known, "milestone", date(2017, 1, 1), date(2017, 12, 31))
        assert known["criteria"][-1]["number"] == number
    assert "outline" not in known
    assert draft.fits_forms(known, 2017)


def test_a_target_of_another_year_alone_does_not_fit() -> None:
    assert not draft.fits_forms(goal(compare={"value": READ, "operator": ">=", "target": TARGET}), 2018)


def test_a_plain_number_becomes_a_target_of_the_year_when_it_is_provisional() -> None:
    target: draft.Data = {"number": 90}
    draft.set_number(target, 2017, 91, provisional=False)
    assert target == {"number": 91}
    draft.set_number(target, 2017, 92, provisional=True)
    assert target == {"by_year": [{"year": 2017, "number": 92, "provisional": True}]}
    draft.set_number(target, 2017, 92, provisional=False)
    assert target == {"by_year": [{"year": 2017, "number": 92}]}


def test_a_goal_takes_the_place_of_the_one_it_replaces() -> None:
    plan = {"goals": [{"number": "1"}, {"number": "2"}, {"number": "3"}]}
    assert draft.replace_goal(plan, "2", {"number": "9"})["goals"] == [{"number": n} for n in "193"]
    assert draft.replace_goal(plan, None, {"number": "4"})["goals"] == [{"number": n} for n in "1234"]
    assert draft.replace_goal(plan, "2", None)["goals"] == [{"number": n} for n in "13"]


@given(plan_files())
def test_whether_any_goal_fits_can_be_told(plan: Any) -> None:
    for each in plan_file.to_data(plan)["goals"]:
        assert draft.fits_forms(each, plan.year) in {True, False}


@given(plan_files())
def test_a_plan_checked_as_data_is_the_plan(plan: Any) -> None:
    assert plan_file.check_plan(plan_file.to_data(plan)) == plan
