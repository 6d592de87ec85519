"""Write a CycloneDX list of the locked packages with the digests they are installed by.

It is made from the lock file alone, so the same lock always gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from scripts.lockfile import LOCK, ROOT, Package, read_packages

TARGET = ROOT / "build" / "sbom.cdx.json"


def main() -> int:
    """Write the list and print where it is."""
    TARGET.parent.mkdir(exist_ok=True)
    made = build_bill(LOCK)
    TARGET.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    print(f"sbom: {len(made['components'])} packages in {TARGET.relative_to(ROOT)}")
    return 0


def build_bill(lock: Path) -> dict[str, Any]:
    """Build the list of the program and the packages of a lock file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    program = {"type": "application", "name": project["name"], "version": project["version"]}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"bom-ref": project["name"], **program}},
        "components": [_build_component(package) for package in read_packages(lock)],
    }


def _build_component(package: Package) -> dict[str, Any]:
    address = f"pkg:pypi/{package.name}@{package.version}"
    hashes = [{"alg": "SHA-256", "content": digest} for digest in package.hashes]
    return {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "purl": address,
        # CycloneDX takes several hashes as digests of one file; these are of different files, so each stands alone.
        "externalReferences": [{"type": "distribution", "url": address, "hashes": [one]} for one in hashes],
    }


if __name__ == "__main__":
    sys.exit(main())
