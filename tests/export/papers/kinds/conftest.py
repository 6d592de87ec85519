"""A meeting that was held, for the papers of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.held_meetings import hold_meeting


@pytest.fixture(scope="package")
def held(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database in which a meeting was held and closed; read from alone."""
    path = tmp_path_factory.mktemp("held") / "maalstreg.db"
    shutil.copy(sqlite_template, path)
    hold_meeting(f"sqlite:///{path}")
    return f"sqlite:///{path}"
