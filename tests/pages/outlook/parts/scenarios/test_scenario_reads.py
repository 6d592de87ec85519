"""Saved what-ifs are read by those who may, and compared on what is known now."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from db import session
from db.plans import scenarios
from metrics.access import Grant, Person, Role
from metrics.periods import find_danish_day, find_day_end
from metrics.whatif.scenario import ScenarioDraft
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.scenarios import scenario_reads
from pages.ui.moments import JudgedMoment, read_moment
from tests.pages.drawing import rows, writer

TODAY = find_danish_day(datetime.now(UTC))
PLAN = "cpr-2017"
CPR = Grant(Role.READER, date(2020, 1, 1), institution="cpr")
ANNE, BENT = Person("anne@example.dk", (CPR,)), Person("bent@example.dk", (CPR,))
STRANGER = Person("stranger@example.dk")
MET = {"set": "1.1-met"}


def then(reader: Person = ANNE) -> JudgedMoment:
    """The plans as they stood in the summer of 2017."""
    day = date(2017, 6, 30)
    return read_moment(day, find_day_end(day), reader, TODAY)


@pytest.fixture
def key(database: str) -> str:
    """A what-if that Anne has saved."""
    basis = scenario_reads.make_basis_now(then(), PLAN)
    with session.open_writing(database, ANNE) as db:
        return scenarios.save_scenario(db, PLAN, ScenarioDraft("Optimist", MET), basis)


def test_ones_own_are_listed_and_anothers_opens_by_its_key_once_it_is_shared(key: str, database: str) -> None:
    assert [one.draft.name for one in scenario_reads.read_own(then(), PLAN, ANNE, TODAY)] == ["Optimist"]
    assert scenario_reads.read_own(then(BENT), PLAN, BENT, TODAY) == []
    assert scenario_reads.read_opened(then(BENT), key, BENT, TODAY) is None
    with session.open_writing(database, ANNE) as db:
        scenarios.share_scenario(db, key, shared=True)
    opened = scenario_reads.read_opened(then(BENT), key, BENT, TODAY)
    assert opened is not None
    assert opened.draft.choices == MET


def test_a_key_opens_nothing_to_somebody_who_sees_no_plan(key: str) -> None:
    assert scenario_reads.read_opened(then(), key, STRANGER, TODAY) is None
    assert scenario_reads.read_opened(then(), "no such key", ANNE, TODAY) is None


@pytest.mark.usefixtures("read_only")
def test_choices_that_no_longer_apply_are_left_out_with_a_problem() -> None:
    supposed, problems = scenario_reads.read_supposed(then(), PLAN, {"set": "1.1-met 9.9-met"})
    assert supposed == Suppositions({"1.1": Fraction(1)})
    assert [problem.code for problem in problems] == ["goal_unknown"]


def test_those_compared_stand_beside_the_official_position_and_the_choice_of_now_is_the_last(
    key: str,
) -> None:
    moment = then()
    own = scenario_reads.read_own(moment, PLAN, ANNE, TODAY)
    assert [one.key for one in own] == [key]
    now = Suppositions({"1.2": Fraction(0)})
    html = scenario_reads.compare_scenarios(moment, PLAN, own, now, [Fraction(80)], writer(moment.catalogue))
    heading, *below = rows(html)
    assert heading == f"Størrelse Aktuel status Optimist {writer().words.t('scenario.present')}"
    assert [text.split()[0] for text in below if "sat" in text.split()] == ["1.1", "1.2"]
