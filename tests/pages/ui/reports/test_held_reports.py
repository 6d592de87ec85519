"""Whose reports a reader prepares and follows, by the rights they hold."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.ui.reports import held_reports

DAY = date(2026, 11, 29)
OWN = "eksempel-ankenaevn"


@pytest.mark.usefixtures("read_only")
def test_a_reporter_prepares_for_their_own_institution_and_follows_no_other() -> None:
    reporter = Person("r@example.dk", (Grant(Role.REPORTER, date(2020, 1, 1), institution=OWN),))
    held = held_reports.read_held(reporter, DAY)
    assert (held.prepared, held.followed) == (frozenset({OWN}), frozenset())
    newest, *older = held.list_plans(held.prepared)
    assert newest.id == "eksempel-ankenaevn-2026"
    assert all(one.start < newest.start and one.institution == OWN for one in older)
    assert held.find_plan("cpr-2017") is None


@pytest.mark.usefixtures("read_only")
def test_a_controller_of_an_area_follows_its_institutions_and_prepares_for_none() -> None:
    area = "Social- og Indenrigsministeriet"
    controller = Person("c@example.dk", (Grant(Role.CONTROLLER, date(2010, 1, 1), area=area),))
    held = held_reports.read_held(controller, DAY)
    assert (held.prepared, held.followed) == (frozenset(), frozenset({"cpr"}))
