"""The check of a package: that every file in it is the one that its manifest tells of, and that none is missing."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile, ZipFile

from metrics.errors import Problem

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class PackageCheck:
    """What was found of a package: its SHA-256, how many files it has, and everything wrong with it."""

    digest: str
    files: int
    problems: tuple[Problem, ...]


def check_package(content: bytes, expected: str = "") -> PackageCheck:
    """Check a package against its manifest and, where it is known, against the SHA-256 it is `expected` to have."""
    digest = hashlib.sha256(content).hexdigest()
    found = []
    if expected and expected.strip().lower() != digest:
        found.append(Problem("package_other", params={"expected": expected, "found": digest}))
    try:
        with ZipFile(io.BytesIO(content)) as package:
            told = _read_manifest(package)
            found += _find_problems(package, told)
            return PackageCheck(digest, len(told), tuple(found))
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        NotImplementedError,
    ):
        return PackageCheck(digest, 0, (*found, Problem("package_broken")))


def _read_manifest(package: ZipFile) -> dict[str, str]:
    told: Any = json.loads(package.read(MANIFEST))
    return {one["path"]: one["sha256"] for one in told["files"]}


def _find_problems(package: ZipFile, told: dict[str, str]) -> Iterator[Problem]:
    names = package.namelist()
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield Problem("package_twice", name)
    for name, digest in told.items():
        if name not in names:
            yield Problem("package_file_missing", name)
        elif _digest(package, name) != digest:
            yield Problem("package_changed", name)
    for name in sorted(set(names) - set(told) - {MANIFEST}):
        yield Problem("package_extra", name)


def _digest(package: ZipFile, name: str) -> str:
    try:
        return hashlib.sha256(package.read(name)).hexdigest()
    except (BadZipFile, zlib.error, EOFError):
        return ""  # what cannot be read is not what was written
