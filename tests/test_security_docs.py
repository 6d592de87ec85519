"""docs/security.md names tests that exist, and every document is pointed at."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (DOCS / "security.md").read_text("utf-8")))
    tests = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = {name for text in tests for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
    assert len(named) > 20
    assert named - there == set()


def test_what_is_said_of_figures_names_each() -> None:
    source = (ROOT / "service" / "figures.py").read_text("utf-8")
    told = (DOCS / "operation.md").read_text("utf-8")
    assert [name for name in re.findall(r'"(maalstreg_\w+)"', source) if name not in told] == []


def test_the_readme_points_at_every_document() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [path.name for path in DOCS.glob("*.md") if f"docs/{path.name}" not in readme] == []
