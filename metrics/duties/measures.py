"""The measures of a security policy as duties tell them: what answers each, and the tests that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from metrics.duties.duty_plan import DutyPlan, RecurringDuty

_TEST = re.compile(r"\btest_\w+")
_SYSTEM = "A."
"""The numbers of what the system does begin so; the others are the policy's own duties."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: the duty that tells of it, and the names of the tests that show what the system does of it."""

    duty: RecurringDuty
    tests: tuple[str, ...]

    @property
    def of_system(self) -> bool:
        """Whether it is a demand on the system, and not a duty of the organisation's."""
        return self.duty.number.startswith(_SYSTEM)


def list_measures(plan: DutyPlan) -> list[Measure]:
    """List the measures of a plan, in its order."""
    return [Measure(duty, find_tests(duty.note)) for duty in plan.duties]


def find_tests(note: str | None) -> tuple[str, ...]:
    """Find the names of tests in a note."""
    return tuple(_TEST.findall(note or ""))


def count_shown(measures: Iterable[Measure]) -> tuple[int, int]:
    """Count the measures that a test shows, and those that a person has to look after."""
    shown = [bool(one.tests) for one in measures]
    return sum(shown), len(shown) - sum(shown)
