"""A plan is closed once both parties have approved its settlement, or with the reason why it is closed without."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.annual import closing_commands
from db.session import open_writing
from metrics.access import Role
from metrics.annual.annual_course import AnnualAct
from metrics.errors import InvalidInput
from metrics.plan.model import Closing
from metrics.plan.terms import Party
from tests.db.annual.annual_years import NOW, PLAN, act, fill_year, person, read, write_all
from tests.db.recorded import record
from tests.fixtures.databases import DatabaseOf


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(fill_settled_year)


def fill_settled_year(url: str) -> None:
    """The year with every goal decided: 2.1 is missed, all else is met."""
    fill_year(url)
    milestones = ("1.1.1", "1.2.1", "1.2.2", "2.2.1", "2.2.2", "2.3.1", "2.3.2")
    events = [{"indicator": f"{PLAN}:{one}", "period": "2017-06-01", "value": "met"} for one in milestones]
    events.append({"indicator": f"{PLAN}:1.1.2", "period": "2017-12-01", "value": "met"})
    figures = {"budgetafvigelse-grundbudget": "1,2", "budgetafvigelse-udgiftsopfoelgning-2": "0,6"}
    rows = [{"indicator": name, "value": value} for name, value in figures.items()]
    absence = {"indicator": "sygefravaer", "period": "2016-10/2017-09", "value": "6,1"}
    record(url, *events, *rows, absence)


def close(url: str, role: Role = Role.HEAD, reason: str | None = None) -> None:
    with open_writing(url, person(url, role)) as session:
        closing_commands.close_plan(session, PLAN, Closing(on=date(2018, 2, 20), reason=reason), NOW)


def refuse_closing(url: str, role: Role = Role.HEAD) -> list[tuple[str, str, object]]:
    with pytest.raises(InvalidInput) as refused:
        close(url, role)
    assert read(url).table.plan.closed is None
    return [(one.code, one.place, one.params.get("parties")) for one in refused.value.problems]


def test_it_awaits_the_approval_of_each_party_that_has_not_given_it(url: str) -> None:
    place = "closed.reason"
    assert refuse_closing(url) == [("closing_unapproved", place, read(url).table.plan.parties)]
    write_all(url)
    act(url, Role.CHIEF, AnnualAct.APPROVED)
    assert refuse_closing(url) == [("closing_unapproved", place, (Party.DEPARTMENT,))]
    act(url, Role.HEAD, AnnualAct.AGREED)
    close(url)
    closed = read(url)
    assert closed.table.plan.closed
    assert closed.course.agreed


def test_a_figure_that_came_after_the_approval_is_approved_by_nobody(url: str) -> None:
    write_all(url)
    act(url, Role.CHIEF, AnnualAct.APPROVED, now=NOW - timedelta(days=2))
    act(url, Role.HEAD, AnnualAct.AGREED, now=NOW - timedelta(days=2))
    record(url, {"value": "88"}, now=NOW - timedelta(days=1))
    ((code, _, parties),) = refuse_closing(url)
    assert (code, parties) == ("closing_unapproved", read(url).table.plan.parties)


def test_with_a_reason_it_is_closed_without_and_the_reason_is_kept(url: str) -> None:
    close(url, reason="Institutionen er nedlagt")
    closed = read(url).table.plan.closed
    assert closed
    assert closed.reason == "Institutionen er nedlagt"


def test_who_may_not_close_learns_that_alone(url: str) -> None:
    assert refuse_closing(url, Role.CONTROLLER) == [("not_permitted", "cpr", None)]
