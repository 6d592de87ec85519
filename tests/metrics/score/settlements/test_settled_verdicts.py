"""The tests of a closed plan are not judged again: they have the verdicts it was settled on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.facts.settlement import PartKind, SettledPart
from metrics.score.scoring import score_plan
from metrics.score.settlements.settled_verdicts import find_verdicts, read_outcome
from metrics.score.tests import judge_tests
from tests.factories import catalogue, compared, facts, goal, indicator, plan, result
from tests.settlements import add_settlements, close, settle

ON = date(2018, 3, 1)
P, KNOWN = plan(goal("1", compared("1.1"))), catalogue(indicator())


def test_they_stay_what_they_were_when_another_result_is_known() -> None:
    closed, then = close(P, ON), facts(result("2017", 95), as_of=ON)
    kept = settle(score_plan(closed, then, KNOWN))
    later = add_settlements(facts(result("2017", 5), as_of=ON), kept)
    assert find_verdicts(closed, later, KNOWN) == judge_tests(closed, then, KNOWN)
    assert find_verdicts(P, later, KNOWN) == judge_tests(P, later, KNOWN)
    assert find_verdicts(P, later, KNOWN)["1.1"][0].credit == 0


def test_some_tests_are_judged_as_among_all() -> None:
    of, known = plan(goal("1", compared("1.1"), compared("1.2"))), facts(result("2017", 95), as_of=ON)
    every = find_verdicts(of, known, KNOWN)
    assert find_verdicts(of, known, KNOWN, ["1.2"]) == {"1.2": every["1.2"]}
    kept = add_settlements(known, settle(score_plan(close(of, ON), known, KNOWN)))
    assert find_verdicts(close(of, ON), kept, KNOWN, ["1.2"])["1.2"] == every["1.2"]


@pytest.mark.parametrize(
    ("least", "most", "outcome"),
    [
        (1, 1, Outcome.settled(1)),
        (Fraction(1, 3), Fraction(1, 3), Outcome.settled(Fraction(1, 3))),
        (0, 1, Outcome.unknown()),
        (Fraction(1, 2), 1, Outcome(Fraction(1, 2), Fraction(1))),
    ],
)
def test_an_outcome_is_read_back(least: Fraction | int, most: Fraction | int, outcome: Outcome) -> None:
    part = SettledPart(PartKind.CRITERION, "1.1", Fraction(least), Fraction(most))
    assert read_outcome(part) == outcome
