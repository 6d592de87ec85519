"""The rooms of the pages: each module has tests of its own name, and no name stands twice."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = [path for path in (ROOT / "pages").rglob("*.py") if path.name != "__init__.py"]


def has_functions(path: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


def test_every_module_with_a_function_has_its_tests() -> None:
    expected = [
        ROOT / "tests" / path.relative_to(ROOT).with_name(f"test_{path.name}")
        for path in MODULES
        if has_functions(path)
    ]
    assert len(expected) > 60
    assert [str(path.relative_to(ROOT)) for path in expected if not path.exists()] == []


def test_no_file_name_stands_twice() -> None:
    assert [name for name, times in Counter(path.name for path in MODULES).items() if times > 1] == []
