"""A command as of an earlier day goes by what was known by its end, and by nothing that was recorded later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.location import URL_VARIABLE
from terminal.common import find_today
from tests.fixtures.terminal import Run
from tests.later_facts import DAYS, record_later


@pytest.fixture(scope="module")
def databases(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The filled database, and the same with facts recorded today that contradict all it holds."""
    folder = tmp_path_factory.mktemp("later")
    found = [folder / f"{name}.db" for name in ("before", "after")]
    for path in found:
        shutil.copy(sqlite_filled, path)
    record_later(f"sqlite:///{found[1]}")
    return f"sqlite:///{found[0]}", f"sqlite:///{found[1]}"


def _ask_all(run: Run, day: str, *more: str) -> Iterator[Any]:
    """What each command says of a day, as JSON."""
    plan = f"eksempel-ankenaevn-{day[:4]}" if day > "2023" else "cpr-2021" if day > "2021" else "cpr-2017"
    calls = [
        ("score", plan, "--as-of", day, *more),
        ("outlook", plan, "--as-of", day, *more),
        ("whatif", plan, "--set", "2.1=met", "--as-of", day, *more),
    ]
    if not more:
        calls.append(("deadlines", "--from", day))
    for call in calls:
        done = run(*call, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        yield json.loads(done.stdout)


@pytest.mark.parametrize("day", DAYS)
def test_nothing_that_was_recorded_later_counts(
    run: Run, databases: tuple[str, str], monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    said = []
    for url in databases:
        monkeypatch.setenv(URL_VARIABLE, url)
        said.append(list(_ask_all(run, day)))
    assert said[0] == said[1]
    assert said[1][:3] == list(_ask_all(run, day, "--known-at", day))


def test_with_what_is_known_today_it_counts(
    run: Run, databases: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for url in databases:
        monkeypatch.setenv(URL_VARIABLE, url)
        said.append(list(_ask_all(run, DAYS[-1], "--known-at", find_today().isoformat())))
    assert all(before != after for before, after in zip(*said, strict=True))
