"""What pydantic finds is told in our own codes and places."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import metrics
from db.plans import key_problems
from db.plans.key_problems import select_telling, translate_error, write_place
from metrics.plan.cases.case_rule import CaseRule
from metrics.plan.model import Goal, Plan
from words.language import read_catalogue

METRICS = Path(metrics.__file__ or "").parent
CRITERION = {"number": "2.1.1", "compare": {"target": {"by_year": []}}}
DATA = {
    "goals": [{"number": "2.1", "criteria": [CRITERION]}, {"number": "2015.5", "title": "x", "year": 2015}]
}


@pytest.mark.parametrize(
    ("location", "place"),
    [
        (("goals", 0, "title"), "goals[2.1].title"),
        (("goals", 0, "criteria", 0), "goals[2.1].criteria[2.1.1]"),
        (("goals", 5), "goals[#6]"),
        (("notes", 0), "notes[#1]"),
        (("goals", 1), "goals[2015.5]"),
    ],
)
def test_a_place_names_goals_and_criteria_by_their_numbers(
    location: tuple[int | str, ...], place: str
) -> None:
    assert write_place(location, DATA) == place


def test_the_kind_of_quantity_is_a_key_of_the_file_and_a_step_of_an_error() -> None:
    inside = ("goals", 0, "criteria", 0, "compare", "target", "by_year")
    assert write_place(inside, DATA, of_error=False).endswith(".target.by_year")
    assert write_place((*inside, "by_year"), DATA).endswith(".target.by_year")


def errors_of(part: type[Goal | Plan | CaseRule], data: dict[str, Any]) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        part.model_validate(data)
    errors = select_telling(refused.value.errors(include_url=False))
    return [translate_error(error, data).code for error in errors]


def test_every_error_has_a_code_of_our_own() -> None:
    assert errors_of(Goal, {"number": "1", "criteria": []}) == ["key_missing"]
    assert errors_of(Goal, {"number": 1, "title": "", "criteria": [], "nej": 1}) == [
        *("text_needed", "text_empty", "key_unknown"),
    ]


def test_what_no_key_alone_can_tell_keeps_its_code() -> None:
    rule = {"period_by": "closed", "numerator": {"where": [{"column": "closed", "among": ["x"]}]}}
    assert errors_of(CaseRule, rule) == ["case_column_kinds"]
    assert errors_of(CaseRule, {"period_by": "due", "numerator": {}, "open_is_late": True}) == [
        "case_open_early"
    ]


def test_what_is_allowed_is_listed_without_the_names_of_the_program() -> None:
    data = {"stage": "kladde"}
    with pytest.raises(ValidationError) as refused:
        Plan.model_validate(data)
    found = [translate_error(error, data) for error in refused.value.errors(include_url=False)]
    (stage,) = [problem for problem in found if problem.place == "stage"]
    assert stage.params["allowed"] == ["draft", "proposed", "signed"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_code_of_a_key_has_words(language: str) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in METRICS.rglob("*.py"))
    own = re.findall(r'PydanticCustomError\(\s*"(\w+)"', written)
    assert len(own) > 15
    codes = {*key_problems._CODES.values(), *key_problems._CODE_PREFIXES.values(), *own}
    words = read_catalogue(language)
    assert [code for code in codes if f"error.{code}" not in words] == []
