"""A short run of the fuzzing; `make fuzz` runs it as long as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest

from bench.fuzz import runner
from bench.fuzz.forms import Forms
from bench.fuzz.plans import Plans
from bench.fuzz.queries import Queries
from bench.fuzz.results import Results
from bench.fuzz.world import World, make_world
from bench.fuzz.written import Written
from metrics.errors import InvalidInput

INPUTS = range(300)


@pytest.fixture(scope="module")
def made() -> Iterator[World]:
    with make_world() as found:
        yield found


@pytest.mark.parametrize(
    ("name", "target"),
    [("plan", Plans), ("results", Results), ("query", Queries), ("forms", Forms), ("written", Written)],
)
def test_every_input_is_taken_or_refused_in_words(
    made: World, name: str, target: Callable[[World], runner.Target]
) -> None:
    report = runner.run(target(made), name, 7, INPUTS)
    assert [f"{found.number}: {found.what}" for found in report.findings] == []
    assert report.inputs == len(INPUTS)
    assert min(report.accepted, report.refused) > 20


class Careless:
    """A target that breaks every rule in turn."""

    def make(self, chance: Random) -> object:
        return chance.random()

    def give(self, given: object) -> None:
        assert isinstance(given, float)
        if given < 1 / 3:
            raise KeyError(given)
        if given < 2 / 3:
            raise InvalidInput([])


def test_what_breaks_a_rule_is_found_and_can_be_made_again() -> None:
    first, second = (runner.run(Careless(), "careless", 1, range(30)) for _ in range(2))
    assert 0 < len(first.findings) < 30
    assert any("KeyError" in found.what for found in first.findings)
    assert any("refused without a problem" in found.what for found in first.findings)
    assert [found.number for found in first.findings] == [found.number for found in second.findings]
