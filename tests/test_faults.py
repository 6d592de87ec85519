"""A few of the faults that `make faults` makes many of."""

from __future__ import annotations

import resource
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bench.faults import kills
from bench.faults.writer import Told, find_losses, prepare, write
from db import session


def test_a_killed_writer_loses_nothing_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    outcome = kills.kill_writers(2, kills.make_sqlite_in(tmp_path), Random(7))  # noqa: S311 # no secret
    assert (outcome.faults, outcome.lost) == (2, [])
    assert outcome.kept >= 2


def test_what_is_lost_or_half_there_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    prepare(url)
    for number in (1, 2):
        write(url, number)
    assert find_losses(url, Told({1, 2})) == []
    assert find_losses(url, Told({1, 2, 3, 4})) == ["3 is lost", "4 is lost"]
    with session.open_engine(url).begin() as connection:
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        for name in names:
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        connection.execute(text("DELETE FROM observations WHERE id = 1"))
    assert any("file 2 has 19 rows" in found for found in find_losses(url, Told({2})))


def test_where_a_log_has_no_room_the_database_is_read_and_writing_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    prepare(url)
    write(url, 1)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        lost = find_losses(url, Told({1}))
        with pytest.raises(OperationalError):
            write(url, 2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert lost == []
    write(url, 2)
    assert find_losses(url, Told({1, 2})) == []
