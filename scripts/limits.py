"""Checks sizes: modules, page scripts, the entry script and functions stay short enough to read in one go."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = (
    "metrics",
    "db",
    "words",
    "export",
    "service",
    "pages",
    "terminal",
    "scripts",
    "bench",
    "tests",
    "app.py",
    "server.py",
    "cli.py",
)
GENERATED = ROOT / "db" / "migrations" / "versions"  # Alembic writes these, one long function each

MODULE_LINES = 400
ONE_TEST_FOR_EACH_OF_48_ROWS = {Path("tests/metrics/score/test_mechanics.py"): 500}
PAGE_SCRIPT_LINES = 100
APP_LINES = 120
FUNCTION_LINES = 50


def main() -> int:
    """Print everything that is too long, with its place; 1 if there is any."""
    offenders = [offender for path in code_files() for offender in too_long(path)]
    for offender in offenders:
        print(offender)
    print(f"limits: {len(offenders)} too long")
    return 1 if offenders else 0


def code_files() -> Iterator[Path]:
    """Every Python file people write here."""
    for name in CODE:
        path = ROOT / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()
        yield from (file for file in files if GENERATED not in file.parents)


def too_long(path: Path) -> Iterator[str]:
    """What in a file goes past its limit."""
    place = path.relative_to(ROOT)
    source = path.read_text(encoding="utf-8")
    lines, limit = len(source.splitlines()), module_limit(place)
    if lines > limit:
        yield f"{place}: {lines} lines, at most {limit}"
    for node in ast.walk(ast.parse(source, str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{place}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"


def module_limit(place: Path) -> int:
    """How long a file may be, by where it stands."""
    if place == Path("app.py"):
        return APP_LINES
    if place.parts[0] == "pages" and len(place.parts) == 3 and place.parts[1] != "ui":
        return PAGE_SCRIPT_LINES
    return ONE_TEST_FOR_EACH_OF_48_ROWS.get(place, MODULE_LINES)


if __name__ == "__main__":
    sys.exit(main())
