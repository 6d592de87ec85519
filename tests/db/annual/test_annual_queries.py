"""Reads of what is done with a settlement, and of what is typed; on PostgreSQL by the policies."""

from __future__ import annotations

import pytest

from db.annual import annual_queries
from db.session import open_reading
from metrics.access import Role
from metrics.annual.annual_course import AnnualAct
from tests.db.annual.annual_years import PLAN, act, fill_year, write_all
from tests.fixtures.databases import DatabaseOf

OWN: frozenset[str] = frozenset({"cpr"})
NOBODY: frozenset[str] = frozenset()


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(fill_year)


def test_what_is_typed_is_seen_by_who_prepares_and_what_is_approved_by_who_sees(url: str) -> None:
    write_all(url)
    act(url, Role.CHIEF, AnnualAct.APPROVED)
    closed = url.startswith("postgresql")
    for sees, prepares, typed, done in ((OWN, OWN, 7, 1), (OWN, NOBODY, 0, 1), (NOBODY, NOBODY, 0, 0)):
        with open_reading(url, sees=sees, prepares=prepares) as session:
            draft, acts = annual_queries.read_analysis(session, PLAN), annual_queries.read_acts(session, PLAN)
        # SQLite has no policies: there the program itself asks who may.
        assert (len(draft.fields), len(acts)) == ((typed, done) if closed else (7, 1))


def test_an_act_is_read_as_it_was_done(url: str) -> None:
    write_all(url)
    done = act(url, Role.CHIEF, AnnualAct.APPROVED, "Enig")
    with open_reading(url, sees=OWN) as session:
        assert annual_queries.read_acts(session, PLAN) == [done]
