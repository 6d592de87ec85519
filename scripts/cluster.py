"""A throwaway PostgreSQL cluster, for tests and benchmarks."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from pwd import struct_passwd
from typing import IO
from urllib.parse import quote

import psycopg

SUPERUSER, OWNER, APPLICATION = "superuser", "maalstreg_owner", "maalstreg_app"
# As in docs/postgresql.md. They share one password, so that changing the name in a URL changes the role.
ROLES = (
    f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{{password}}'",
    f"CREATE ROLE {APPLICATION} LOGIN PASSWORD '{{password}}'",
)
WITHOUT_LARGE_OBJECTS = (
    "REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC"
)
START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL that listens only on a socket in its own folder."""

    folder: Path
    password: str
    names: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str, role: str = OWNER) -> str:
        """Return the SQLAlchemy URL of one of its databases."""
        who = f"{role}:{self.password}"
        return f"postgresql+psycopg://{who}@/{database}?host={quote(str(self.folder), safe='')}"

    @property
    def process(self) -> int:
        """The number of its first process, which all others were started by."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def create(self, template: str = "template0") -> str:
        """Create a database as a copy of `template`, owned by the owner role; return its name."""
        name = f"test_{next(self.names)}"
        self.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}")
        if template == "template0":
            with self.connect(name) as connection:
                connection.execute(WITHOUT_LARGE_OBJECTS.encode())
        return name

    def rename(self, database: str) -> str:
        """Give a database to which nobody is connected a name that none has had; return it."""
        name = f"test_{next(self.names)}"
        self.execute(f"ALTER DATABASE {database} RENAME TO {name}")
        return name

    def drop(self, database: str) -> None:
        """Drop a database, even if a test left connections to it open."""
        self.execute(f"DROP DATABASE {database} WITH (FORCE)")

    def disconnect(self, database: str) -> None:
        """Close all connections to a database, which cannot be copied while there are any."""
        self.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", database)

    def execute(self, statement: str, *parameters: str) -> None:
        """Run one statement outside any transaction."""
        with self.connect() as connection:
            connection.execute(statement.encode(), parameters)

    def answers(self) -> bool:
        """Return whether the server accepts connections yet."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Connect as a superuser, with each statement a transaction of its own."""
        return psycopg.connect(
            host=str(self.folder),
            user=SUPERUSER,
            password=self.password,
            dbname=database,
            autocommit=True,
        )


@contextmanager
def run_cluster(binaries: Path) -> Iterator[Cluster]:
    """Start a cluster with the programs in a folder; stop and remove it afterwards."""
    with _make_folder(secrets.token_hex(16)) as made:
        secret = made.folder / "password"
        access = ["-A", "scram-sha-256", f"--pwfile={secret}", "-U", SUPERUSER]
        initdb = ["initdb", "-D", str(made.folder / "data"), *access, "-E", "UTF8", "--locale=C", "--no-sync"]
        with _run_server(binaries, made, initdb):
            verifier = _make_verifier(made.password)
            made.execute(f"ALTER ROLE {SUPERUSER} PASSWORD '{verifier}'")
            for role in ROLES:
                made.execute(role.format(password=verifier))
            yield made


def _make_verifier(password: str) -> str:
    """Make what PostgreSQL knows a password by (RFC 5803), quickly proven: a test connects several times."""
    salt, rounds = secrets.token_bytes(16), 1
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    client, server = (hmac.digest(salted, key, "sha256") for key in (b"Client Key", b"Server Key"))
    said = (b64encode(part).decode() for part in (salt, hashlib.sha256(client).digest(), server))
    return "SCRAM-SHA-256${}:{}${}:{}".format(rounds, *said)


@contextmanager
def run_replica(binaries: Path, primary: Cluster) -> Iterator[Cluster]:
    """Start a streaming replica of a running cluster, with its databases and roles; stop and remove it afterwards."""
    with _make_folder(primary.password) as made:
        source = f"host={primary.folder} user={SUPERUSER} password={primary.password}"
        copy = [
            "pg_basebackup",
            "-d",
            source,
            "-D",
            str(made.folder / "data"),
            "-R",
            "-c",
            "fast",
            "--no-sync",
        ]
        with _run_server(binaries, made, copy):
            yield made


@contextmanager
def _make_folder(password: str) -> Iterator[Cluster]:
    """Make the folder of a cluster, with its password in a file."""
    # Directly under the temporary folder: a socket's path is limited to 107 characters, and another user must get in.
    folder, user = Path(tempfile.mkdtemp(prefix="maalstreg-pg-")), _unprivileged_user()
    try:
        secret = folder / "password"
        secret.write_text(password)
        if user is not None:
            for owned in (folder, secret):
                os.chown(owned, user.pw_uid, user.pw_gid)
        yield Cluster(folder, password)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _run_server(binaries: Path, cluster: Cluster, fill: list[str]) -> Iterator[None]:
    """Fill the folder of a cluster by a command, and run a server on it."""
    user, folder = _unprivileged_user(), cluster.folder
    settings = ["listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off"]
    options = [option for setting in settings for option in ("-c", setting)]
    postgres = ["postgres", "-D", str(folder / "data"), "-k", str(folder), *options]
    with (folder / "log").open("wb") as log:
        _run_as(user, binaries, fill, folder, log).wait()
        server = _run_as(user, binaries, postgres, folder, log)
    try:
        _wait(server, cluster)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=START_SECONDS)


def _run_as(
    user: struct_passwd | None, binaries: Path, command: list[str], folder: Path, log: IO[bytes]
) -> subprocess.Popen[bytes]:
    program = str(binaries / command[0])
    return subprocess.Popen(
        [program, *command[1:]],
        cwd=folder,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        stdout=log,
        stderr=subprocess.STDOUT,
    )


def _unprivileged_user() -> struct_passwd | None:
    """Return the user to run the server as when the tests run as root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _wait(server: subprocess.Popen[bytes], cluster: Cluster) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not cluster.answers():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{(cluster.folder / 'log').read_text()}")
        time.sleep(0.02)
