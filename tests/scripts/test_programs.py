"""The programs the tests need, as they are found on a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import programs


def make_program(folder: Path, name: str, said: str = "") -> Path:
    """Make a program that prints a line."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{said}'\n")
    path.chmod(0o755)
    return path


def choose_postgres(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let PostgreSQL be looked for in these folders alone."""
    monkeypatch.setattr(programs, "_postgres_folders", lambda: iter(folders))


@pytest.mark.parametrize(
    ("version", "found"),
    [("postgres (PostgreSQL) 15.0", True), ("postgres (PostgreSQL) 14.9", False), ("", False)],
)
def test_a_postgresql_is_taken_only_if_it_is_recent_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, found: bool
) -> None:
    make_program(tmp_path, "initdb")
    make_program(tmp_path, "postgres", version)
    choose_postgres(monkeypatch, tmp_path)
    assert programs.find_postgres() == (tmp_path if found else None)


def test_a_folder_without_initdb_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half, whole = tmp_path / "half", tmp_path / "whole"
    for folder in (half, whole):
        make_program(folder, "postgres", "postgres (PostgreSQL) 17.2")
    make_program(whole, "initdb")
    choose_postgres(monkeypatch, half, whole)
    assert programs.find_postgres() == whole


def test_a_named_chromium_comes_before_the_one_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path = make_program(tmp_path / "bin", "chromium")
    named = make_program(tmp_path / "own", "browser")
    monkeypatch.setenv("PATH", str(on_path.parent))
    monkeypatch.delenv("MAALSTREG_CHROMIUM", raising=False)
    assert programs.find_chromium() == str(on_path)
    monkeypatch.setenv("MAALSTREG_CHROMIUM", str(named))
    assert programs.find_chromium() == str(named)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("MAALSTREG_CHROMIUM")
    assert programs.find_chromium() is None


def test_libreoffice_is_found_by_its_name_or_where_it_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("MAALSTREG_OFFICE", raising=False)
    assert programs.find_office() is None
    found = make_program(tmp_path / "bin", "libreoffice")
    assert programs.find_office() == str(found)
    named = make_program(tmp_path / "own", "soffice")
    monkeypatch.setenv("MAALSTREG_OFFICE", str(named))
    assert programs.find_office() == str(named)
