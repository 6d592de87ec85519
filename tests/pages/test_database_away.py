"""The dashboard while PostgreSQL is stopped, and once it is there again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from bench.faults.clusters import Cluster, run_cluster
from bench.faults.writer import PLAN, prepare
from db import session
from db.failures import is_unreachable
from db.location import URL_VARIABLE
from db.plans import plan_commands, plan_file, plan_queries
from db.scope import EVERYTHING
from db.sqlite_driver import driver
from pages.ui import saving
from scripts.programs import find_postgres
from service.answers import readiness
from tests.fixtures.needs import need
from tests.pages.conftest import ROOT, text

AWAY = "Databasen kan ikke nås lige nu"


@pytest.fixture(scope="module")
def stoppable() -> Iterator[Cluster]:
    need(find_postgres(), "PostgreSQL 15 or newer")
    with run_cluster() as found:
        prepare(found.url)
        yield found
        session.open_engine(found.url).dispose()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_reader_is_told_that_the_database_is_away_and_goes_on_when_it_is_back(
    stoppable: Cluster, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv(URL_VARIABLE, stoppable.url)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()
    assert AWAY not in text(at)
    stoppable.stop(mode)
    try:
        during = text(at.run())
        kept = saving.write_change(lambda _: None)
        state = readiness.read_state(stoppable.url)
    finally:
        stoppable.start()
    assert AWAY in during
    assert not at.exception
    assert [problem.code for problem in kept] == ["database_away"]
    assert state == readiness.SILENT
    after = text(at.run())
    assert AWAY not in after
    assert "m-error" not in after
    assert saving.write_change(lambda _: None) == []
    assert readiness.read_state(stoppable.url) == readiness.READY


def test_a_connection_lost_in_the_middle_of_a_change_is_told_and_nothing_of_it_is_kept(
    stoppable: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, stoppable.url)
    changed = plan_file.check_plan({**PLAN, "id": "halvvejs"})

    def change(db: Session) -> None:
        plan_commands.import_plan(db, changed)
        stoppable.stop("immediate")

    try:
        found = saving.write_change(change)
    finally:
        stoppable.start()
    assert [problem.code for problem in found] == ["database_away"]
    with session.open_reading(stoppable.url, sees=EVERYTHING) as db:
        assert changed.id not in {plan.id for plan in plan_queries.read_plans(db)}


def test_a_file_that_is_locked_is_not_away() -> None:
    assert not is_unreachable(OperationalError("", {}, driver.OperationalError("database is locked")))


def test_what_was_sent_while_the_database_is_away_stands_in_the_fields_when_it_is_back(
    stoppable: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, stoppable.url)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()
    at.switch_page("pages/admin/plans.py")
    at.query_params["plan"], at.query_params["view"] = PLAN["id"], "head"
    at.run()
    stoppable.stop("fast")
    try:
        typed(at, "Titel").set_value("Skrevet imens")
        during = text(press(at, "Gem"))
    finally:
        stoppable.start()
    assert AWAY in during
    assert typed(at.run(), "Titel").value == "Skrevet imens"
    assert "Gemt som en ny version." in text(press(at, "Gem"))
    assert typed(at, "Titel").value == "Skrevet imens"


def typed(at: AppTest, label: str) -> TextInput:
    return next(field for field in at.text_input if field.label == label)


def press(at: AppTest, label: str) -> AppTest:
    return next(button for button in at.button if button.label == label).click().run()
