"""The plan a command asks for, with what its score depends on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from db import area_thresholds, session
from db.initial import load_initial
from metrics.errors import InvalidInput
from metrics.followup.thresholds import USUAL
from metrics.status import Status
from terminal.reads.plan_request import PlanRequest


@pytest.fixture
def sources(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with the two source plans."""
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", sqlite_url)
    with session.open_writing(sqlite_url, session.MACHINE) as db:
        load_initial(db, with_example=False)
    return sqlite_url


def codes(error: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    """The codes of all problems."""
    return [problem.code for problem in error.value.problems]


@pytest.mark.usefixtures("sources")
def test_a_plan_comes_with_all_that_was_in_force_by_then() -> None:
    found = PlanRequest.read("cpr-2017", "2018-01-01", "2018-01-01")
    assert (found.plan.id, [plan.id for plan in found.there]) == ("cpr-2017", ["cpr-2017"])
    assert found.facts.as_of == date(2018, 1, 1)
    assert found.thresholds == USUAL
    later = PlanRequest.read("cpr-2017", "2022-01-01", None)
    assert {plan.id for plan in later.there} == {"cpr-2017", "cpr-2021"}


@pytest.mark.usefixtures("sources")
def test_what_cannot_be_asked_for_is_refused() -> None:
    for arguments, code in (
        (("cpr-1999", None, None), "plan_unknown"),
        (("cpr-2017", "soon", None), "date_needed"),
        (("cpr-2021", None, "2017-12-31"), "plan_not_yet"),
    ):
        with pytest.raises(InvalidInput) as refused:
            PlanRequest.read(*arguments)
        assert codes(refused) == [code]


def test_the_thresholds_are_those_of_the_plans_ministry_area(sources: str) -> None:
    area = PlanRequest.read("cpr-2017", None, None).catalogue.institutions["cpr"].ministry_area
    with session.open_writing(sources, session.MACHINE) as db:
        area_thresholds.set_threshold(db, area, "likely", Decimal(45), "Agreed")
    assert PlanRequest.read("cpr-2017", None, None).thresholds.likely == 45
    assert PlanRequest.read("cpr-2017", None, "2017-12-31").thresholds.likely == USUAL.likely


@pytest.mark.usefixtures("sources")
def test_the_outlook_has_the_statuses_of_the_pages() -> None:
    found = PlanRequest.read("cpr-2017", "2018-06-01", None).outlook()
    assert {goal.status for goal in found.score.goals} == {Status.OVERDUE_DATA}
