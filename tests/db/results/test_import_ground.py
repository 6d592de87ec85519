"""What rows of a file are held against: what is known of the institutions that they name, and of no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from db.results import import_ground
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.facts.raw_row import RawRow
from tests.db.recorded import NOW

TODAY = NOW.date()


@pytest.fixture
def session(sqlite_filled: Path) -> Iterator[Session]:
    with open_reading(f"sqlite:///{sqlite_filled}", sees=EVERYTHING) as opened:
        yield opened


def find(session: Session, *rows: tuple[str, str]) -> set[str] | None:
    made = [
        RawRow(str(place), {"institution": owner, "indicator": indicator, "period": "2017", "value": "1"})
        for place, (owner, indicator) in enumerate(rows)
    ]
    return import_ground.find_owners(session, made, TODAY)


def test_rows_are_about_the_institutions_and_the_plans_that_they_name(session: Session) -> None:
    assert find(session, ("cpr", "klagesager-rettidigt")) == {"cpr"}
    assert find(session, ("cpr", "eksempel-ankenaevn-2026:1.1")) == {"cpr", "eksempel-ankenaevn"}
    assert find(session) == set()


def test_whoever_names_what_is_not_known_is_told_all_there_is(session: Session) -> None:
    assert find(session, ("none", "x")) is None
    assert find(session, ("cpr", "none:1.1")) is None


def test_nothing_is_read_of_other_institutions(session: Session) -> None:
    ground = import_ground.read_import_ground(session, {"cpr"})
    assert {plan.institution for plan in ground.plans} == {"cpr"}
    assert {*ground.observations["institution"]} == {"cpr"}
    # The plans of it read a series of the state as well.
    assert {owner for owner, _ in ground.catalogue.indicators} == {"cpr", "staten"}
    every = import_ground.read_import_ground(session, None)
    assert {plan.institution for plan in every.plans} > {"cpr"}
