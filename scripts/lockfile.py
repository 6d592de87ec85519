"""The packages of a lock file, each with its version and the digests of its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"


@dataclass(frozen=True, slots=True)
class Package:
    """A locked package; `hashes` are SHA-256 digests, one for each file it may be installed from."""

    name: str
    version: str
    hashes: tuple[str, ...]


def read_packages(lock: Path) -> list[Package]:
    """Read the packages of a lock file, in its order."""
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").replace("\\\n", "").strip())
    return [_parse_package(entry) for entry in entries]


def _parse_package(entry: str) -> Package:
    name, _, version = entry.split(maxsplit=1)[0].partition("==")
    return Package(name, version, tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)))
