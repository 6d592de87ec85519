"""What another program kept is not taken for what this one would judge."""

from __future__ import annotations

import ast
import shutil
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from db.location import ROOT
from pages.ui.kept import code_version


def test_every_line_of_what_judges_and_every_library_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    find = code_version.find_code_version.__wrapped__
    here = find()
    for room in code_version.ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room)
    monkeypatch.setattr("pages.ui.kept.code_version.ROOT", tmp_path)
    assert find() == here
    monkeypatch.setattr(code_version, "version", lambda _name: "0")
    other = find()
    judging = tmp_path / "metrics" / "score" / "scoring.py"
    judging.write_text(judging.read_text("utf-8").replace("ZERO", "ONE"), "utf-8")
    assert len({here, other, find()}) == 3


def test_every_library_that_judges_counts() -> None:
    """What counts cases, and what looks at pictures that are attached, judges nothing."""
    known = packages_distributions()
    found = set()
    for path in (ROOT / "metrics").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.partition(".")[0] for name in names}
    wanted = {known[name][0].lower() for name in found if name in known} - {"narwhals", "pillow", "maalstreg"}
    assert wanted <= {name.lower() for name in code_version.LIBRARIES}
