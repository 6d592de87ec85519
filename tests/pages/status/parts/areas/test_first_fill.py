"""When a process starts it judges the current plans of today beside all else, so that its first reader finds them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import streamlit as st

from db.location import URL_VARIABLE
from metrics.access import grant_all_roles
from metrics.periods import find_danish_day, find_day_end
from pages.status.parts.areas import area_reads, first_fill
from pages.ui.moments import read_moment

TODAY = find_danish_day(datetime.now(UTC))


@pytest.mark.usefixtures("read_only")
def test_the_first_reader_finds_the_areas_in_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()
    monkeypatch.setattr(first_fill, "MANY_PLANS", 1)
    first_fill.start_filling().join()
    moment = read_moment(TODAY, find_day_end(TODAY), grant_all_roles("a@example.dk"), TODAY)
    judged = {plan for plan in moment.outlooks if plan in moment.outlooks._known}
    assert judged
    monkeypatch.setattr(area_reads, "view_area", None)
    briefs = area_reads.read_areas(moment)
    assert judged == {one.plan.id for area in briefs for one in area.plans}


@pytest.mark.usefixtures("read_only")
def test_of_few_plans_nothing_is_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    monkeypatch.setattr(first_fill, "read_moment", lambda *asked: read.append(asked))
    monkeypatch.setattr(first_fill, "read_areas", read.append)
    first_fill.start_filling().join()
    assert not read
    monkeypatch.setattr(first_fill, "MANY_PLANS", 1)
    first_fill.start_filling().join()
    assert len(read) == 2


def test_what_cannot_be_read_is_logged_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(URL_VARIABLE, "sqlite:////nowhere/there/is.db")
    first_fill.start_filling().join()
    assert [record.msg for record in caplog.records if record.msg == "first_fill"] == ["first_fill"]
