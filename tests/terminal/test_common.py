"""What the commands share: how they read their arguments and open the database."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from db import models as m
from db.people import rights
from metrics.access import Grant, Role
from metrics.errors import InvalidInput
from metrics.periods import find_day_end
from metrics.plan.versions import PlanVersion
from terminal import common
from tests.factories import plan


@pytest.mark.parametrize(
    ("text", "found"),
    [("80", Decimal(80)), ("80,5", Decimal("80.5")), ("80.5", Decimal("80.5")), ("-1", Decimal(-1))],
)
def test_a_figure_is_read_as_danes_and_programs_write_it(text: str, found: Decimal) -> None:
    assert common.read_figure(text, "--points") == found


def code(error: pytest.ExceptionInfo[InvalidInput]) -> tuple[str, str]:
    """The code and the place of the only problem."""
    (problem,) = error.value.problems
    return problem.code, problem.place


def test_what_is_no_figure_or_day_is_refused_by_its_place() -> None:
    with pytest.raises(InvalidInput) as figure:
        common.read_figure("many", "--points")
    with pytest.raises(InvalidInput) as day:
        common.read_needed_day("2017-02-30", "--on")
    assert (code(figure), code(day)) == (("figure_needed", "--points"), ("date_needed", "--on"))


def test_an_option_left_out_is_no_day() -> None:
    assert common.read_optional_day(None, "--until") is None
    assert common.read_optional_day("2017-06-30", "--until") == date(2017, 6, 30)


def test_a_moment_is_the_end_of_its_danish_day() -> None:
    day, moment = common.read_moment("2017-06-30", "2017-07-01")
    assert day == date(2017, 6, 30)
    assert datetime(2017, 7, 1, 21, 59, tzinfo=UTC) < moment <= datetime(2017, 7, 1, 22, tzinfo=UTC)


def test_a_day_is_known_by_its_own_end_and_nothing_by_a_day_that_has_not_come(
    capsys: pytest.CaptureFixture[str],
) -> None:
    day, tomorrow = date(2017, 6, 30), common.find_today() + timedelta(days=1)
    assert common.read_moment("2017-06-30", None) == (day, find_day_end(day))
    assert common.read_moment(None, None) == (common.find_today(), find_day_end(common.find_today()))
    assert capsys.readouterr().err == ""
    ahead = common.read_moment(tomorrow.isoformat(), tomorrow.isoformat())
    assert ahead == (tomorrow, find_day_end(common.find_today()))
    told = capsys.readouterr()
    assert "er ikke kommet endnu. Her regnes med de oplysninger, der foreligger i dag." in told.err
    assert told.out == ""


def test_the_version_in_force_goes_by_what_was_recorded() -> None:
    first = plan(title="First")
    versions = [PlanVersion(1, first, datetime(2016, 12, 20, tzinfo=UTC))]
    later = datetime(2017, 1, 1, tzinfo=UTC)
    assert common.find_in_force(versions, date(2017, 1, 1), later) == first
    with pytest.raises(InvalidInput) as early:
        common.find_in_force(versions, date(2017, 1, 1), datetime(2016, 12, 19, tzinfo=UTC))
    assert code(early) == ("plan_not_yet", "plan-2017")


def test_a_dry_run_keeps_nothing_and_another_run_does(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", sqlite_url)
    counts = []
    for dry_run in (True, False):
        with common.open_writing(dry_run) as db:
            rights.grant_role(db, "a@cpr.dk", Grant(Role.AUDITOR, date(2017, 1, 1), None, None, None))
        with common.open_reading() as db:
            counts.append(db.scalar(select(func.count()).select_from(m.Grant)))
    assert counts == [0, 1]


def test_whoever_has_the_terminal_may_do_everything_under_their_own_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOGNAME", "ada")
    found = common.find_operator()
    assert found.key == "terminal:ada"
    assert {grant.role for grant in found.grants} == set(Role)


def test_json_is_printed_in_utf_8(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    common.print_json({"navn": "Målstreg"})
    written = capfdbinary.readouterr().out
    assert json.loads(written) == {"navn": "Målstreg"}
    assert "Målstreg".encode() in written
