"""The SQLite that is used: which one, how it opens a file, and that one connection at a time writes."""

from __future__ import annotations

import ast
import platform
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from db import sqlite_driver
from db.location import ROOT
from db.session import MACHINE, open_engine, open_writing
from db.sqlite_driver import MENDED, driver, find_sqlite_problems
from tests.fixtures.terminal import Run

SHIPPED_FOR = {("linux", "x86_64"), ("darwin", "arm64"), ("win32", "AMD64")}
FOLDERS = ("metrics", "db", "words", "export", "service", "pages", "terminal", "bench", "scripts", "tests")


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that none is shipped for and whose Python has an old one."""
    monkeypatch.setattr(driver, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(driver, "sqlite_version", "3.40.1")


def test_the_sqlite_that_is_installed_with_the_product_is_a_mended_one(sqlite_url: str) -> None:
    if (sys.platform, platform.machine()) not in SHIPPED_FOR:
        assert driver.__name__ == "sqlite3"
        return
    assert driver.__name__ == "pysqlite3"
    with open_engine(sqlite_url).connect() as connection:
        used = str(connection.scalar(text("SELECT sqlite_version()")))
    assert tuple(int(part) for part in used.split(".")) >= MENDED
    assert find_sqlite_problems(sqlite_url) == []


@pytest.mark.usefixtures("old")
def test_an_older_one_is_told_of_and_postgresql_does_not_mind(sqlite_url: str) -> None:
    (problem,) = find_sqlite_problems(sqlite_url)
    assert (problem.code, problem.params) == ("sqlite_old", {"version": "3.40.1", "needed": "3.51.3"})
    assert find_sqlite_problems("postgresql://app@127.0.0.1/none") == []


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("how", ["--empty", "--no-example"])
def test_init_warns_of_an_older_one(run: Run, how: str) -> None:
    done = run("init", how)
    assert done.returncode == 0
    assert "SQLite 3.40.1 kan beskadige databasen" in done.stderr


def test_nothing_opens_a_file_by_another_driver() -> None:
    """A second SQLite in the process would undo the locks of the first when it closes a file."""
    found = set()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if {"sqlite3", "pysqlite3"} & set(names):
                    found.add(path.relative_to(ROOT).as_posix())
    assert found == {"db/sqlite_driver.py"}


def test_no_file_is_mapped_into_memory(sqlite_url: str) -> None:
    with open_engine(sqlite_url).connect() as connection:
        assert connection.scalar(text("PRAGMA mmap_size")) == 0
    named = [path for path in (ROOT / "db").rglob("*.py") if "mmap_size" in path.read_text("utf-8")]
    assert [path.name for path in named] == ["sqlite_driver.py"]


def test_one_connection_writes_until_it_is_done_with_its_checkpoint(sqlite_url: str) -> None:
    """SQLite's own lock is free from the commit on, while the connection may still be at its checkpoint."""
    committed, done, begun = threading.Event(), threading.Event(), threading.Event()
    after: list[bool] = []

    def follow() -> None:
        committed.wait(10)
        with open_writing(sqlite_url, MACHINE):
            after.append(done.is_set())
            begun.set()

    follower = threading.Thread(target=follow)
    follower.start()
    with sqlite_driver.take_turn(sqlite_url):
        with open_writing(sqlite_url, MACHINE):
            pass
        committed.set()
        assert not begun.wait(0.3)
        done.set()
    follower.join(10)
    assert after == [True]


def test_two_ways_of_writing_the_address_are_one_file(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sqlite_driver, "WAIT", 0.1)
    refused: list[OperationalError] = []

    def follow() -> None:
        try:
            with open_writing("sqlite:///maalstreg.db", MACHINE):
                pass
        except OperationalError as wrong:
            refused.append(wrong)

    with open_writing(sqlite_url, MACHINE):
        follower = threading.Thread(target=follow)
        follower.start()
        follower.join(10)
    assert ["database is locked" in str(one) for one in refused] == [True]
