"""The lock files install the same anywhere: names, versions and hashes, and nothing about one machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


def locked(path: Path) -> dict[str, list[str]]:
    """Each `name==version` of a lock file with its hashes."""
    entries = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").replace("\\\n", "").strip())
    return {entry.split()[0]: re.findall(r"--hash=(\S+)", entry) for entry in entries}


def names(path: Path) -> set[str]:
    return {pin.split("==")[0] for pin in locked(path)}


def direct(groups: list[str]) -> set[str]:
    """The names that pyproject.toml asks for, written as the lock files write them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"]]
    for group in groups:
        wanted += project["dependency-groups"][group]
    return {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", text)[0]).lower() for text in wanted}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_holds_no_address_and_no_path(lock: Path) -> None:
    for line in lock.read_text(encoding="utf-8").splitlines():
        assert "://" not in line
        assert not re.search(r"(^|[\s=@'\"])(/|~|\.{1,2}/|[A-Za-z]:\\)", line), line
        assert not line.lstrip().startswith("--") or line.lstrip().startswith("--hash=sha256:"), line


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_pinned_and_has_hashes(lock: Path) -> None:
    for pin, hashes in locked(lock).items():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.!+]+", pin)
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), pin


def test_every_direct_dependency_is_locked() -> None:
    assert direct(["build"]) <= names(LOCKS[0])
    assert direct(["build", "dev"]) <= names(LOCKS[1])


def test_the_dev_lock_holds_the_other_one_unchanged() -> None:
    assert locked(LOCKS[0]).items() <= locked(LOCKS[1]).items()
