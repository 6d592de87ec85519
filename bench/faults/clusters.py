"""A temporary PostgreSQL cluster that can be stopped and started, with its default safeguards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench.figures import Missing
from scripts.programs import find_postgres

OWNER = "maalstreg"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster in a folder, reached over a socket there."""

    binaries: Path
    folder: Path
    user: int | None

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgresql+psycopg://{OWNER}@/postgres?host={quote(str(self.folder), safe='')}"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-w", "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self, mode: str) -> None:
        """Stop it: `fast` ends every connection, `immediate` ends the server as a crash would."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def create(self) -> None:
        """Create its files."""
        self._run("initdb", "-A", "trust", "-U", OWNER, "-E", "UTF8", "--locale=C")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.binaries / program), "-D", str(self.folder / "data"), *arguments],
            check=True,
            cwd=self.folder,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def run_cluster() -> Iterator[Cluster]:
    """Run a cluster that is deleted in the end."""
    binaries = find_postgres()
    if binaries is None:
        raise Missing("PostgreSQL 15 or newer is needed.")
    folder = Path(tempfile.mkdtemp(prefix="maalstreg-pg-"))
    made = Cluster(binaries, folder, _find_unprivileged_user())
    try:
        if made.user is not None:
            os.chown(folder, made.user, made.user)
        made.create()
        made.start()
        yield made
        made.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_unprivileged_user() -> int | None:
    """Find the user to run it as when this runs as root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]
