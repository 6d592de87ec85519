"""Writes which packages the program is made of, with the digests they are installed by, as CycloneDX.

Made from the lock file alone, so that the same lock always gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from scripts.lockfile import LOCK, ROOT, Package, packages

TARGET = ROOT / "build" / "sbom.cdx.json"


def main() -> int:
    """Write the list and say where it is."""
    TARGET.parent.mkdir(exist_ok=True)
    made = bill(LOCK)
    TARGET.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    print(f"sbom: {len(made['components'])} packages in {TARGET.relative_to(ROOT)}")
    return 0


def bill(lock: Path) -> dict[str, Any]:
    """The program and the packages of a lock file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    program = {"type": "application", "name": project["name"], "version": project["version"]}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"bom-ref": project["name"], **program}},
        "components": [_component(package) for package in packages(lock)],
    }


def _component(package: Package) -> dict[str, Any]:
    address = f"pkg:pypi/{package.name}@{package.version}"
    hashes = [{"alg": "SHA-256", "content": digest} for digest in package.hashes]
    return {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "purl": address,
        # Each is the digest of one file the package may be installed from, not one file's digest in many ways.
        "externalReferences": [{"type": "distribution", "url": address, "hashes": [one]} for one in hashes],
    }


if __name__ == "__main__":
    sys.exit(main())
