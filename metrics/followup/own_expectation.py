"""What an institution itself expects of a test: its latest word, or what follows from a number it told since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from metrics.facts.facts import Facts
from metrics.facts.schema import EventKind
from metrics.plan.criteria import Compare, Measured
from metrics.score.scoring import CriterionScore
from metrics.score.tests import Trace, measure_distance


@dataclass(frozen=True, slots=True)
class OwnExpectation:
    """What is expected, as told of a day; `by_number` where it follows from a number and was not said in words."""

    kind: EventKind
    on: date
    by_number: bool = False


def find_own_expectation(plan: str, leaf: CriterionScore, facts: Facts) -> OwnExpectation | None:
    """Find what the institution expects of a test now; None where it has said nothing that tells.

    A number told after the last word counts as meeting the target or not. Told with a word it stands beside it.
    """
    about = (plan, leaf.criterion.number)
    said, told = facts.expectations.get(about, ()), facts.numbers.get(about, ())
    if told and not (said and said[-1].recorded_at >= told[-1].recorded_at):
        test, last = leaf.criterion.measured, told[-1]
        meets = meets_target(test, leaf.trace, last.value) if test and leaf.trace else None
        if meets is not None:
            return OwnExpectation(_KINDS[meets], last.on, by_number=True)
    return OwnExpectation(said[-1].kind, said[-1].on) if said else None


_KINDS = {True: EventKind.EXPECTED_MET, False: EventKind.EXPECTED_NOT_MET}


def meets_target(test: Measured, trace: Trace, number: Decimal) -> bool | None:
    """Whether a number would meet a test where its year ends; None where what it is held against is not known."""
    target, reference = trace.target, trace.reference
    if target is None or target.value is None or target.running or (reference and reference.running):
        return None
    if isinstance(test, Compare):
        return test.operator.holds(Fraction(number), target.value)
    against = reference.value if reference else None
    distance = measure_distance(Fraction(number), against, relative=test.relative)
    return None if distance is None else distance <= target.value
