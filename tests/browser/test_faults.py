"""One of each of the faults that `make faults` makes many of under a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page, expect

from bench.faults import away, head, kills, web
from bench.faults.clusters import run_cluster
from scripts.programs import find_postgres
from tests.fixtures.browsers import SLOW
from tests.fixtures.needs import need

CHANCE = Random(7)  # noqa: S311 # no secret


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """What starts and stops takes its time."""
    expect.set_options(timeout=head.MOST_MS)
    yield
    expect.set_options(timeout=SLOW)


def test_a_page_says_that_the_server_is_gone_and_goes_on_as_it_was_when_it_is_back(
    page: Page, tmp_path: Path
) -> None:
    outcome = web.kill_servers(1, kills.make_sqlite_in(tmp_path), tmp_path, page, CHANCE)
    assert (outcome.faults, outcome.lost) == (1, [])
    assert outcome.kept >= 1


def test_pages_say_that_the_database_is_away_and_come_back_by_themselves(page: Page, tmp_path: Path) -> None:
    need(find_postgres(), "PostgreSQL 15 or newer")
    with run_cluster() as running:
        outcome = away.stop_under_pages(1, running, tmp_path, page, CHANCE)
    assert (outcome.faults, outcome.lost) == (1, [])
    assert outcome.kept >= 1
