"""The dashboard on a database that a newer program has upgraded meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text as sql
from streamlit.testing.v1 import AppTest

from db.location import URL_VARIABLE
from db.session import open_engine
from pages.ui import data_version
from scripts.cluster import OWNER
from tests.fixtures.databases import as_role
from tests.fixtures.terminal import Run
from tests.pages.conftest import ROOT, text

NEWER = "UPDATE alembic_version SET version_num = '0099'"


def test_a_page_says_so_in_words(filled_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, filled_database_url)
    monkeypatch.setattr(data_version, "LOOK_SECONDS", 0.000001)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "m-error" not in text(at)
    with open_engine(as_role(OWNER, filled_database_url)).begin() as connection:
        connection.execute(sql(NEWER))
    for lang, said in (("da", "en nyere version af Målstreg"), ("en", "a newer version of Målstreg")):
        at.query_params["lang"] = lang
        assert said in text(at.run())


def test_the_terminal_says_so_in_words(ready: Run, tmp_path: Path) -> None:
    assert ready("audit", "list").returncode == 0
    with open_engine(f"sqlite:///{tmp_path / 'test.db'}").begin() as connection:
        connection.execute(sql(NEWER))
    done = ready("audit", "list")
    assert done.returncode == 1
    assert "nyere version af Målstreg" in done.stderr
