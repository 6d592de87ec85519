"""A temporary PostgreSQL that can be stopped and started, with its default safeguards and the documented roles."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from bench.figures import Missing
from db.upgrade import migrate
from scripts.cluster import APPLICATION, OWNER, ROLES, SUPERUSER, WITHOUT_LARGE_OBJECTS
from scripts.programs import find_postgres

DATABASE = "maalstreg"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster in a folder, reached over a socket there with a password."""

    binaries: Path
    folder: Path
    user: int | None
    password: str

    @property
    def url(self) -> str:
        """The address of its first database for the application's role."""
        return self._make_url(DATABASE, APPLICATION)

    def create_database(self, name: str) -> str:
        """Create a database as it is put into service; return its address for the application's role."""
        self._order("postgres", f"CREATE DATABASE {name} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0")
        self._order(name, f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC", WITHOUT_LARGE_OBJECTS)
        migrate(self._make_url(name, OWNER), APPLICATION)
        return self._make_url(name, APPLICATION)

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-w", "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self, mode: str) -> None:
        """Stop it: `fast` ends every connection, `immediate` ends the server as a crash would."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def restart(self) -> None:
        """Start it again, whether it is still there or has given up."""
        with suppress(subprocess.CalledProcessError):
            self.stop("immediate")
        self.start()

    def create(self) -> None:
        """Create its files."""
        secret = self.folder / "password"
        secret.write_text(self.password)
        if self.user is not None:
            os.chown(secret, self.user, self.user)
        access = ("-A", "scram-sha-256", f"--pwfile={secret}", "-U", SUPERUSER)
        # Small segments of the log, so that a small disk has room for some.
        self._run("initdb", *access, "-E", "UTF8", "--locale=C", "--wal-segsize=1")

    def create_roles(self) -> None:
        """Create the owner's and the application's role."""
        self._order("postgres", *(role.format(password=self.password) for role in ROLES))

    def _make_url(self, name: str, role: str) -> str:
        return f"postgresql+psycopg://{role}:{self.password}@/{name}?host={quote(str(self.folder), safe='')}"

    def _order(self, database: str, *statements: str) -> None:
        """Run statements as the administrator."""
        with psycopg.connect(
            host=str(self.folder),
            user=SUPERUSER,
            password=self.password,
            dbname=database,
            autocommit=True,
        ) as connection:
            for statement in statements:
                connection.execute(statement.encode())

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
def run_cluster(beside: Path | None = None) -> Iterator[Cluster]:
    """Run a cluster that is deleted in the end, in a folder of another one where it is given."""
    binaries = find_postgres()
    if binaries is None:
        raise Missing("PostgreSQL 15 or newer is needed.")
    folder = Path(tempfile.mkdtemp(prefix="maalstreg-pg-", dir=beside))
    made = Cluster(binaries, folder, _find_unprivileged_user(), secrets.token_hex(16))
    try:
        if made.user is not None:
            os.chown(folder, made.user, made.user)
        made.create()
        made.start()
        made.create_roles()
        made.create_database(DATABASE)
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
