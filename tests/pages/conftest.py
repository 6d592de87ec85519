"""The dashboard on a database of its own, run without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from db import session
from db.file_state import look_at_files
from db.location import URL_VARIABLE
from db.results import result_commands
from db.state.whole_state import WholeState
from metrics.facts.raw_row import RawRow
from pages.ui.data_version import find_version
from pages.ui.kept.held_state import read_state_at
from words.site_map import BY_KEY

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]
BEFORE_ALL_PLANS = "2000-01-01"
"""A day on which there is nothing to reckon."""


@pytest.fixture(scope="session")
def filled_state(sqlite_filled: Path) -> WholeState:
    """What the filled database holds, kept for the copies of it, which share what they continue."""
    url = f"sqlite:///{sqlite_filled}"
    return read_state_at(url, find_version(url))


@pytest.fixture
def database(
    sqlite_filled: Path, filled_state: WholeState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """A copy of the filled database, and the one the dashboard reads: for a test that writes."""
    copy = tmp_path / "maalstreg.db"
    shutil.copy(sqlite_filled, copy)
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{copy}")
    return f"sqlite:///{copy}"


@contextmanager
def answers_lost() -> Iterator[None]:
    """Let what is written be saved, while the database's server goes away before it has answered."""

    def lose(_: Session) -> NoReturn:
        raise OperationalError("COMMIT", {}, psycopg.errors.AdminShutdown())

    event.listen(Session, "after_commit", lose)
    yield
    event.remove(Session, "after_commit", lose)


@pytest.fixture
def read_only(sqlite_filled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the dashboard read the filled database itself, with what it has already reckoned, and see that it stays."""
    url = f"sqlite:///{sqlite_filled}"
    monkeypatch.setenv(URL_VARIABLE, url)
    before = look_at_files(url)
    yield
    assert look_at_files(url) == before, "a test that writes asks for `database`"


@pytest.fixture
def open_page(request: pytest.FixtureRequest) -> Open:
    """Open a page by its key with query parameters, and run it; on the test's own `database` where it asks for one."""
    request.getfixturevalue("database" if "database" in request.fixturenames else "read_only")

    def run(key: str, **query: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
        at._registered_pages = _find_pages()
        at.switch_page(BY_KEY[key].script)
        at.query_params.update(query)
        return at.run()

    return run


@cache
def _find_pages() -> dict[str, Any]:
    """What an address stands for, which AppTest otherwise learns from a run of the first page."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
    at.query_params["as_of"] = BEFORE_ALL_PLANS
    return dict(at.run()._registered_pages)


def record(url: str, *rows: tuple[str, str, str, str], recorded: date | None = None) -> None:
    """Record results given as institution, indicator, period and value."""
    names = ("institution", "indicator", "period", "value")
    raw = [
        RawRow(
            str(n),
            {**dict(zip(names, row, strict=True)), "recorded": recorded.isoformat() if recorded else ""},
        )
        for n, row in enumerate(rows, 1)
    ]
    with session.open_writing(url, session.MACHINE) as db:
        result_commands.import_results(db, raw)


def text(at: AppTest) -> str:
    """All HTML on the page, as one text."""
    assert not at.exception, at.exception
    return "\n".join(str(block.proto.body) for block in at.get("html"))
