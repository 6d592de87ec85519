"""The dashboard on a database of its own, run without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from db import commands, initial, session
from metrics.intake import RawRow

ROOT = Path(__file__).parents[2]
PATHS = {
    "overview": "status/overview.py",
    "plan": "status/plan.py",
    "goal": "status/goal.py",
    "risk": "outlook/risk.py",
    "whatif": "outlook/whatif.py",
    "plans": "admin/plans.py",
    "audit": "admin/audit.py",
}
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the source plans and the example."""
    path = tmp_path_factory.mktemp("loaded") / "maalstreg.db"
    url = f"sqlite:///{path}"
    session.migrate(url)
    with session.writing(url, session.MACHINE) as db:
        initial.load(db)
    session.engine(url).dispose()
    return path


@pytest.fixture
def database(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of the loaded database, and the one the dashboard reads."""
    copy = tmp_path / "maalstreg.db"
    shutil.copy(loaded, copy)
    monkeypatch.setenv(session.URL_VARIABLE, f"sqlite:///{copy}")
    return f"sqlite:///{copy}"


@pytest.fixture
def open_page(database: str) -> Open:
    """Open a page by its key with query parameters, and run it."""

    def run(key: str, **query: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()
        at.switch_page(f"pages/{PATHS[key]}")
        for name, value in query.items():
            at.query_params[name] = value
        return at.run()

    return run


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
    with session.writing(url, session.MACHINE) as db:
        commands.import_results(db, raw)


def text(at: AppTest) -> str:
    """All HTML on the page, as one text."""
    assert not at.exception, at.exception
    return "\n".join(str(block.proto.body) for block in at.get("html"))
