"""A report of the source plan that was handed in, and the day on which the department looks at it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from db.clock import CLOCK
from db.location import URL_VARIABLE
from tests.db.recorded import imported
from tests.db.reports.played import CHIEF, NOW, REPORTER, answer_everything, fill, take


@pytest.fixture(scope="session")
def sqlite_handed_in(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the second quarter was handed in."""
    path = tmp_path_factory.mktemp("handed-in") / "maalstreg.db"
    shutil.copy(sqlite_template, path)
    url = f"sqlite:///{path}"
    imported(url, now=NOW - timedelta(days=200))
    answer_everything(url)
    fill(url, REPORTER, ("words", "text", "Alt gik som ventet."))
    take(url, REPORTER, "sent")
    take(url, CHIEF, "approved", "Godkendt")
    return path


@pytest.fixture
def handed_in(sqlite_handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of it which the dashboard reads two days later."""
    copy = tmp_path / "maalstreg.db"
    shutil.copy(sqlite_handed_in, copy)
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{copy}")
    monkeypatch.setenv(CLOCK, "2017-07-12")
    return f"sqlite:///{copy}"
