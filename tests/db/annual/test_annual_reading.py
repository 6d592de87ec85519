"""The settlement of a year as it is read at a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from db.annual import annual_reading
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.access import Role
from metrics.annual.annual_course import AnnualAct
from metrics.annual.stages import AnnualStage
from metrics.errors import InvalidInput
from tests.db.annual.annual_years import NOW, PLAN, act, fill_year, read, write_all
from tests.db.recorded import record
from tests.fixtures.databases import DatabaseOf


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(fill_year)


def test_the_table_is_that_of_the_day_asked_about(url: str) -> None:
    december = read(url, at=datetime(2017, 12, 31, 12, tzinfo=UTC)).table
    february = read(url).table
    assert (december.stage, february.stage) == (AnnualStage.TO_COME, AnnualStage.PRELIMINARY)
    assert february.score.facts.as_of == date(2018, 2, 20)
    assert [row.found.outcome.credit for row in february.rows] == [None, None, 0, None, None, None, None]
    assert {part.goal for part in february.waiting} == {"1.1", "1.2", "2.2", "2.3", "3.1", "3.2"}


def test_an_act_is_there_from_its_moment_on(url: str) -> None:
    write_all(url)
    act(url, Role.CHIEF, AnnualAct.APPROVED)
    assert len(read(url).course.acts) == 1
    assert read(url, at=NOW - timedelta(seconds=1)).course.acts == ()


def test_the_document_says_which_version_of_the_plan_it_is_of(url: str) -> None:
    document = read(url).ground.document
    assert (document["plan"], document["plan_version"]) == (PLAN, 1)


def test_a_correction_shows_from_when_it_is_known(url: str) -> None:
    record(url, {"value": "91"}, now=NOW)
    before, after = (read(url, at=at).table.rows[2] for at in (NOW - timedelta(days=1), NOW))
    assert [one.found.outcome.credit for one in (before, after)] == [0, 1]


def test_an_unknown_plan_is_refused(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session, pytest.raises(InvalidInput):
        annual_reading.read_annual(session, "none", date(2018, 2, 20), NOW, prepares=False)
