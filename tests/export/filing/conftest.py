"""A played year with everything there is of its plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.filing.archive_reading import Holding
from db.sqlite_driver import driver
from metrics.plan.terms import Party
from tests.db.filing.filed_years import PLAN, agree_minutes, hold, name_first, number, play_year
from tests.db.reports.played import CHIEF

__all__ = ("PLAN", "driver")


@pytest.fixture(scope="package")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A SQLite database with a year in which the minutes were agreed, and the report was numbered."""
    from tests.fixtures.databases import copy_file

    url = copy_file(sqlite_template, tmp_path_factory.mktemp("filed") / "year.db")
    play_year(url)
    agree_minutes(url)
    number(url, CHIEF, Party.INSTITUTION, **{name_first(url, "report"): "=2017-1"})
    return url


@pytest.fixture(scope="package")
def holding(played: str) -> Holding:
    """Everything there is of the plan."""
    return hold(played)
