"""A mutant: a text of a file, what takes its place, and the tests that must fail for it."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LISTS = Path(__file__).parent / "lists"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One defect. `name` is the rule it breaks; `reason` says why no test can notice it, where none can."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    reason: str = ""

    def apply(self, source: str) -> str:
        """The source with the defect in it."""
        return source.replace(self.old, self.new, 1)


def read_mutants(folder: Path = LISTS) -> list[Mutant]:
    """Every mutant of the lists in a folder, in the order of their files."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]:
            found.append(Mutant(**{**entry, "tests": tuple(entry["tests"])}))
    return found


def find_list_problems(mutants: Sequence[Mutant], root: Path) -> list[str]:
    """What is wrong with a list: names used twice, and entries that no longer fit the tree."""
    twice = [name for name, count in Counter(mutant.name for mutant in mutants).items() if count > 1]
    return [
        *(f"{name}: the name is used more than once" for name in twice),
        *(f"{mutant.name}: {problem}" for mutant in mutants for problem in _find_problems(mutant, root)),
    ]


def _find_problems(mutant: Mutant, root: Path) -> Iterator[str]:
    if mutant.old == mutant.new:
        yield "old and new are the same"
    if not mutant.tests:
        yield "no tests"
    for test in mutant.tests:
        if not (root / test).is_file():
            yield f"no file {test}"
        elif not _mirrors(test, mutant.file):
            yield f"{test} does not mirror {mutant.file}"
    path = root / mutant.file
    if not path.is_file():
        yield f"no file {mutant.file}"
        return
    source = path.read_text(encoding="utf-8")
    count = source.count(mutant.old)
    if count != 1:
        yield f"old occurs {count} times in {mutant.file}"
        return
    try:
        ast.parse(mutant.apply(source))
    except SyntaxError as wrong:
        yield f"new is no Python: {wrong.msg}"


def _mirrors(test: str, file: str) -> bool:
    """Whether a test file is `tests/<folder of the module>/test_<module>*.py`."""
    asked, module = Path(test), Path(file)
    return asked.parent == "tests" / module.parent and asked.stem.startswith(f"test_{module.stem}")
