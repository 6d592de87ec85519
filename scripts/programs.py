"""Find the programs the tests need besides Python; as a script, print the name of each that is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

OLDEST_POSTGRES = 15


def find_postgres() -> Path | None:
    """Find the folder with the programs of a recent enough PostgreSQL server (`initdb`, `postgres`)."""
    return next((folder for folder in _postgres_folders() if _is_recent_server(folder)), None)


def find_chromium() -> str | None:
    """Find the path of a Chromium or Chrome."""
    # The headless shell comes first: it does the same with a third less work.
    programs = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    names = [os.environ.get("MAALSTREG_CHROMIUM"), *programs]
    return next((found for name in names if name and (found := shutil.which(name))), None)


def find_nginx() -> str | None:
    """Find the path of nginx, which Debian keeps where only root looks."""
    names = [os.environ.get("MAALSTREG_NGINX"), "nginx", "/usr/sbin/nginx"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


def find_office() -> str | None:
    """Find the path of LibreOffice, which opens what we write for Word, Excel and PowerPoint."""
    names = [os.environ.get("MAALSTREG_OFFICE"), "soffice", "libreoffice"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


def _postgres_folders() -> Iterator[Path]:
    if chosen := os.environ.get("MAALSTREG_PG_BIN"):
        yield Path(chosen)
    for name in ("initdb", "postgres"):
        # Resolved, because a link to one program does not tell where the others are.
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
    needed = {
        "postgresql": find_postgres(),
        "chromium": find_chromium(),
        "nginx": find_nginx(),
        "libreoffice": find_office(),
    }
    for program, path in needed.items():
        if path is None:
            print(program)
