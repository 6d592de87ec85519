"""Sheets are kept by moment, year, language and what links carry; and what a plan's score is read from."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.access import grant_all_roles
from metrics.periods import find_day_end
from pages.status.parts import status_reads
from pages.ui.moments import JudgedMoment, read_moment
from tests.pages.drawing import DA, EN, plain, writer

TODAY = datetime.now(UTC).date()
BOARD = "eksempel-ankenaevn-2024"


def moment(day: date = date(2026, 11, 20)) -> JudgedMoment:
    return read_moment(day, find_day_end(day), grant_all_roles("a@example.dk"), TODAY)


def never() -> JudgedMoment:
    raise AssertionError("asked for although the sections are kept")


@pytest.mark.usefixtures("read_only")
def test_the_moment_before_is_asked_for_only_where_the_sections_are_not_kept() -> None:
    now = moment()
    write = writer(now.catalogue)
    first = status_reads.read_overview(now, lambda: moment(date(2026, 9, 30)), "2026", write)
    assert status_reads.read_overview(now, never, "2026", write) == first
    with pytest.raises(AssertionError, match="asked for"):
        status_reads.read_overview(now, never, "2025", write)


@pytest.mark.usefixtures("read_only")
def test_a_plan_s_sheet_is_in_the_language_that_is_asked_for() -> None:
    now = moment()
    danish, english = (
        plain(status_reads.read_plan_sheet(now, BOARD, writer(now.catalogue, words))) for words in (DA, EN)
    )
    assert "Resultatløn, vejledende" in danish
    assert "Resultatløn" not in english


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
