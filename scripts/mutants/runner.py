"""Runs the tests of mutants in copies of the tree, so that the tree itself is never touched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import cache_from_source
from pathlib import Path
from queue import SimpleQueue

from scripts.mutants.mutant import Mutant

AT_ONCE = 2
PATIENCE = 300.0  # seconds for the tests of one mutant; a loop that no longer ends is noticed by nothing else
LAST_WORDS = 20.0  # seconds for the fixtures of tests that are interrupted to stop what they have started
PASSED, FAILED = 0, 1  # of pytest's exit codes; all others say that the tests did not run as they should


class Fate(StrEnum):
    """What became of a mutant. `broken` means that its tests did not run, which says nothing of them."""

    KILLED = "killed"
    TIMED_OUT = "killed by time-out"
    SURVIVED = "survived"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class MutantResult:
    """A mutant with its fate, how long that took in seconds, and what pytest said last."""

    mutant: Mutant
    fate: Fate
    seconds: float
    said: str

    @property
    def killed(self) -> bool:
        """Whether its tests noticed it."""
        return self.fate in {Fate.KILLED, Fate.TIMED_OUT}


def copy_tree(root: Path, to: Path) -> Path:
    """Copy what git knows of a tree, as it stands in the working tree, with what is not ignored beside it."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, to / name)
    return to


def run_unchanged(mutants: Sequence[Mutant], copies: Sequence[Path]) -> tuple[Fate, str]:
    """Run the tests of all mutants on a tree without any: what fails there tells mutants from nothing."""
    tests = sorted({test for mutant in mutants for test in mutant.tests})
    copies = copies[: len(tests)]

    def run_part(place: int) -> tuple[Fate, str]:
        return _run_tests(tests[place :: len(copies)], copies[place], PATIENCE * len(tests))

    with ThreadPoolExecutor(len(copies)) as pool:
        done = list(pool.map(run_part, range(len(copies))))
    return next((one for one in done if one[0] is not Fate.SURVIVED), done[0])


def run_mutants(
    mutants: Sequence[Mutant], copies: Sequence[Path], patience: float = PATIENCE
) -> Iterator[MutantResult]:
    """Each mutant with its fate, as soon as it is known; as many at a time as there are copies."""
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def run_one(mutant: Mutant) -> MutantResult:
        copy = free.get()
        try:
            return _run_mutant(mutant, copy, patience)
        finally:
            free.put(copy)

    pool = ThreadPoolExecutor(len(copies))
    try:
        for done in as_completed([pool.submit(run_one, mutant) for mutant in mutants]):
            yield done.result()
    finally:
        pool.shutdown(
            cancel_futures=True
        )  # whoever stops the run waits for the mutants at hand, and no others


def _run_mutant(mutant: Mutant, copy: Path, patience: float) -> MutantResult:
    path, began = copy / mutant.file, time.monotonic()
    whole = path.read_bytes()
    _write_code(path, mutant.apply(whole.decode("utf-8")).encode())
    try:
        fate, said = _run_tests(mutant.tests, copy, patience)
    finally:
        _write_code(path, whole)
    return MutantResult(mutant, fate, time.monotonic() - began, said)


def _write_code(path: Path, code: bytes) -> None:
    """Write a module, and forget what was compiled of it: Python knows that by its size and second alone."""
    path.write_bytes(code)
    Path(cache_from_source(str(path))).unlink(missing_ok=True)


def _run_tests(tests: Sequence[str], copy: Path, patience: float) -> tuple[Fate, str]:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    # What is compiled is kept, whatever the shell says: without it every run compiles all modules anew.
    shell = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        command,
        cwd=copy,
        env=shell,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            said, _ = running.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            return Fate.TIMED_OUT, _interrupt(running)
    fates = {PASSED: Fate.SURVIVED, FAILED: Fate.KILLED}
    return fates.get(running.returncode, Fate.BROKEN), said


def _interrupt(running: subprocess.Popen[str]) -> str:
    """End the tests as Ctrl-C does, so that they stop what they have started; then whatever is left of them."""
    os.killpg(running.pid, signal.SIGINT)
    try:
        said, _ = running.communicate(timeout=LAST_WORDS)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        said, _ = running.communicate()
    return said
