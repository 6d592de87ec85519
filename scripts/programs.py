"""Finds the programs the tests need beside Python; as a script it prints the name of each that is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

OLDEST_POSTGRES = 15


def postgres_bin() -> Path | None:
    """The folder with PostgreSQL's server programs (`initdb`, `postgres`), recent enough, or None."""
    return next((folder for folder in _postgres_folders() if _is_recent_server(folder)), None)


def chromium() -> str | None:
    """The path of a Chromium or Chrome, or None. The one without windows does the same with a third less work."""
    programs = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    names = [os.environ.get("MAALSTREG_CHROMIUM"), *programs]
    return next((found for name in names if name and (found := shutil.which(name))), None)


def _postgres_folders() -> Iterator[Path]:
    if chosen := os.environ.get("MAALSTREG_PG_BIN"):
        yield Path(chosen)
    for name in ("initdb", "postgres"):
        # Resolved, since a link to one program says nothing of where the others are.
        if found := shutil.which(name):
            yield Path(found).resolve().parent
    if config := shutil.which("pg_config"):
        yield Path(_output([config, "--bindir"]))
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_folder_version, reverse=True)


def _folder_version(folder: Path) -> int:
    version = folder.parent.name
    return int(version) if version.isdigit() else 0


def _is_recent_server(folder: Path) -> bool:
    if not all((folder / name).is_file() for name in ("initdb", "postgres")):
        return False
    version = re.search(r"(\d+)", _output([str(folder / "postgres"), "--version"]))
    return version is not None and int(version.group(1)) >= OLDEST_POSTGRES


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


if __name__ == "__main__":
    for name, found in (("postgresql", postgres_bin()), ("chromium", chromium())):
        if found is None:
            print(name)
