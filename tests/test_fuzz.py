"""A short run of the fuzzing; `make fuzz` runs it as long as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from random import Random

import pytest
from sqlalchemy import make_url

from bench.fuzz import runner
from bench.fuzz.forms import Forms
from bench.fuzz.plans import Plans
from bench.fuzz.queries import Queries
from bench.fuzz.results import Results
from bench.fuzz.runner import Broken
from bench.fuzz.world import World, make_world
from bench.fuzz.written import Written
from db import session
from db.people import rights
from db.scope import EVERYTHING
from metrics.access import Grant, Role
from metrics.errors import InvalidInput
from scripts.cluster import APPLICATION
from scripts.programs import find_postgres
from tests.fixtures.needs import need

INPUTS, FEW = range(300), range(100)
ASKING: dict[str, Callable[[World], runner.Target]] = {
    "plan": Plans,
    "results": Results,
    "query": Queries,
    "forms": Forms,
}


@pytest.fixture(scope="module")
def made() -> Iterator[World]:
    with make_world() as found:
        yield found


@pytest.fixture(scope="module")
def served() -> Iterator[World]:
    """The same on PostgreSQL, as the role that owns nothing."""
    need(find_postgres(), "PostgreSQL 15 or newer")
    with make_world("postgresql") as found:
        yield found


def demand_each(target: runner.Target, name: str, inputs: range) -> None:
    report = runner.run(target, name, 7, inputs)
    assert [f"{found.number}: {found.what}" for found in report.findings] == []
    assert report.inputs == len(inputs)
    assert min(report.accepted, report.refused) > len(inputs) // 15


@pytest.mark.parametrize("name", [*ASKING, "written"])
def test_every_input_is_taken_or_refused_in_words(made: World, name: str) -> None:
    demand_each({**ASKING, "written": Written}[name](made), name, INPUTS)


@pytest.mark.parametrize("name", ASKING)
def test_so_it_is_on_postgresql(served: World, name: str) -> None:
    assert make_url(served.url).username == APPLICATION
    demand_each(ASKING[name](served), name, FEW)


def test_what_was_added_is_seen_and_taken_away_again(served: World) -> None:
    with session.open_writing(served.url, session.MACHINE) as db:
        rights.grant_role(db, "reader@example.dk", Grant(Role.READER, date(2020, 1, 1)))
    assert not served.is_unchanged()
    with pytest.raises(Broken):
        served.demand_unchanged()
    assert served.is_unchanged()
    with session.open_reading(served.url, sees=EVERYTHING) as db:
        assert rights.read_grants(db) == []


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
