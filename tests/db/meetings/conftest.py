"""The source plan, long in the database when its first meeting is held."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.db.meetings.held import NOW
from tests.db.recorded import imported
from tests.fixtures.databases import DatabaseOf


def write_plan(url: str) -> None:
    imported(url, now=NOW - timedelta(days=200))


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(write_plan)
