"""The question that ends a role: it can be left, and says where there is no such role."""

from __future__ import annotations

from datetime import date

import pytest

from db import session
from db.people import rights
from db.scope import EVERYTHING
from metrics.access import Grant, Role
from tests.pages.admin.conftest import plain, press
from tests.pages.conftest import Open

CHIEF = "chef@cpr.dk"
LONG_AGO = date(2020, 1, 1)


def give(url: str, person: str, given: Grant) -> int:
    with session.open_writing(url, session.MACHINE) as db:
        return rights.grant_role(db, person, given)


def held(url: str) -> list[tuple[str, Grant]]:
    with session.open_reading(url, sees=EVERYTHING) as db:
        return rights.read_grants(db)


def test_one_can_think_better_of_it(open_page: Open, database: str) -> None:
    number = give(database, CHIEF, Grant(Role.CHIEF, LONG_AGO, institution="cpr"))
    at = press(open_page("administration", revoke=str(number)), "Fortryd")
    assert "revoke" not in at.query_params
    assert len(held(database)) == 1


@pytest.mark.parametrize("asked", ["999", "x"])
def test_a_role_that_is_gone_is_told_of(open_page: Open, asked: str) -> None:
    assert f"Der er ingen gældende rolle nr. {asked}." in plain(open_page("administration", revoke=asked))
