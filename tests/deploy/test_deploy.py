"""What is put into service: units, proxy, image. What needs systemd or nginx itself is said in docs/operation.md."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
from sqlalchemy import text

import cli
from bench.servers import ARENAS, make_environment
from db.results import raw_rows
from db.session import open_engine
from scripts.cluster import SUPERUSER, Cluster
from service import limits, routes
from tests.fixtures.needs import need

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
NGINX = (DEPLOY / "nginx" / "maalstreg.conf").read_text("utf-8")
TELLER = DEPLOY / "systemd" / "maalstreg-failed@.service"
ANALYZE = shutil.which("systemd-analyze")
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


def test_the_program_is_kept_from_holding_memory_for_each_thread_however_it_is_started() -> None:
    unit = (DEPLOY / "systemd" / "maalstreg@.service").read_text("utf-8")
    assert f"\nEnvironment=MALLOC_ARENA_MAX={ARENAS}\n" in unit
    assert f"\nENV MALLOC_ARENA_MAX={ARENAS}\n" in CONTAINERFILE.rpartition("FROM ")[2]
    assert make_environment("")["MALLOC_ARENA_MAX"] == ARENAS


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


def test_the_copies_lie_in_their_own_folder_where_systemd_names_that_of_the_database_too(
    installed: Path, tmp_path: Path
) -> None:
    state = Unit(DEPLOY / "systemd" / "maalstreg-backup.service")["Service"]["StateDirectory"].split()
    assert state[-1] == "maalstreg/backups"
    for name in ("maalstreg", "maalstreg/backups"):
        (tmp_path / name).mkdir()
    environment = {
        "STATE_DIRECTORY": ":".join(str(tmp_path / name) for name in state),
        "PATH": os.environ["PATH"],
    }
    environment["MAALSTREG_DATABASE_URL"] = "sound"
    subprocess.run([installed / "deploy" / "backup"], env=environment, check=True)
    assert len(list((tmp_path / "maalstreg/backups").glob("*.copy"))) == 1


@pytest.mark.parametrize("path", [path for path in SERVICES if path != TELLER], ids=lambda path: path.name)
def test_on_sqlite_a_unit_may_write_where_the_database_lies_and_starts_without_an_owner(path: Path) -> None:
    text = path.read_text("utf-8")
    assert Unit(path)["Service"]["StateDirectory"].split()[0] == "maalstreg"
    # Without this systemd would not start a unit whose secret has no file.
    for name in ("owner-database-url", "replica-database-url", "smtp-password"):
        assert (f"LoadCredential={name}:" in text) is (f"\nSetCredential={name}:\\n\n" in text)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_the_log_of_every_unit_is_kept_for_thirteen_months(path: Path) -> None:
    assert Unit(path)["Service"]["LogNamespace"] == "maalstreg"
    kept = Unit(DEPLOY / "systemd" / "journald@maalstreg.conf")["Journal"]
    assert (kept["Storage"], kept["MaxRetentionSec"]) == ("persistent", "13month")


def test_systemd_finds_no_fault_with_the_units(tmp_path: Path) -> None:
    analyze = need(ANALYZE, "systemd-analyze")
    for path in (DEPLOY / "systemd").iterdir():
        (tmp_path / path.name).write_text(path.read_text("utf-8").replace("/opt/maalstreg/", f"{ROOT}/"))
    units = [str(path) for path in tmp_path.iterdir() if path.suffix in {".service", ".timer"}]
    told = subprocess.run([analyze, "verify", *units], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


def test_an_empty_secret_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "owner-database-url").write_text("\n")
    done = credentials(tmp_path, "sh", "-c", 'printf "%s" "${MAALSTREG_OWNER_DATABASE_URL-none}"')
    assert done.stdout == "none"


def test_the_image_can_make_a_copy_and_the_compose_file_has_a_place_for_it() -> None:
    compose = (DEPLOY / "container" / "compose.yaml").read_text("utf-8")
    (server,) = re.findall(r"library/postgres:(\d+)-", compose)
    (client,) = re.findall(r"postgresql-client-(\d+)", CONTAINERFILE)
    assert int(client) >= int(server)
    copy = compose[compose.index("  copy:") : compose.index("  server-1:")]
    assert "owner-database-url" in copy
    assert "copies:/var/lib/maalstreg/backups" in copy
    assert "-o 10001 /var/lib/maalstreg/backups" in CONTAINERFILE


def test_a_copy_that_fails_removes_none(installed: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    old = [f"maalstreg-2026010{day}T021500Z.copy" for day in range(1, 6)]
    for name in old:
        (copies / name).touch()
    assert backed_up(installed, copies, "broken") != 0
    assert sorted(path.name for path in copies.iterdir()) == old


@pytest.mark.parametrize("path", [path for path in SERVICES if path != TELLER], ids=lambda path: path.name)
def test_a_unit_that_fails_is_told_of(path: Path) -> None:
    assert Unit(path)["Unit"]["OnFailure"] == "maalstreg-failed@%n.service"


def test_a_failure_is_a_line_of_the_log_with_the_level_of_an_error() -> None:
    told = subprocess.run(
        [DEPLOY / "tell-failure", "maalstreg-backup.service"], capture_output=True, text=True, check=True
    )
    line = json.loads(told.stderr.removeprefix("<3>"))
    assert (line["level"], line["event"], line["unit"]) == (
        "error",
        "unit_failed",
        "maalstreg-backup.service",
    )


def test_no_timer_skips_the_night_on_which_clocks_go_forward() -> None:
    """In 2027 that is the night to Sunday 28 March: after two o'clock comes three."""
    analyze = need(ANALYZE, "systemd-analyze")
    when = Unit(DEPLOY / "systemd" / "maalstreg-backup.timer")["Timer"]["OnCalendar"]
    told = subprocess.run(
        [analyze, "calendar", "--base-time=2027-03-27 12:00 UTC", when],
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Next elapse: Sun 2027-03-28 01:15:00 UTC" in told.stdout


OWNERS_OWN = {"maalstreg-init.service", "maalstreg-backup.service"}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_only_what_migrates_and_copies_is_handed_the_owner_of_the_database(path: Path) -> None:
    handed = set(re.findall(r"^LoadCredential=([a-z-]+):", path.read_text("utf-8"), re.MULTILINE))
    assert ("database-url" in handed) is (path != TELLER)
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
        ("connect maalstreg", "connect of_image"),
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
        makes = "SELECT has_function_privilege('of_image_app', 'lo_create(oid)', 'EXECUTE')"
        assert connection.scalar(text(makes)) is False
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


def test_what_is_put_into_service_holds_nobody_s_plans_to_begin_with() -> None:
    assert COMMANDS[DEPLOY / "systemd" / "maalstreg-init.service"] == "init --empty"
    compose = (DEPLOY / "container" / "compose.yaml").read_text("utf-8")
    assert "command: [maalstreg, init, --empty]" in compose


def test_the_log_of_failed_sign_ins_is_kept_for_days_and_taken_by_no_other_rule() -> None:
    conf, rule = ((DEPLOY / "nginx" / f"maalstreg.{end}").read_text("utf-8") for end in ("conf", "logrotate"))
    (log,) = set(re.findall(r"error_log (\S*sign-in\S*) error;", conf))
    assert not log.endswith(".log")  # Debian's rule for nginx takes *.log, and we have it keep months
    assert f"\n{log} {{\n    daily\n    rotate 14\n" in rule
