"""The state that a process holds is read on from, by every version that is asked for."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.sqlite_driver import driver
from pages.ui.data_version import find_version
from pages.ui.kept.held_state import is_left, read_state_at
from tests.pages.conftest import record


def test_a_later_version_shares_what_nothing_was_added_to(database: str) -> None:
    earlier = find_version(database)
    before = read_state_at(database, earlier)
    assert read_state_at(database, earlier) is before
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    after = read_state_at(database, find_version(database))
    assert after.newest == find_version(database)[1:] != before.newest
    assert [key for key, part in after.parts.items() if part is not before.parts[key]] == ["cpr"]
    assert read_state_at(database, earlier).parts == before.parts


def test_one_of_before_anything_that_is_held_is_the_newest(database: str) -> None:
    earlier = find_version(database)
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    after = read_state_at(database, find_version(database))
    assert read_state_at(database, earlier).parts == after.parts


def test_a_run_that_began_before_others_wrote_reads_what_there_was_then(database: str) -> None:
    """Where the state that it goes on from is held, by what the run has shown already."""
    shown = read_state_at(database, find_version(database))
    record(database, ("eksempel-tilsyn", "sygefravaer", "2026Q1", "6.5"))
    began = find_version(database)
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    newest = read_state_at(database, find_version(database))
    then = read_state_at(database, began)
    assert (then.newest, newest.newest) == (began[1:], find_version(database)[1:])
    assert [key for key, part in then.parts.items() if part is not shown.parts[key]] == ["eksempel-tilsyn"]
    assert read_state_at(database, find_version(database)).newest == newest.newest


def test_what_is_added_to_one_institution_leaves_what_others_are_shown_by(database: str) -> None:
    before = read_state_at(database, find_version(database))
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    now = find_version(database)
    assert is_left(database, now, before, {"eksempel-tilsyn"})
    assert not is_left(database, now, before, {"eksempel-tilsyn", "cpr"})
    record(database, ("eksempel-tilsyn", "sygefravaer", "2026Q1", "6.5"))
    later = find_version(database)
    assert not is_left(database, later, before, {"eksempel-tilsyn"})
    assert not is_left(database, later, before, {"cpr"})
    assert is_left(database, later, read_state_at(database, later), {"eksempel-tilsyn", "cpr"})


def test_a_state_of_other_data_or_of_another_day_is_left_by_nothing(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_state_at(database, find_version(database))
    assert is_left(database, find_version(database), before, {"cpr"})
    copy = f"sqlite:///{shutil.copy(database.removeprefix('sqlite:///'), tmp_path / 'copy.db')}"
    assert not is_left(copy, find_version(copy), before, {"cpr"})
    copied = read_state_at(copy, find_version(copy))
    assert not is_left(copy, find_version(copy), before, {"cpr"})
    assert is_left(copy, find_version(copy), copied, {"cpr"})
    monkeypatch.setattr("pages.ui.kept.held_state.read_clock", lambda: datetime(2040, 1, 1, tzinfo=UTC))
    assert not is_left(copy, find_version(copy), copied, {"cpr"})


def test_an_earlier_backup_in_the_place_of_the_data_is_found(database: str, tmp_path: Path) -> None:
    """The file is the same one, so that nothing but its rows tells."""
    path = Path(database.removeprefix("sqlite:///"))
    state = read_state_at(database, find_version(database))
    backup = Path(shutil.copy(path, tmp_path / "backup.db"))
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    assert is_left(database, find_version(database), state, {"eksempel-tilsyn"})
    after = read_state_at(database, find_version(database))
    with closing(driver.connect(backup)) as source, closing(driver.connect(path)) as target:
        source.backup(target)
    assert not is_left(database, find_version(database), after, {"eksempel-tilsyn"})
    anew = read_state_at(database, find_version(database))
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "7.5"))
    for gone in (state, after):
        assert not is_left(database, find_version(database), gone, {"eksempel-tilsyn"})
    assert is_left(database, find_version(database), anew, {"eksempel-tilsyn"})
    assert not is_left(database, find_version(database), anew, {"cpr"})
