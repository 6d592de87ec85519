"""What nginx and a container engine are given: read here, and tried where they are."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from scripts.programs import find_nginx
from tests.fixtures.needs import need

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "container/compose.yaml"
RECIPE = DEPLOY / "container/Containerfile"
ENGINES = [found for name in ("podman", "docker") if (found := shutil.which(name))]


def answers(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    nginx, openssl = need(find_nginx(), "nginx"), need(shutil.which("openssl"), "openssl")
    made = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=maalstreg.example.dk",
    ]
    key, certificate = tmp_path / "maalstreg.key", tmp_path / "maalstreg.crt"
    subprocess.run([openssl, *made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    ours = (DEPLOY / "nginx/maalstreg.conf").read_text("utf-8")
    for old in ("/etc/nginx/tls", "/var/log/nginx"):
        assert old in ours
        ours = ours.replace(old, str(tmp_path))
    (tmp_path / "maalstreg.conf").write_text(ours)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {tmp_path / kind}; " for kind in kinds)
    whole = f"pid {tmp_path / 'pid'}; events {{}} http {{ {places} include {tmp_path / 'maalstreg.conf'}; }}"
    (tmp_path / "nginx.conf").write_text(whole)
    told = subprocess.run(
        [nginx, "-t", "-e", "stderr", "-p", tmp_path, "-c", tmp_path / "nginx.conf"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "[warn]" not in told.stderr


def list_names(text: str, key: str) -> set[str]:
    """The names in every list of a key that stands on one line of the compose file."""
    return {
        name
        for found in re.findall(rf"^ +{key}: \[(.+)\]$", text, re.MULTILINE)
        for name in found.split(", ")
    }


def find_section(text: str, name: str) -> str:
    """What is declared under a name of the compose file that stands first on its line."""
    return re.search(rf"^{name}:\n((?:(?: .*)?\n)+)", text, re.MULTILINE)[1]  # type: ignore[index]


def list_declared(text: str, name: str) -> set[str]:
    return set(re.findall(r"^  ([\w-]+):", find_section(text, name), re.MULTILINE))


def test_the_compose_file_hangs_together_and_an_engine_takes_it_where_there_is_one() -> None:
    text = COMPOSE.read_text("utf-8")
    services = list_declared(text, "services")
    assert {"database", "migrated", "copy", "server-1", "server-2", "proxy"} == services
    waited_for = list_names(text, "depends_on")
    waited_for |= set(re.findall(r"^ +([\w-]+):\n +condition:", text, re.MULTILINE))
    assert waited_for
    assert waited_for <= services
    assert list_names(text, "secrets") == list_declared(text, "secrets")
    assert list_names(text, "networks") == list_declared(text, "networks")
    places = set(re.findall(r"(?:- |\[.)([\w./-]+):/", find_section(text, "services")))
    assert {place for place in places if "/" not in place} == list_declared(text, "volumes")
    ours = {place for place in places if "/" in place} - {"./tls"}  # whose files no repository holds
    assert ours
    assert all((COMPOSE.parent / place).is_file() for place in ours)
    (context,), (recipe,) = (
        re.findall(rf"^ +{key}: (\S+)$", text, re.MULTILINE) for key in ("context", "dockerfile")
    )
    assert (COMPOSE.parent / context / recipe).resolve() == RECIPE
    if engine := next((one for one in ENGINES if answers(one, "compose", "version")), None):
        subprocess.run([engine, "compose", "-f", COMPOSE, "--profile", "copy", "config"], check=True)


def test_the_image_is_made_of_what_is_there_and_runs_a_command_where_it_can_be_built() -> None:
    steps = [
        line.split() for line in RECIPE.read_text("utf-8").splitlines() if line.startswith(("COPY", "FROM"))
    ]
    copied = [place for what, *places, _ in steps if what == "COPY" for place in places]
    assert "deploy/with-credentials" in copied
    assert "server.py" in copied
    stages = {f"--from={name}" for what, *_, name in steps if what == "FROM"}
    assert [place for place in copied if place.startswith("--") and place not in stages] == []
    inside = [place for place in copied if not place.startswith(("--", "/"))]
    assert [place for place in inside if not (ROOT / place).exists()] == []
    if engine := next((one for one in ENGINES if answers(one, "info")), None):
        subprocess.run([engine, "build", "-f", RECIPE, "-t", "maalstreg-tried", ROOT], check=True)
        subprocess.run([engine, "run", "--rm", "maalstreg-tried", "maalstreg", "--help"], check=True)
