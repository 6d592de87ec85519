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
GIVEN_UP = 20  # seconds of the processor, which a busy machine gives late
MOST_MEGABYTES = 300  # that one input may add to the peak
LONGEST_LINE = 20_000  # characters; nobody reads more of one problem
ADDRESS_SPACE = 12 * 2**30  # bytes


class Broken(Exception):
    """The product did with an input what it must never do."""


class TooSlow(BaseException):
    """Not an `Exception`, so that nothing in the product takes it for one of its own."""


class Target(Protocol):
    """Something that takes input."""

    def make(self, chance: Random) -> object:
        """An input."""

    def give(self, given: object) -> None:
        """Hand it over. Raises InvalidInput where it is refused, and `Broken` where a law does not hold."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that broke something, by its number: the same seed and number make it again."""

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

    def text(self) -> str:
        """The figures on one line."""
        return (
            f"{self.inputs} inputs in {self.seconds:.0f} s: {self.accepted} accepted, {self.refused} refused"
            f" with {len(self.codes)} codes, {len(self.findings)} broke something;"
            f" slowest {self.slowest * 1000:.0f} ms (number {self.slowest_number})"
        )


def run(target: Target, name: str, seed: int, numbers: range) -> Report:
    """Give the target the inputs with these numbers. Input and outcome depend on name, seed and number alone."""
    report, began = Report(), time.perf_counter()
    for number in numbers:
        chance = Random(f"{seed} {name} {number}")  # noqa: S311 # no secret
        given = target.make(chance)
        memory, started = _peak(), time.process_time()
        try:
            _judge(target, given, report)
        except (Exception, TooSlow) as wrong:
            last = "".join(traceback.format_exception(wrong)[-6:])
            report.findings.append(Finding(number, last, _written(given)))
        took = time.process_time() - started
        report.inputs += 1
        if took > report.slowest:
            report.slowest, report.slowest_number = took, number
        if took > MOST_SECONDS or _peak() - memory > MOST_MEGABYTES:
            what = f"{took:.1f} s, {_peak() - memory:.0f} MB more"
            report.findings.append(Finding(number, what, _written(given)))
    report.seconds = time.perf_counter() - began
    return report


def _judge(target: Target, given: object, report: Report) -> None:
    with _limited():
        try:
            target.give(given)
        except InvalidInput as wrong:
            report.refused += 1
            report.codes.update({problem.code for problem in wrong.problems})
            in_words(wrong.problems)
        else:
            report.accepted += 1


def in_words(problems: tuple[Problem, ...]) -> None:
    """A refusal tells at least one problem, and each of them in both languages."""
    if not problems:
        raise Broken("refused without a problem")
    for problem in problems:
        for lang in LANGUAGES:
            line = describe_problem(problem, Words(lang))
            if not line.strip() or len(line) > LONGEST_LINE:
                raise Broken(f"{problem.code} has {len(line)} characters in {lang}")


@contextmanager
def _limited() -> Iterator[None]:
    """An end to what goes on for ever, as far as Python gets to notice."""

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
    """Let an allocation without end fail before the machine does; for a process of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def _written(given: object) -> str:
    try:
        return repr(given)[:2000]
    except ValueError:  # a number Python refuses to write
        return "…"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
