"""Everything in the database is read once for each version of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from db import area_thresholds
from db.plans import indicator_commands, institution_commands, plan_commands, plan_queries
from db.session import MACHINE, open_writing
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.institution_history import InstitutionChange
from pages.ui import data_version
from pages.ui.snapshot import read_definitions, read_part, read_snapshot
from tests.counting import counted
from tests.pages.conftest import record

NOW = datetime(2026, 11, 19, 12, tzinfo=UTC)


@pytest.mark.usefixtures("read_only")
def test_the_newest_version_of_each_plan_is_there_once() -> None:
    held = read_snapshot()
    keys = [version.plan.id for version in held.newest]
    assert len(keys) == len(set(keys))
    assert {"cpr-2017", "cpr-2021"} <= set(keys)
    assert set(keys) == {version.plan.id for version in held.versions}


def test_nothing_is_read_again_until_something_is_written(database: str) -> None:
    before = read_snapshot()
    assert read_snapshot() is before
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    after = read_snapshot()
    assert after.version != before.version
    assert len(after.observations) == len(before.observations) + 1


def test_a_value_is_not_waited_for_by_whoever_asks_what_there_is_to_report_on(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_version, "LOOK_SECONDS", 86_400)  # what is asked by the clock is not meant
    before = read_snapshot()
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    with counted() as sent:
        found = read_definitions()
    assert len(sent) == 2  # the version, and whose it is
    assert found.catalogue is before.catalogue
    assert found.by_plan is before.by_plan
    assert found.settings is before.settings


def rename(session: Session) -> None:
    change = IndicatorChange("cpr", "sygefravaer", date(2025, 1, 1), NOW, "R", name="Fravær")
    indicator_commands.change_indicator(session, change)


def move(session: Session) -> None:
    change = InstitutionChange("cpr", date(2026, 3, 1), NOW, "R", ministry_area="Et andet")
    institution_commands.change_institution(session, change)


def set_threshold(session: Session) -> None:
    area_thresholds.set_threshold(session, "Digitaliseringsministeriet", "likely", Decimal(61), "R")


def draft_plan(session: Session) -> None:
    given = plan_queries.read_plan_file(session, "eksempel-tilsyn-2026")
    bare = given.model_copy(update={"observations": (), "indicators": (), "institutions": ()})
    days = {"start": date(2027, 1, 1), "end": date(2027, 12, 31), "document_date": None}
    draft = {"id": "eksempel-tilsyn-2027", "stage": "draft", "signatures": (), "amendments": ()}
    plan_commands.import_plan(session, bare.model_copy(update=days | draft))


@pytest.mark.parametrize("write", [rename, move, set_threshold, draft_plan])
def test_what_there_is_to_report_on_is_never_stale(database: str, write: Callable[[Session], None]) -> None:
    before = read_definitions()
    spelled = (before.catalogue, before.versions, before.settings)
    with open_writing(database, MACHINE) as session:
        write(session)
    now, whole = read_definitions(), read_snapshot()
    assert (now.catalogue, now.versions, now.settings) != spelled
    assert now is whole
    assert (now.directions, now.duties) == (whole.directions, whole.duties)


def test_the_part_of_one_institution_waits_for_nothing_of_another(database: str) -> None:
    before = read_snapshot().state.parts["eksempel-tilsyn"]
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    assert read_part("eksempel-tilsyn") is before
    assert len(read_part("cpr").observations) == len(read_snapshot().state.parts["cpr"].observations)
    record(database, ("eksempel-tilsyn", "sygefravaer", "2026Q1", "6.5"))
    assert len(read_part("eksempel-tilsyn").observations) == len(before.observations) + 1
