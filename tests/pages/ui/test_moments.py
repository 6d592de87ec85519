"""A moment is judged once for all pages, and only for what somebody looks at."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest

from metrics.access import Grant, Person, Role
from metrics.facts.facts import Facts
from metrics.followup import outlook
from metrics.followup.outlook import Outlook
from metrics.periods import find_day_end
from metrics.plan.model import Plan
from metrics.plan.terms import Stage
from metrics.plan.versions import PlanVersion
from pages.ui import data_version
from pages.ui.moments import JudgedMoment, read_moment
from tests.counting import counted
from tests.factories import catalogue, compared, facts, goal, reads
from tests.factories import plan as make_plan
from tests.pages.conftest import Open, record

SPRING = "2017-04-01"


NOW = "2026-11-20"


TIMELINE = re.compile(
    r'<div class="m-time-line"><a [^>]*>([^<]*)</a>.*?aria-label="([^"]*)">(.*?)</span></div>'
)


@pytest.fixture
def reckoned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[date, str]]:
    """The day and the plan of each outlook that is worked out from here on."""
    found: list[tuple[date, str]] = []
    reckon = outlook.find_outlook

    def counted(plan: Plan, facts: Facts, *given: Any, **more: Any) -> Outlook:
        found.append((facts.as_of, plan.id))
        return reckon(plan, facts, *given, **more)

    monkeypatch.setattr(outlook, "find_outlook", counted)
    return found


def test_a_page_reckons_nothing_again_that_has_not_changed(
    open_page: Open, database: str, reckoned: list[tuple[date, str]]
) -> None:
    """A moment and the quarter before it are reckoned once for all pages, however often they are drawn."""
    at = open_page("overview", as_of="2026-11-03")
    open_page("risk", as_of="2026-11-03", owes="head")
    shown = len(reckoned)
    assert shown == len(set(reckoned)) > 10
    for _ in range(3):
        at.run()
    at.selectbox(key="area").select("Social- og Indenrigsministeriet").run()
    open_page("risk", as_of="2026-11-03", owes="head")
    open_page("plan", as_of="2026-11-03", plan="eksempel-tilsyn-2026")
    assert len(reckoned) == shown
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    at.run()
    assert len(reckoned) > shown


def test_a_page_of_one_plan_reckons_no_other(
    open_page: Open, database: str, reckoned: list[tuple[date, str]]
) -> None:
    """Whoever looks at one plan on a day of their own does not wait for all plans of the ministries."""
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    reckoned.clear()
    open_page("goal", as_of="2026-10-07", plan="eksempel-tilsyn-2026", goal="1.2")
    plans = {plan for _, plan in reckoned}
    assert "eksempel-tilsyn-2026" in plans
    assert all(plan.startswith("eksempel-tilsyn") for plan in plans)


def test_a_write_to_one_institution_leaves_the_moment_of_whoever_sees_another_as_it_is(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of what was written is read: the version is asked for, and whose it is."""
    monkeypatch.setattr(data_version, "LOOK_SECONDS", 86_400)  # what is asked by the clock is not meant
    day = date(2026, 10, 7)
    own, other = (make_reader(owner) for owner in ("eksempel-tilsyn", "cpr"))

    def read(reader: Person) -> JudgedMoment:
        return read_moment(day, find_day_end(day), reader, TODAY)

    first, beside = read(own), read(other)
    assert {plan.institution for plan in first.plans} == {"eksempel-tilsyn"}
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    with counted() as sent:
        assert read(own) is first
    assert len(sent) == 2
    with counted() as sent:
        assert read(own) is first
    assert len(sent) == 1
    now = read(other)
    assert now.key != beside.key
    assert read(own) is not first  # read together with what was written
    assert read(own).key == first.key
    record(database, ("eksempel-tilsyn", "sygefravaer", "2026Q1", "6.5"))
    assert read(own).key != first.key
    assert read(other).key == now.key


def test_all_who_see_the_same_share_a_moment(database: str) -> None:
    day = date(2026, 10, 7)
    readers = (make_reader("eksempel-tilsyn"), make_reader("eksempel-tilsyn", "another"))
    one, other = (read_moment(day, find_day_end(day), reader, TODAY) for reader in readers)
    assert one is other


def test_what_many_ask_for_at_once_is_worked_out_once(
    database: str, reckoned: list[tuple[date, str]]
) -> None:
    """All who arrive after a write wait for the first of them, and get the very same."""
    record(database, ("eksempel-tilsyn", "sygefravaer", "2026Q1", "6.5"))
    day, many = date(2026, 10, 8), 8
    at_once = Barrier(many)

    def read(place: int) -> tuple[JudgedMoment, list[Outlook]]:
        at_once.wait()
        found = read_moment(day, find_day_end(day), make_reader("eksempel-tilsyn", f"{place}"), TODAY)
        return found, list(found.outlooks.values())

    with ThreadPoolExecutor(many) as pool:
        found = list(pool.map(read, range(many)))
    assert len({id(moment) for moment, _ in found}) == 1
    assert len(reckoned) == len(set(reckoned)) == len(found[0][1])


def make_reader(owner: str, key: str = "reader") -> Person:
    return Person(key, (Grant(Role.READER, date.min, institution=owner),))


TODAY = date(2026, 11, 20)
MEASURED = make_plan(goal("1", compared(target=reads(institution="state"))))
OF_THE_STATE = make_plan(id="state-2018", institution="state")
SIGNED, LATER = date(2017, 2, 1), date(2018, 2, 1)


def yardsticks(day: date, *plans: Plan) -> frozenset[str]:
    """Who is only measured against on a day, where the plans were recorded a year apart."""
    days = (SIGNED, LATER)
    versions = {
        plan.id: [PlanVersion(1, plan, find_day_end(on))] for plan, on in zip(plans, days, strict=False)
    }
    known = facts(as_of=day, known_at=find_day_end(day))
    none = outlook.foresee_plans((), known, catalogue(), {})
    return JudgedMoment("", catalogue(), known, none, versions).find_yardsticks()


def test_a_yardstick_is_one_from_the_day_on_which_a_signed_plan_measures_against_it() -> None:
    assert yardsticks(date(2017, 1, 31), MEASURED) == set()
    assert yardsticks(SIGNED, MEASURED) == {"state"}
    assert yardsticks(SIGNED, MEASURED.model_copy(update={"stage": Stage.DRAFT})) == set()


def test_whoever_gets_a_plan_later_is_no_yardstick_on_any_day() -> None:
    assert yardsticks(SIGNED, MEASURED, OF_THE_STATE) == set()
