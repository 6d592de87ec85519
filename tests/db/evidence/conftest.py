"""The source plan, long in the database when its reports are due."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.db.recorded import imported
from tests.db.reports.played import NOW


@pytest.fixture
def url(database_url: str) -> str:
    imported(database_url, now=NOW - timedelta(days=200))
    return database_url
