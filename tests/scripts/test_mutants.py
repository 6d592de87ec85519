"""The list of mutants fits the tree, and the runner tells those that are noticed from those that are not."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.mutants.__main__ import main, print_summary
from scripts.mutants.mutant import Mutant, find_list_problems, read_mutants
from scripts.mutants.runner import Fate, MutantResult, copy_tree, run_mutants, run_unchanged

ROOT = Path(__file__).resolve().parent.parent.parent
FEWEST = 90
AREAS = ("metrics/", "db/", "service/", "pages/ui/")

CODE = "def least(numbers):\n    return min(numbers)\n"
TEST = "from metrics.least import least\n\n\ndef test_least():\n    assert least([2, 1]) == 1\n"
KILLED = Mutant("largest", "metrics/least.py", "min(", "max(", ("tests/metrics/test_least.py",))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of one module with its test, of which git knows the first alone, and an ignored file."""
    root = tmp_path / "tree"
    files = {
        "metrics/__init__.py": "",
        "metrics/least.py": CODE,
        "tests/metrics/test_least.py": TEST,
        ".gitignore": "*.db\n",
        "old.db": "",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for command in ("git init -q", "git add metrics"):
        subprocess.run(command.split(), cwd=root, check=True)
    return root


def test_every_mutant_of_the_list_fits_the_tree() -> None:
    found = read_mutants()
    assert find_list_problems(found, ROOT) == []
    assert len(found) >= FEWEST
    assert [mutant.name for mutant in found if not mutant.file.startswith(AREAS)] == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"old": "mean("}, "old occurs 0 times in metrics/least.py"),
        ({"old": "numbers"}, "old occurs 2 times in metrics/least.py"),
        ({"new": "min("}, "old and new are the same"),
        ({"new": "min(("}, "new is no Python: '(' was never closed"),
        ({"tests": ()}, "no tests"),
        ({"file": "metrics/most.py"}, "no file metrics/most.py"),
        ({"tests": ("tests/metrics/test_most.py",)}, "no file tests/metrics/test_most.py"),
        ({"tests": ("metrics/least.py",)}, "metrics/least.py does not mirror metrics/least.py"),
    ],
)
def test_an_entry_that_no_longer_fits_is_told(tree: Path, changes: dict[str, object], problem: str) -> None:
    assert find_list_problems([KILLED], tree) == []
    assert f"largest: {problem}" in find_list_problems([replace(KILLED, **changes)], tree)  # type: ignore[arg-type]


def test_a_name_stands_once(tree: Path) -> None:
    assert find_list_problems([KILLED, KILLED], tree) == ["largest: the name is used more than once"]


def test_a_mutant_is_noticed_or_not_and_the_tree_is_left_as_it_was(tree: Path, tmp_path: Path) -> None:
    survivor = replace(KILLED, name="sorted", old="min(numbers)", new="sorted(numbers)[0]")
    copies = [copy_tree(tree, tmp_path / str(number)) for number in range(2)]
    assert not (copies[0] / "old.db").exists()
    assert run_unchanged([KILLED], copies)[0] is Fate.SURVIVED
    found = {r.mutant.name: r.fate for r in run_mutants([KILLED, survivor], copies)}
    assert found == {"largest": Fate.KILLED, "sorted": Fate.SURVIVED}
    for root in (tree, *copies):
        assert (root / "metrics/least.py").read_text(encoding="utf-8") == CODE


def test_a_mutant_that_never_ends_is_noticed_by_the_clock(tree: Path, tmp_path: Path) -> None:
    endless = replace(KILLED, old="    return", new="    while True: pass\n    return")
    (found,) = run_mutants([endless], [copy_tree(tree, tmp_path / "0")], patience=2)
    assert (found.fate, found.killed) == (Fate.TIMED_OUT, True)


def test_tests_that_do_not_run_notice_nothing(tree: Path, tmp_path: Path) -> None:
    broken = replace(KILLED, name="broken", old="def least", new="def most")
    (found,) = run_mutants([broken], [copy_tree(tree, tmp_path / "0")])
    assert (found.fate, found.killed) == (Fate.BROKEN, False)


@pytest.mark.parametrize(
    ("killed", "survived", "broken", "code"), [(19, 1, 0, 0), (18, 1, 0, 1), (20, 0, 0, 0), (20, 0, 1, 2)]
)
def test_nineteen_of_twenty_are_enough(
    killed: int, survived: int, broken: int, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    fates = [Fate.KILLED] * killed + [Fate.SURVIVED] * survived + [Fate.BROKEN] * broken
    results = [MutantResult(replace(KILLED, reason="the same"), fate, 1.0, "said") for fate in fates]
    assert print_summary(results) == code
    said = capsys.readouterr().out.splitlines()
    assert said[-1].startswith(f"mutants: {killed} of {killed + survived + broken} killed, ")
    assert ("survived: largest (metrics/least.py): the same" in said) is bool(survived)


def test_a_name_that_is_not_on_the_list_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-mutant"]) == 2
    assert capsys.readouterr().out == "no-such-mutant: no such mutant\n"
