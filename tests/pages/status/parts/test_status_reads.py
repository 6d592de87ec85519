"""Sheets are kept by moment, by what the reader decides, by language and by what links carry; and whence a score."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.access import grant_all_roles
from metrics.followup.outlook import Outlooks
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.formula import Change
from metrics.score.trend import find_trend
from pages.status.parts import status_reads
from pages.ui.kept import keep
from pages.ui.moments import JudgedMoment, read_moment
from tests.factories import catalogue, compared, facts, goal, milestone, plan, reads, result, scored
from tests.pages.drawing import DA, EN, plain, writer

TODAY = find_danish_day(datetime.now(UTC))
BOARD = "eksempel-ankenaevn-2024"


def moment(day: date = date(2026, 11, 20)) -> JudgedMoment:
    return read_moment(day, find_day_end(day), grant_all_roles("a@example.dk"), TODAY)


def then(day: date) -> Outlooks:
    return moment(day).outlooks


def never(day: date) -> Outlooks:
    raise AssertionError(f"{day} is asked for although the sections are kept")


@pytest.mark.usefixtures("read_only")
def test_the_moment_before_is_asked_for_only_where_the_sections_are_not_kept() -> None:
    keep.forget_all()
    now = moment()
    write = writer(now.catalogue)
    first = status_reads.read_overview(now, then, write, decides=now.catalogue.institutions)
    assert status_reads.read_overview(now, never, write, decides=now.catalogue.institutions) == first
    with pytest.raises(AssertionError, match="2026-10-14 is asked for"):
        status_reads.read_overview(now, never, write, decides=())


@pytest.mark.usefixtures("read_only")
def test_a_plan_s_sheet_is_in_the_language_that_is_asked_for() -> None:
    now = moment()
    danish, english = (
        plain(status_reads.read_plan_sheet(now, BOARD, then, writer(now.catalogue, words)))
        for words in (DA, EN)
    )
    assert "Beslutninger" in danish
    assert "Beslutninger" not in english


@pytest.mark.usefixtures("read_only")
def test_a_decided_plan_has_points_after_decisions_and_another_has_none() -> None:
    now = moment()
    after = status_reads.read_decided(now, BOARD)
    assert after is not None
    assert {decision.plan for decision in after.decisions} == {BOARD}
    assert status_reads.read_decided(now, "cpr-2017") is None


@pytest.mark.usefixtures("read_only")
def test_only_measured_criteria_have_trends() -> None:
    pairs = status_reads.read_trends(moment(), "cpr-2017", "2.1")
    assert [(leaf.criterion.number, trend.indicator.id) for leaf, trend in pairs] == [
        ("2.1.1", "klagesager-rettidigt")
    ]


def test_what_is_measured_on_several_series_has_no_chart_and_is_found() -> None:
    several = Change(change_from=reads(offset=-1), to=reads())
    goals = goal("1", compared("1.1"), compared("1.2", several), milestone("1.3"))
    found = scored(plan(goals), result("2017", 91)).goals[0]
    first, *_ = found.leaves()
    trend = find_trend(plan(goals), first.criterion, [plan(goals)], facts(), catalogue())
    assert trend
    undrawn = status_reads.find_undrawn(found, [(first, trend)])
    assert [leaf.criterion.number for leaf in undrawn] == ["1.2"]


@pytest.mark.usefixtures("read_only")
def test_the_forecast_of_accounts_stands_where_their_deviation_is_drawn() -> None:
    """They are foreseen close to the budget, some millions; the deviation is some percent on either side of nothing."""
    now = moment()
    ((leaf, trend),) = status_reads.read_trends(now, "eksempel-tilsyn-2026", "3.1")
    low, _, _, _, high = status_reads.read_fan(now, "eksempel-tilsyn-2026", leaf, trend)
    assert -10 < low < 0 < high < 10
