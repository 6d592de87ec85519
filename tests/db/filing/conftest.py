"""A year with documents of nearly every kind, on both databases."""

from __future__ import annotations

import pytest

from tests.db.filing.filed_years import play_year
from tests.fixtures.databases import DatabaseOf


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(play_year)
