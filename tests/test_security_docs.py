"""docs/security.md and docs/attacks.md name tests that exist, and every document is pointed at."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from service import claims, sign_in
from service.sign_in import Provider

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def test_every_test_that_is_named_exists_and_is_never_skipped_where_all_must_run() -> None:
    """Only `need` leaves a test out where its program is missing, and fails it where CI=true."""
    told = "".join((DOCS / name).read_text("utf-8") for name in ("security.md", "attacks.md"))
    named = set(re.findall(r"`(test_\w+)`", told))
    texts = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    there = {
        found.name: ast.unparse(found)
        for text in texts
        for found in ast.parse(text).body
        if isinstance(found, ast.FunctionDef)
    }
    assert len(named) > 20
    assert named - there.keys() == set()
    assert [name for name in named if re.search(r"\bskip(if)?\(|xfail", there[name])] == []


def test_every_attempt_names_the_test_that_shows_it() -> None:
    rows = re.findall(r"^\| (\d+) \|.*\|([^|]*)\|$", (DOCS / "attacks.md").read_text("utf-8"), re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 76))
    assert [number for number, shown in rows if "`test_" not in shown] == []
    assert "attacks.md" in (DOCS / "security.md").read_text("utf-8")


def test_what_a_provider_has_to_say_names_each_setting_and_address() -> None:
    told = (DOCS / "signing-in.md").read_text("utf-8")
    scope = Provider("", "", "", "", "").secrets()["auth"]["client_kwargs"]["scope"]
    settings = (claims.PERSON_VARIABLE, claims.UNVERIFIED_VARIABLE, claims.ACR_VARIABLE, claims.AMR_VARIABLE)
    for needed in (*settings, *claims.NAMING, sign_in.CALLBACK, scope):
        assert needed in told


def test_what_is_said_of_figures_names_each() -> None:
    source = (ROOT / "service" / "figures.py").read_text("utf-8")
    told = (DOCS / "operation.md").read_text("utf-8")
    assert [name for name in re.findall(r'"(maalstreg_\w+)"', source) if name not in told] == []


def test_the_readme_points_at_every_document() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [path.name for path in DOCS.glob("*.md") if f"docs/{path.name}" not in readme] == []
