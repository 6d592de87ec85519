"""What is put into service: units, proxy, image. What needs systemd or nginx itself is said in docs/operation.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
from sqlalchemy import text

import cli
from db.results import raw_rows
from db.session import open_engine
from scripts.cluster import SUPERUSER, Cluster
from service import limits, routes

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
NGINX = (DEPLOY / "nginx" / "maalstreg.conf").read_text("utf-8")
CONTAINERFILE = (DEPLOY / "container" / "Containerfile").read_text("utf-8")


class Unit(ConfigParser):
    """A unit of systemd, in which a key may stand several times and is written as it is."""

    def __init__(self, path: Path) -> None:
        super().__init__(strict=False, interpolation=None, delimiters=("=",))
        self.read(path, "utf-8")

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_has_no_more_rights_than_it_needs(path: Path) -> None:
    service = Unit(path)["Service"]
    for name in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictSUIDSGID"):
        assert service[name] == "yes", name
    assert (service["ProtectSystem"], service["User"], service["UMask"]) == ("strict", "maalstreg", "0077")
    assert service["CapabilityBoundingSet"] == ""
    assert "LoadCredential" in service


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_what_a_service_runs_is_there_and_can_be_run(path: Path) -> None:
    program = Unit(path)["Service"]["ExecStart"].split()[0].removeprefix("/opt/maalstreg/")
    assert os.access(ROOT / program, os.X_OK)


@pytest.mark.parametrize("timer", sorted((DEPLOY / "systemd").glob("*.timer")), ids=lambda path: path.name)
def test_a_timer_starts_a_service_that_is_there_and_makes_up_for_what_it_missed(timer: Path) -> None:
    assert timer.with_suffix(".service") in SERVICES
    assert Unit(timer)["Timer"]["Persistent"] == "yes"


def test_uploads_are_limited_alike_everywhere() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    largest = config["server"]["maxUploadSize"]
    assert largest * 1_000_000 == raw_rows.LARGEST_FILE
    assert f"client_max_body_size {largest + 1}m;" in NGINX


def test_the_proxy_leaves_the_security_headers_to_the_server() -> None:
    assert re.findall(r"add_header\s+(\S+)", NGINX) == ["Set-Cookie"]


def test_the_proxy_keeps_the_figures_in_the_house() -> None:
    for path in ("/metrics", "/api/metrics", "/_stcore/metrics", "/api/ready"):
        assert re.search(rf"location = {path}\s+{{ return 404; }}", NGINX), path


@pytest.mark.parametrize(
    "path", ["/auth/", "/oauth2callback", "/media/", "/_stcore/upload_file/", "/api/calendar/"]
)
def test_the_proxy_limits_what_the_server_limits(path: str) -> None:
    assert routes.FAMILIES[path] in limits.make_usual_limits()
    place = re.search(rf"location (?:=|\^~) {re.escape(path)} {{(.*?)}}", NGINX, re.DOTALL)
    assert place is not None
    assert "limit_req zone=" in place[1]


def test_the_image_installs_by_hash_runs_as_nobody_in_particular_and_says_how_it_is() -> None:
    final = CONTAINERFILE.rpartition("FROM ")[2]
    assert "--require-hashes" in CONTAINERFILE
    assert re.search(r"^USER (?!0|root)", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert "/api/health" in final
    assert "pip install" not in final


def test_the_image_holds_every_package_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    parts = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    copied = {word for line in CONTAINERFILE.splitlines() if line.startswith("COPY") for word in line.split()}
    assert {*parts, ".streamlit", "static"} <= copied


def credentials(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {"CREDENTIALS_DIRECTORY": str(folder), "PATH": os.environ["PATH"]}
    program = [str(DEPLOY / "with-credentials"), *command]
    return subprocess.run(program, env=environment, capture_output=True, text=True, check=False)


def test_secrets_reach_the_program_from_files(tmp_path: Path) -> None:
    (tmp_path / "database-url").write_text("postgresql://maalstreg:a b'c@database/maalstreg\n")
    done = credentials(
        tmp_path, "sh", "-c", 'printf "%s|%s" "$MAALSTREG_DATABASE_URL" "${MAALSTREG_OIDC_CLIENT_SECRET-}"'
    )
    assert done.stdout == "postgresql://maalstreg:a b'c@database/maalstreg|"


def test_what_the_program_ends_with_is_passed_on(tmp_path: Path) -> None:
    assert credentials(tmp_path, "sh", "-c", "exit 7").returncode == 7


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """`deploy/` beside a terminal that makes a copy, or fails for a database that is called broken."""
    folder = tmp_path / "installed"
    for name in ("deploy", ".venv/bin"):
        (folder / name).mkdir(parents=True)
    for name in ("backup", "with-credentials"):
        (folder / "deploy" / name).write_bytes((DEPLOY / name).read_bytes())
        (folder / "deploy" / name).chmod(0o755)
    terminal = folder / ".venv/bin/maalstreg"
    terminal.write_text('#!/bin/sh\n[ "$MAALSTREG_DATABASE_URL" != broken ] && : >"$2"\n')
    terminal.chmod(0o755)
    return folder


def backed_up(installed: Path, copies: Path, database: str) -> int:
    environment = {"STATE_DIRECTORY": str(copies), "MAALSTREG_BACKUPS_KEPT": "3", "PATH": os.environ["PATH"]}
    environment["MAALSTREG_DATABASE_URL"] = database
    return subprocess.run([installed / "deploy" / "backup"], env=environment, check=False).returncode


def test_the_newest_copies_are_kept_and_nothing_else_is_touched(installed: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    old = [f"maalstreg-2026010{day}T021500Z.copy" for day in range(1, 6)]
    for name in (*old, "notes.txt"):
        (copies / name).touch()
    assert backed_up(installed, copies, "sound") == 0
    left = sorted(path.name for path in copies.iterdir())
    assert len(left) == 4
    assert {*old[3:], "notes.txt"} < set(left)


def test_a_copy_that_fails_removes_none(installed: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    old = [f"maalstreg-2026010{day}T021500Z.copy" for day in range(1, 6)]
    for name in old:
        (copies / name).touch()
    assert backed_up(installed, copies, "broken") != 0
    assert sorted(path.name for path in copies.iterdir()) == old


OWNERS_OWN = {"maalstreg-init.service", "maalstreg-backup.service"}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_only_what_migrates_and_copies_is_handed_the_owner_of_the_database(path: Path) -> None:
    handed = set(re.findall(r"^LoadCredential=([a-z-]+):", path.read_text("utf-8"), re.MULTILINE))
    assert "database-url" in handed
    assert ("owner-database-url" in handed) is (path.name in OWNERS_OWN)


def test_in_containers_the_servers_know_the_applications_role_alone() -> None:
    compose = (DEPLOY / "container" / "compose.yaml").read_text("utf-8")
    servers = compose[compose.index("x-server:") : compose.index("services:")]
    migrated = compose[compose.index("  migrated:") : compose.index("  server-1:")]
    assert "owner" not in servers
    assert "condition: service_completed_successfully" in servers
    assert "secrets: [database-url, owner-database-url]" in migrated


COMMANDS = {path: Unit(path)["Service"]["ExecStart"].partition("bin/maalstreg ")[2] for path in SERVICES}


@pytest.mark.parametrize("path", [path for path in SERVICES if COMMANDS[path]], ids=lambda path: path.name)
def test_a_unit_calls_a_command_that_there_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["maalstreg", *COMMANDS[path].split(), "--help"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0


def test_every_secret_that_is_handed_over_is_taken() -> None:
    taken = set(
        re.findall(r"^take \w+ ([a-z-]+)$", (DEPLOY / "with-credentials").read_text("utf-8"), re.MULTILINE)
    )
    handed = {
        name
        for path in SERVICES
        for name in re.findall(r"^LoadCredential=([a-z-]+):", path.read_text("utf-8"), re.MULTILINE)
    }
    assert handed == taken


def test_the_containers_database_has_the_two_roles(cluster: Cluster, tmp_path: Path) -> None:
    """The script that PostgreSQL's image runs, on a cluster of the tests' own."""
    script = (DEPLOY / "container" / "roles.sh").read_text("utf-8")
    for name in ("owner-password", "app-password"):
        (tmp_path / name).write_text("a 'quoted' one\n")
    for old, new in (
        ("/run/secrets", str(tmp_path)),
        ("maalstreg_owner", "of_image_owner"),
        ("maalstreg_app", "of_image_app"),
        ("DATABASE maalstreg", "DATABASE of_image"),
    ):
        script = script.replace(old, new)
    environment = {
        **os.environ,
        "POSTGRES_USER": SUPERUSER,
        "PGHOST": str(cluster.folder),
        "PGPASSWORD": cluster.password,
    }
    copy = tmp_path / "roles.sh"
    copy.write_text(script)
    copy.chmod(0o755)
    subprocess.run([copy], env=environment, check=True, capture_output=True)
    with open_engine(cluster.url("of_image", SUPERUSER)).connect() as connection:
        found = connection.execute(
            text(
                "SELECT rolname, rolcreatedb, rolsuper, rolcanlogin FROM pg_roles"
                " WHERE rolname LIKE 'of\\_image%' ORDER BY 1"
            )
        ).all()
    assert [tuple(row) for row in found] == [
        ("of_image_app", False, False, True),
        ("of_image_owner", True, False, True),
    ]


def test_the_proxy_writes_no_address_that_was_asked_for() -> None:
    """Nor could it: the address of a calendar is a secret."""
    (form,) = re.findall(r"log_format maalstreg escape=json(.*?);", NGINX, re.DOTALL)
    written = set(re.findall(r"\$(\w+)", form))
    assert written & {"request", "request_uri", "uri", "args", "query_string", "document_uri"} == set()
    assert set(re.findall(r"access_log\s+([^;]+);", NGINX)) == {
        "off",
        "/var/log/nginx/maalstreg.log maalstreg",
    }
