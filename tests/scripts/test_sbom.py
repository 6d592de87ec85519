"""The list of packages the program is made of."""

from __future__ import annotations

import json
import re

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts import sbom
from scripts.lockfile import LOCK


def test_the_bill_of_materials_holds_every_locked_package_with_its_hashes() -> None:
    made = sbom.build_bill(LOCK)
    held = {
        (part["name"], part["version"], one["hashes"][0]["content"])
        for part in made["components"]
        for one in part["externalReferences"]
    }
    text = LOCK.read_text("utf-8")
    assert {(name, version) for name, version, _ in held} == set(
        re.findall(r"^([a-z0-9-]+)==([\w.!+]+)", text, re.MULTILINE)
    )
    assert sorted(digest for *_, digest in held) == sorted(set(re.findall(r"sha256:([0-9a-f]{64})", text)))


def test_the_bill_of_materials_is_cyclonedx() -> None:
    made = json.dumps(sbom.build_bill(LOCK))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made) is None
