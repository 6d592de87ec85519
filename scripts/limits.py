"""Checks sizes: modules, folders, functions and signatures stay small enough to take in at a glance."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = (
    "metrics",
    "db",
    "words",
    "export",
    "service",
    "pages",
    "terminal",
    "app.py",
    "server.py",
    "cli.py",
)
BESIDE = ("scripts", "bench", "tests")
GENERATED = ROOT / "db" / "migrations" / "versions"  # Alembic writes these, one long function each

MODULE_LINES = 350
BESIDE_LINES = 400
ONE_TEST_FOR_EACH_OF_48_ROWS = {Path("tests/metrics/score/test_mechanics.py"): 500}
PAGE_SCRIPT_LINES = 100
APP_LINES = 120
FUNCTION_LINES = 50
FOLDER_MODULES = 20
POSITIONAL_PARAMETERS = 6


def main() -> int:
    """Print everything that is too large, with its place; 1 if there is any."""
    offenders = [offender for path in code_files() for offender in find_too_large(path)]
    offenders += find_crowded_folders()
    for offender in offenders:
        print(offender)
    print(f"limits: {len(offenders)} too large")
    return 1 if offenders else 0


def code_files(places: tuple[str, ...] = PRODUCT + BESIDE) -> Iterator[Path]:
    """Every Python file people write in some places of the tree."""
    for name in places:
        path = ROOT / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()
        yield from (file for file in files if GENERATED not in file.parents)


def find_too_large(path: Path) -> Iterator[str]:
    """What in a file goes past its limit."""
    place = path.relative_to(ROOT)
    source = path.read_text(encoding="utf-8")
    lines, limit = len(source.splitlines()), find_module_limit(place)
    if lines > limit:
        yield f"{place}: {lines} lines, at most {limit}"
    for node in ast.walk(ast.parse(source, str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _too_large_function(node, place)


def _too_large_function(node: ast.FunctionDef | ast.AsyncFunctionDef, place: Path) -> Iterator[str]:
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > FUNCTION_LINES:
        yield f"{place}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"
    if place.parts[0] in BESIDE or _is_command(node):
        return
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    count = len([name for name in names if name not in {"self", "cls"}])
    if count > POSITIONAL_PARAMETERS:
        yield (
            f"{place}:{node.lineno}: {node.name} has {count} positional parameters,"
            f" at most {POSITIONAL_PARAMETERS}"
        )


def _is_command(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function is a command of the terminal: its parameters are options, and nobody calls it."""
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    return any(".command(" in decorator for decorator in decorators)


def find_crowded_folders() -> Iterator[str]:
    """Folders of the product with more modules than one finds one's way among."""
    modules = [path for path in code_files(PRODUCT) if path.name != "__init__.py"]
    for folder, count in sorted(Counter(path.parent for path in modules).items()):
        if count > FOLDER_MODULES:
            yield f"{folder.relative_to(ROOT)}: {count} modules, at most {FOLDER_MODULES}"


def find_module_limit(place: Path) -> int:
    """How long a file may be, by where it stands."""
    if place == Path("app.py"):
        return APP_LINES
    if place.parts[0] == "pages" and len(place.parts) == 3 and place.parts[1] != "ui":
        return PAGE_SCRIPT_LINES
    if place.parts[0] in BESIDE:
        return ONE_TEST_FOR_EACH_OF_48_ROWS.get(place, BESIDE_LINES)
    return MODULE_LINES


if __name__ == "__main__":
    sys.exit(main())
