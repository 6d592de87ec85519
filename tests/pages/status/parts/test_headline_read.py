"""A plan's headline at a moment, and the report its change is counted from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from db import area_thresholds, session
from metrics.access import grant_all_roles
from metrics.followup.outlook import Outlook
from metrics.periods import find_danish_day, find_day_end
from pages.status.parts.headline_read import read_headline
from pages.ui.moments import JudgedMoment, make_before, read_moment

NOW, REPORT = date(2026, 11, 20), date(2026, 10, 14)
WHO = grant_all_roles("a@example.dk")
TODAY = find_danish_day(datetime.now(UTC))
REGISTER = "eksempel-register-2026"


def moment(day: date = NOW) -> JudgedMoment:
    return read_moment(day, find_day_end(day), WHO, TODAY)


def nothing(day: date) -> Mapping[str, Outlook]:
    return {}


@pytest.mark.usefixtures("read_only")
@pytest.mark.parametrize("plan", [REGISTER, "eksempel-tilsyn-2026", "eksempel-ankenaevn-2026"])
def test_what_a_headline_was_before_is_what_that_day_s_own_headline_says(plan: str) -> None:
    found, since = read_headline(moment(), plan, make_before(find_day_end(NOW), WHO, TODAY))
    then, _ = read_headline(moment(REPORT), plan, nothing)
    assert since == REPORT
    assert found.before == then.total
    assert found.change == (found.total or 0) - (then.total or 0)


@pytest.mark.usefixtures("read_only")
def test_a_plan_that_was_not_there_before_has_no_change() -> None:
    found, since = read_headline(moment(), REGISTER, nothing)
    assert (since, found.before, found.change) == (REPORT, None, None)
    assert read_headline(moment(date(2026, 2, 2)), REGISTER, nothing)[1] is None


def test_what_is_enough_is_what_the_plan_s_own_area_has_set(database: str) -> None:
    now = moment()
    area = now.catalogue.find_area(now.scores[REGISTER].plan, NOW)
    assert read_headline(now, REGISTER, nothing)[0].enough == 80
    with session.open_writing(database, session.MACHINE) as db:
        area_thresholds.set_threshold(db, area, "satisfactory", Decimal(75), "Aftalt")
    assert (
        read_headline(read_moment(TODAY, find_day_end(TODAY), WHO, TODAY), REGISTER, nothing)[0].enough == 75
    )
