"""Thresholds of ministry areas: what may be set, by whom, and from when it counts."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from db import area_thresholds
from db.audit import chain
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.followup.thresholds import USUAL, find_thresholds_in_force
from tests.db.recorded import NOW, imported
from tests.fixtures.databases import DatabaseOf

AREA = "Social- og Indenrigsministeriet"


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(imported)


def set_likely(url: str, value: str, by: Person = MACHINE, **other: str) -> None:
    wanted = {"area": AREA, "name": "likely", "reason": "Aftalt på mødet"} | other
    with open_writing(url, by) as session:
        area_thresholds.set_threshold(
            session, wanted["area"], wanted["name"], Decimal(value), wanted["reason"]
        )


def test_a_setting_counts_from_the_moment_it_was_recorded_and_the_newest_stands(url: str) -> None:
    before = datetime.now(UTC)
    set_likely(url, "70")
    set_likely(url, "82.5")
    with open_reading(url, sees=EVERYTHING) as session:
        found = area_thresholds.read_threshold_settings(session)
    assert find_thresholds_in_force(found, before) == {}
    now = find_thresholds_in_force(found, datetime.now(UTC))[AREA]
    assert (now.likely, now.lead_days) == (Decimal("82.5"), USUAL.lead_days)


def test_everything_wrong_with_a_setting_is_said_at_once_and_nothing_is_kept(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        set_likely(url, "3", area="Nowhere", name="luck", reason=" ")
    assert sorted(p.code for p in refused.value.problems) == ["area_unknown", "not_allowed", "text_empty"]
    for name, value in [("likely", "100.1"), ("likely", "-1"), ("lead_days", "30.5"), ("lead_days", "367")]:
        with pytest.raises(InvalidInput) as refused:
            set_likely(url, value, name=name)
        assert [p.code for p in refused.value.problems] == ["threshold_out_of_range"]
    with open_reading(url, sees=EVERYTHING) as session:
        assert area_thresholds.read_threshold_settings(session) == []


def test_only_those_who_decide_for_the_area_may_set_it_and_it_is_audited(url: str) -> None:
    day = NOW.date()
    for role, allowed in [(Role.HEAD, True), (Role.CHIEF, False)]:
        by = Person("somebody@example.dk", (Grant(role, day, area=AREA),))
        if allowed:
            set_likely(url, "70", by)
        else:
            with pytest.raises(InvalidInput) as refused:
                set_likely(url, "10", by)
            assert [p.code for p in refused.value.problems] == ["not_permitted"]
    with open_reading(url, sees=EVERYTHING) as session:
        assert [s.value for s in area_thresholds.read_threshold_settings(session)] == [Decimal(70)]
        assert [e.action for e in chain.read_entries(session)][-1] == "threshold.set"
        assert chain.find_chain_problems(session) == []
