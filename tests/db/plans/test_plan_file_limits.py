"""Plan files that are small and would take for ever, or hold what Python itself cannot write."""

from __future__ import annotations

import time

import pytest

from db.plans import plan_file, toml_text
from metrics.errors import InvalidInput, Problem
from tests.cases import text_of
from words.language import LANGUAGES, Words
from words.problems import LONGEST_SHOWN, describe_problem

SECONDS = 2


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as wrong:
        plan_file.parse_plan(text)
    return wrong.value.problems


@pytest.mark.parametrize("number", ["1e999999999", "-1e999999999", "1e-999999999", "1e5000", "inf", "nan"])
def test_a_number_without_end_is_told_as_it_was_written(number: str) -> None:
    began = time.process_time()
    problems = refused(text_of("05").replace('title = "Enten eller"', f"title = {number}"))
    said = [describe_problem(problem, Words(lang)) for problem in problems for lang in LANGUAGES]
    assert [problem.code for problem in problems] == ["text_needed"]
    assert all(", title: " in line for line in said)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("key", ["title", "number"])
def test_a_hexadecimal_number_without_end_is_refused_where_it_stands(key: str) -> None:
    text = text_of("05").replace(f'{key} = "1"', f"{key} = 0x{'f' * 6000}")
    text = text.replace('title = "Enten eller"', f"title = 0x{'f' * 6000}")
    (first, *_) = refused(text)
    assert (first.code, first.place) == ("number_out_of_range", "title")
    assert describe_problem(first, Words("da"))


def test_half_a_character_is_refused() -> None:
    data = toml_text.parse_toml(text_of("05"))
    data["goals"][0]["weight"] = "\ud800"
    with pytest.raises(InvalidInput) as wrong:
        plan_file.check_plan(data)
    assert [(p.code, p.place) for p in wrong.value.problems] == [("not_understood", "goals[#1].weight")]


@pytest.mark.parametrize("value", ["9" * 5000, f"1e{'9' * 400}", f"-1e-{'9' * 400}", "[" * 3000])
def test_what_python_cannot_read_is_refused(value: str) -> None:
    (problem,) = refused(f"weight = {value}\n{text_of('05')}")
    assert problem.code == "toml_syntax"


def test_half_a_character_in_a_key_is_refused() -> None:
    with pytest.raises(InvalidInput) as wrong:
        plan_file.check_plan(toml_text.parse_toml(text_of("05")) | {"\ud800": 1})
    assert ("not_understood", "") in [(p.code, p.place) for p in wrong.value.problems]


def test_a_text_may_hold_what_would_be_too_deep_a_key() -> None:
    said = "Kontoret, " + "1." * 200
    data = toml_text.parse_toml(text_of("05")) | {"source": said}
    assert toml_text.parse_toml(toml_text.dump_toml(data))["source"] == said


@pytest.mark.parametrize("part", ["a", '"a"', "'a' "])
def test_a_key_of_very_many_parts_is_refused_at_once(part: str) -> None:
    began = time.process_time()
    (problem,) = refused(f"{text_of('05')}\n{f'{part}.' * 20_000}a = 1\n")
    assert (problem.code, problem.params["line"]) == ("toml_syntax", len(text_of("05").splitlines()) + 2)
    assert time.process_time() - began < SECONDS


def test_points_in_a_text_are_no_key_of_many_parts() -> None:
    text = text_of("05").replace('title = "Enten eller"', f'title = "Se {"kap. 1. " * 60}"')
    assert plan_file.parse_plan(text).title.startswith("Se kap. 1.")


def test_a_long_text_is_told_by_its_beginning() -> None:
    line = describe_problem(Problem("not_allowed", "x", {"value": "a" * 5000, "allowed": "b"}), Words("da"))
    assert "a" * LONGEST_SHOWN + "…" in line
    assert "a" * (LONGEST_SHOWN + 1) not in line
