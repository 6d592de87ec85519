"""The terminal as the service runs it, by `deploy/maalstreg`: settings, secrets, user, and who asked."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
TELLING = """#!/bin/sh
printf '%s|' "$@"
printf '%s|%s|' "$MAALSTREG_DATABASE_URL" "${MAALSTREG_OWNER_DATABASE_URL-none}"
printf '%s|%s|%s' "$MAALSTREG_OIDC_CLIENT_ID" "$MAALSTREG_SMTP_FROM" "$LOGNAME"
id -un >"$(dirname "$0")/user"
"""


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """`deploy/` beside a terminal that tells what it was given, and the settings in `etc/`."""
    for name in ("deploy", ".venv/bin", "etc"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("maalstreg", "with-credentials"):
        shutil.copy(DEPLOY / name, tmp_path / "deploy" / name)
    # The tests' user has no other to change to.
    script = tmp_path / "deploy" / "maalstreg"
    script.write_text(
        script.read_text().replace("setpriv --reuid=maalstreg --regid=maalstreg --init-groups", "")
    )
    terminal = tmp_path / ".venv/bin/maalstreg"
    terminal.write_text(TELLING)
    terminal.chmod(0o755)
    (tmp_path / "etc/settings.env").write_text(
        '# a comment\n\nMAALSTREG_OIDC_CLIENT_ID=$(id)`id`\nMAALSTREG_SMTP_FROM="a=b c"\n'
    )
    (tmp_path / "etc/database-url").write_text("app's\n")
    (tmp_path / "etc/owner-database-url").write_text("owner's\n")
    return tmp_path


def run(service: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {"PATH": os.environ["PATH"], "CONFIGURATION_DIRECTORY": str(service / "etc"), **environment}
    command = [str(service / "deploy" / "maalstreg"), *arguments]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_settings_are_taken_as_they_stand_and_never_carried_out(service: Path) -> None:
    told = run(service, "user", "list", LOGNAME="root").stdout
    assert told == "user|list|app's|none|$(id)`id`|a=b c|root"


@pytest.mark.parametrize(
    ("command", "handed"),
    [
        ("init --empty", True),
        ("backup copy", True),
        ("restore copy --over", True),
        ("erase a@b.dk --dry-run", True),
        ("audit verify", True),
        ("audit list", False),
        ("user grant a@b.dk administrator", False),
        ("plan import plan.toml", False),
        ("--help", False),
    ],
)
def test_only_what_needs_the_owner_of_the_database_is_handed_it(
    service: Path, command: str, *, handed: bool
) -> None:
    assert ("|owner's|" in run(service, *command.split()).stdout) is handed


def test_the_audit_is_told_who_asked(service: Path) -> None:
    assert run(service, "user", "list", SUDO_USER="anna", LOGNAME="root").stdout.endswith("|anna")


def test_it_is_found_by_a_link_from_where_commands_are(service: Path) -> None:
    link = service / "etc" / "maalstreg"
    link.symlink_to(service / "deploy" / "maalstreg")
    given = {"PATH": os.environ["PATH"], "CONFIGURATION_DIRECTORY": str(service / "etc")}
    assert subprocess.run([link, "x"], env=given, capture_output=True, check=True).stdout.startswith(b"x|")


def test_without_settings_it_says_where_they_are_and_how_to_make_them(service: Path) -> None:
    (service / "etc/settings.env").unlink()
    refused = run(service, "user", "list")
    assert refused.returncode == 2
    assert str(service / "etc/settings.env") in refused.stderr
    assert "docs/operation.md" in refused.stderr


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root changes to another user"
)
def test_it_runs_as_the_service_s_user_and_not_as_root(service: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    named = f"--reuid={nobody.pw_uid} --regid={nobody.pw_gid} --clear-groups"
    script = (DEPLOY / "maalstreg").read_text()
    # Not below the tests' own folder, which nobody but root may enter.
    with tempfile.TemporaryDirectory(prefix="maalstreg-terminal-") as folder:
        place = Path(folder)
        shutil.copytree(service, place, dirs_exist_ok=True)
        (place / "deploy/maalstreg").write_text(
            script.replace("--reuid=maalstreg --regid=maalstreg --init-groups", named)
        )
        for reached in (place, *(path for path in place.rglob("*") if path.is_dir())):
            reached.chmod(0o755)
        shutil.chown(place / ".venv/bin", nobody.pw_uid)
        run(place, "user", "list")
        assert (place / ".venv/bin/user").read_text() == "nobody\n"
