"""docs/operation.md is followed: its commands, in its order, with the roles and passwords of docs/postgresql.md."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from db.session import open_engine
from scripts.cluster import SUPERUSER, Cluster
from service.answers import readiness

ROOT = Path(__file__).resolve().parents[2]
OPERATION = (ROOT / "docs/operation.md").read_text("utf-8")
POSTGRESQL = (ROOT / "docs/postgresql.md").read_text("utf-8")
PASSWORD = "p@ss/w:o?r#d%1"  # noqa: S105 - of a throwaway cluster
BACKUP = "systemctl start maalstreg-backup"


def section(title: str) -> str:
    """The text below a heading, or below a numbered step."""
    begins = OPERATION.index(title)
    ends = [OPERATION.find(mark, begins + len(title)) for mark in ("\n## ", "\n**")]
    return OPERATION[begins : min(end for end in ends if end > 0)]


def commands(title: str) -> list[str]:
    """The lines that are typed there."""
    blocks = re.findall(r"^```\n(.*?)^```", section(title), re.MULTILINE | re.DOTALL)
    return [line.partition("   #")[0].strip() for block in blocks for line in block.splitlines()]


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine on which the steps are taken: `deploy/`, settings, and where copies lie."""

    folder: Path
    url: str
    owner_url: str

    def run(self, line: str) -> str:
        """Run a line of the document and return what it wrote; what is systemd's is done as its unit does it."""
        copies = self.folder / "state/backups"
        if line == "systemctl start maalstreg-init":
            line = "maalstreg init --empty"
        environment = {"PATH": os.environ["PATH"], "CONFIGURATION_DIRECTORY": str(self.folder / "etc")}
        if line == BACKUP:
            environment |= {"CREDENTIALS_DIRECTORY": str(self.folder / "etc"), "STATE_DIRECTORY": str(copies)}
            typed = [str(self.folder / "deploy/backup")]
        else:
            newest = max(copies.glob("maalstreg-*.copy"), default=Path("none"))
            line = line.replace("backups/COPY", f"backups/{newest.name}")
            line = line.replace("/var/lib/maalstreg", str(self.folder / "state"))
            typed = [str(self.folder / "deploy/maalstreg"), *shlex.split(line)[1:]]
        done = subprocess.run(typed, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (line, done.stderr)
        return done.stdout

    def take(self, title: str) -> None:
        """Run the commands of a section that are ours."""
        ours = [
            line
            for line in commands(title)
            if line.startswith("maalstreg ") or "start maalstreg-init" in line
        ]
        assert ours, title
        for line in ours:
            self.run(line)


@pytest.fixture
def machine(cluster: Cluster, tmp_path: Path) -> Iterator[Machine]:
    """A machine after steps 1 to 3."""
    _make_roles(cluster, tmp_path)
    for name in ("deploy", ".venv/bin", "etc", "state/backups"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("maalstreg", "with-credentials", "backup"):
        shutil.copy(ROOT / "deploy" / name, tmp_path / "deploy" / name)
    script = tmp_path / "deploy/maalstreg"
    script.write_text(
        script.read_text().replace("setpriv --reuid=maalstreg --regid=maalstreg --init-groups", "")
    )
    terminal = tmp_path / ".venv/bin/maalstreg"
    terminal.write_text(
        f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -c "import cli; cli.main()" "$@"\n'
    )
    terminal.chmod(0o755)
    shutil.copy(ROOT / "deploy/systemd/settings.env.example", tmp_path / "etc/settings.env")
    place = f"{quote(PASSWORD, safe='')}@/as_documented?host={quote(str(cluster.folder), safe='')}"
    urls = [f"postgresql://{role}:{place}" for role in ("documented_app", "documented_owner")]
    for name, url in zip(("database-url", "owner-database-url"), urls, strict=True):
        (tmp_path / "etc" / name).write_text(f"{url}\n")
    yield Machine(tmp_path, *urls)
    for url in urls:
        open_engine(url).dispose()
    cluster.drop("as_documented")
    for role in ("app", "owner"):
        cluster.execute(f"DROP ROLE documented_{role}")


def _make_roles(cluster: Cluster, folder: Path) -> None:
    """Run the SQL of docs/postgresql.md, with other names and a password that is hard to write."""
    (statements,) = re.findall(
        r"as an administrator of the server:\n\n```sql\n(.*?)```", POSTGRESQL, re.DOTALL
    )
    for old, new in (
        ("'…'", f"'{PASSWORD}'"),
        ("maalstreg_", "documented_"),
        ("DATABASE maalstreg", "DATABASE as_documented"),
        (r"\connect maalstreg", r"\connect as_documented"),
    ):
        assert old in statements
        statements = statements.replace(old, new)
    (folder / "roles.sql").write_text(statements)
    told = ["--host", str(cluster.folder), "--username", SUPERUSER, "--dbname", "postgres"]
    psql = shutil.which("psql") or "psql"
    subprocess.run(
        [psql, *told, "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={folder / 'roles.sql'}"],
        env={**os.environ, "PGPASSWORD": cluster.password},
        check=True,
        capture_output=True,
    )


def test_the_first_administrator_a_copy_a_restore_and_a_new_version_come_about_by_the_document_alone(
    machine: Machine,
) -> None:
    machine.take("**4. The database is made ready**")
    assert readiness.read_details(machine.url) == {
        "status": "ok",
        "copy": "no copy has been proven",
        "settlements": "ok",
    }
    machine.take("**5. The first administrator**")
    assert BACKUP in commands("**6. The servers")
    machine.run(BACKUP)
    assert readiness.read_details(machine.url) == {"status": "ok", "copy": "ok", "settlements": "ok"}
    machine.run(f"maalstreg plan import {ROOT / 'db/sources/cpr-2017.toml'}")
    machine.take("## Restore")
    assert "cpr-2017" not in machine.run("maalstreg plan list")
    upgrade = commands("## A new version")
    init = upgrade.index("systemctl start maalstreg-init")
    assert upgrade.index("maalstreg backup /var/lib/maalstreg/backups/before-upgrade.copy") < init
    assert upgrade.index("systemctl stop 'maalstreg@*' maalstreg-backup.timer maalstreg-remind.timer") < init
    _make_older(machine.owner_url)
    assert readiness.read_state(machine.url) == readiness.OTHER_VERSION
    machine.run(upgrade[init])
    assert readiness.read_state(machine.url) == readiness.READY
    assert "anna@ministeriet.dk" in machine.run("maalstreg user list")
    machine.run("maalstreg audit verify")


def _make_older(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db/migrations"))
    with open_engine(url).begin() as connection:
        connection.execute(text("SELECT set_config('maalstreg.see', 'true', true)"))
        config.attributes["connection"] = connection
        command.downgrade(config, "-1")


def test_every_file_and_unit_that_the_document_names_is_there() -> None:
    files = set(re.findall(r"\b((?:deploy|scripts|docs)/[\w@./-]+\w)(?!\*)\b", OPERATION))
    made = {"deploy/container/secrets", "deploy/container/tls"}
    assert {name for name in files - made if not (ROOT / name).exists()} == set()
    assert len(files) > 8
    units = set(re.findall(r"\b(maalstreg-[a-z]+\.timer|maalstreg-(?:init|backup|remind)\b)", OPERATION))
    there = {path.name for path in (ROOT / "deploy/systemd").iterdir()}
    assert {unit for unit in units if not {unit, f"{unit}.service"} & there} == set()
