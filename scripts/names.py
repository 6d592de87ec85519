"""Check names, so that each has one meaning and a reader finds a thing by it."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from scripts.limits import PRODUCT, ROOT, code_files

PACKAGES = tuple(name for name in PRODUCT if not name.endswith(".py"))
TABLES = Path("db/models.py")  # its rows are named after the domain's classes that they hold
RENAMED = {"db.models"}  # imported as `m` beside the domain's classes of the same names
PARTICIPLE = re.compile(r"^[a-z]+ed$")
NO_PARTICIPLES = {"feed", "need"}
"""Names that end like a participle but are not one."""


def main() -> int:
    """Print every name that breaks a rule, with its place; return 1 if there are any."""
    offenders = [
        *find_file_names_twice(),
        *find_class_names_twice(),
        *find_renamed_modules(),
        *find_participles(),
    ]
    for offender in offenders:
        print(offender)
    print(f"names: {len(offenders)} against the rules")
    return 1 if offenders else 0


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in code_files(PRODUCT):
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def find_file_names_twice() -> Iterator[str]:
    """Find file names that a package has in more than one folder."""
    places = defaultdict(list)
    for place, _ in _modules():
        if place.parts[0] in PACKAGES and place.name != "__init__.py" and "migrations" not in place.parts:
            places[place.parts[0], place.name].append(place)
    for (package, name), found in places.items():
        # Page scripts count as well: what a page is made of has another ending than the page.
        if len(found) > 1:
            yield f"{package}: {name} stands in {', '.join(str(place.parent) for place in found)}"


def find_class_names_twice() -> Iterator[str]:
    """Find class names that two modules define, the rows of the tables excepted."""
    places = defaultdict(list)
    for place, tree in _modules():
        if place != TABLES:
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    places[node.name].append(place)
    for name, found in places.items():
        if len(found) > 1:
            yield f"class {name} stands in {', '.join(map(str, found))}"


def find_renamed_modules() -> Iterator[str]:
    """Find our own modules and names that are imported under another name."""
    for place, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in PACKAGES:
                for alias in node.names:
                    if (
                        alias.asname not in (None, alias.name)
                        and f"{node.module}.{alias.name}" not in RENAMED
                    ):
                        yield f"{place}:{node.lineno}: {alias.name} is imported as {alias.asname}"


def find_participles() -> Iterator[str]:
    """Find public functions and modules named with a bare participle, which says neither what is done nor to what."""
    for place, tree in _modules():
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        for name in [place.stem, *names]:
            if PARTICIPLE.match(name) and name not in NO_PARTICIPLES:
                yield f"{place}: {name} is a bare participle"


if __name__ == "__main__":
    sys.exit(main())
