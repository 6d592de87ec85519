"""Everything in the database is read once for each version of it."""

from __future__ import annotations

import pytest

from pages.ui.snapshot import read_snapshot
from tests.pages.conftest import record


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
