"""Earlier forecasts are judged on the finished plans of a moment, once for each moment."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.access import grant_all_roles
from metrics.followup.risk import NOTICES
from metrics.periods import find_danish_day, find_day_end
from pages.ui.moments import JudgedMoment, read_moment, read_track_record

TODAY = find_danish_day(datetime.now(UTC))


def moment(day: date) -> JudgedMoment:
    return read_moment(day, find_day_end(day), grant_all_roles("a@example.dk"), TODAY)


@pytest.mark.usefixtures("read_only")
def test_only_forecasts_of_years_that_are_over_are_judged() -> None:
    day = date(2026, 11, 20)
    found = read_track_record(moment(day))
    assert found.foretold
    assert all(one.plan.end < day for one in found.foretold)
    assert all(0 <= one.p <= 1 for one in found.foretold)


@pytest.mark.usefixtures("read_only")
def test_it_is_worked_out_once_for_a_moment() -> None:
    day = date(2026, 11, 20)
    assert read_track_record(moment(day)) is read_track_record(moment(day))


@pytest.mark.usefixtures("read_only")
def test_before_any_plan_is_over_there_is_nothing_to_judge() -> None:
    assert read_track_record(moment(date(2017, 6, 30))).foretold == ()


@pytest.mark.usefixtures("read_only")
def test_flags_are_judged_and_silences_counted_with_them() -> None:
    found = read_track_record(moment(date(2026, 11, 20)))
    assert found.flagged
    assert len(found.silent) > 0
    assert not any(one.rule in NOTICES for one in found.flagged)
