"""A chief's what-if begins with the running plan of the one institution they lead."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role, find_led
from pages.outlook.parts.whatif.own_plan import find_own_plan
from pages.ui import reader
from tests.factories import plan
from tests.pages.conftest import Open, text

LONG_AGO, TODAY = date(2020, 1, 1), date(2026, 11, 20)
MIDSUMMER = date(2017, 6, 30)


def holding(*grants: Grant) -> Person:
    return Person("chief@example.dk", grants)


def over(institution: str, role: Role = Role.CHIEF, end: date | None = None) -> Grant:
    return Grant(role, LONG_AGO, end, institution=institution)


@pytest.mark.parametrize(
    ("grants", "led"),
    [
        ([over("a")], {"a"}),
        ([over("a"), over("a", Role.REPORTER)], {"a"}),
        ([over("a"), over("b", Role.REPORTER)], {"a", "b"}),
        ([over("a", Role.READER), over("b", Role.CONTROLLER)], set()),
        ([over("a", end=date(2026, 1, 1))], set()),
        ([Grant(Role.CHIEF, LONG_AGO), Grant(Role.CHIEF, LONG_AGO, area="x")], set()),
    ],
)
def test_an_institution_is_led_by_a_role_over_it_alone(grants: list[Grant], led: set[str]) -> None:
    assert find_led(holding(*grants), TODAY) == led


def test_there_is_one_where_one_plan_of_one_institution_is_under_way() -> None:
    running = plan()
    assert find_own_plan({"inst"}, [running], MIDSUMMER) == running.id
    assert find_own_plan({"inst"}, [running], date(2018, 1, 1)) is None
    assert find_own_plan({"inst"}, [running, running], MIDSUMMER) is None
    assert find_own_plan({"inst", "other"}, [running], MIDSUMMER) is None
    assert find_own_plan({"other"}, [running], MIDSUMMER) is None
    assert find_own_plan(set(), [running], MIDSUMMER) is None


def test_the_page_opens_a_chief_s_own_plan_and_offers_plans_to_others(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = holding(over("eksempel-ankenaevn"))
    monkeypatch.setattr(reader, "find_reader", lambda: chief)
    at = open_page("whatif", as_of="2026-11-20")
    assert at.query_params["plan"] == "eksempel-ankenaevn-2026"
    assert "m-offer" not in text(at)
    monkeypatch.setattr(reader, "find_reader", lambda: holding(over("eksempel-ankenaevn", Role.READER)))
    at = open_page("whatif", as_of="2026-11-20")
    assert "plan" not in at.query_params
    assert "m-offer" in text(at)
