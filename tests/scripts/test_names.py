"""The check of names, on small modules."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts import names

Check = Callable[[], Iterator[str]]


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Run a check on modules given by their paths and sources."""

    def run(check: Check, **sources: str) -> list[str]:
        modules = [(Path(path.replace("__", "/") + ".py"), ast.parse(text)) for path, text in sources.items()]
        monkeypatch.setattr(names, "_modules", lambda: iter(modules))
        return list(check())

    return run


def test_a_file_name_stands_once_in_a_package(found: Callable[..., list[str]]) -> None:
    check = names.find_file_names_twice
    assert found(check, words__flag="", export__flag="", db__flag="") == []
    assert found(check, db__plans__file="", db__results__file="") == [
        "db: file.py stands in db/plans, db/results"
    ]


def test_a_class_name_stands_once_in_the_tree_but_for_rows(found: Callable[..., list[str]]) -> None:
    check, source = names.find_class_names_twice, "class Plan: ..."
    assert found(check, metrics__plan__model=source, db__models=source) == []
    assert found(check, metrics__plan=source, words__plan=source) == [
        "class Plan stands in metrics/plan.py, words/plan.py"
    ]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("from db import models as m", []),
        ("from db import backup", []),
        ("from hypothesis import strategies as st", []),
        ("from db import backup as copies", ["words/a.py:1: backup is imported as copies"]),
    ],
)
def test_what_is_our_own_is_imported_under_its_name(
    found: Callable[..., list[str]], source: str, told: list[str]
) -> None:
    assert found(names.find_renamed_modules, words__a=source) == told


def test_a_bare_participle_is_no_name_for_a_function_or_module(found: Callable[..., list[str]]) -> None:
    source = "def marked(): ...\ndef find_marked(): ...\ndef need(): ...\ndef _told(): ..."
    assert found(names.find_participles, words__a=source) == ["words/a.py: marked is a bare participle"]
    assert found(names.find_participles, words__judged="") == ["words/judged.py: judged is a bare participle"]
