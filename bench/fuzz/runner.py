"""Gives a target its inputs one by one, and judges what it does with each."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from types import FrameType
from typing import Protocol

from metrics.errors import InvalidInput, Problem
from words.language import LANGUAGES, Words
from words.problems import describe_problem

MOST_SECONDS = 2.0
GIVEN_UP = 20  # processor seconds, since a busy machine may take longer
MOST_MEGABYTES = 300  # that one input may add to the peak
LONGEST_LINE = 20_000  # characters; nobody reads more of one problem
ADDRESS_SPACE = 12 * 2**30  # bytes


class Broken(Exception):
    """The product did something with an input that it must never do."""


class TooSlow(BaseException):
    """An input took too long. Not an `Exception`, so that nothing in the product catches it."""


class Target(Protocol):
    """Something that takes input."""

    def make(self, chance: Random) -> object:
        """Make an input."""

    def give(self, given: object) -> None:
        """Hand over an input. Raises InvalidInput if it is refused, and Broken if a law does not hold."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that broke something. The same seed and number make it again."""

    number: int
    what: str
    given: str


@dataclass
class Report:
    """What came of a run."""

    inputs: int = 0
    accepted: int = 0
    refused: int = 0
    slowest: float = 0
    slowest_number: int = 0
    seconds: float = 0
    codes: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    heavy: list[Finding] = field(default_factory=list)  # took long, or much memory: a fact of the machine too

    def text(self) -> str:
        """Write the figures on one line."""
        return (
            f"{self.inputs} inputs in {self.seconds:.0f} s: {self.accepted} accepted, {self.refused} refused"
            f" with {len(self.codes)} codes, {len(self.findings)} broke something, {len(self.heavy)} were heavy;"
            f" slowest {self.slowest * 1000:.0f} ms (number {self.slowest_number})"
        )


def run(target: Target, name: str, seed: int, numbers: range) -> Report:
    """Give the target the inputs with these numbers; each depends on name, seed and number alone."""
    report, began = Report(), time.perf_counter()
    for number in numbers:
        chance = Random(f"{seed} {name} {number}")  # noqa: S311 # no secret
        given = target.make(chance)
        memory, started = _find_peak(), time.process_time()
        try:
            _judge(target, given, report)
        except (Exception, TooSlow) as wrong:
            last = "".join(traceback.format_exception(wrong)[-6:])
            report.findings.append(Finding(number, last, _write_input(given)))
        took = time.process_time() - started
        report.inputs += 1
        if took > report.slowest:
            report.slowest, report.slowest_number = took, number
        if took > MOST_SECONDS or _find_peak() - memory > MOST_MEGABYTES:
            what = f"{took:.1f} s, {_find_peak() - memory:.0f} MB more"
            report.heavy.append(Finding(number, what, _write_input(given)))
    report.seconds = time.perf_counter() - began
    return report


def _judge(target: Target, given: object, report: Report) -> None:
    with _limit_time():
        try:
            target.give(given)
        except InvalidInput as wrong:
            report.refused += 1
            report.codes.update({problem.code for problem in wrong.problems})
            demand_words(wrong.problems)
        else:
            report.accepted += 1


def demand_words(problems: tuple[Problem, ...]) -> None:
    """Demand that a refusal has at least one problem, and that each is told in both languages."""
    if not problems:
        raise Broken("refused without a problem")
    for problem in problems:
        for lang in LANGUAGES:
            line = describe_problem(problem, Words(lang))
            if not line.strip() or len(line) > LONGEST_LINE:
                raise Broken(f"{problem.code} has {len(line)} characters in {lang}")


@contextmanager
def _limit_time() -> Iterator[None]:
    """Stop what would go on for ever, as far as Python gets to notice."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"{GIVEN_UP} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, GIVEN_UP)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def limit_memory() -> None:
    """Limit the memory of this process, so that endless allocation fails before the machine does."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def _write_input(given: object) -> str:
    try:
        return repr(given)[:2000]
    except ValueError:  # a number Python refuses to write
        return "…"


def _find_peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
