"""What is known of the packages the program is made of."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts import sbom, vulnerabilities
from scripts.lockfile import LOCK

WELL: dict[str, Any] = {"name": "polars", "version": "2.1.0", "vulns": []}
ILL = {
    "name": "starlette",
    "version": "1.0.0",
    "vulns": [{"id": "CVE-2026-48818", "fix_versions": ["1.1.0"], "aliases": [], "description": ""}],
}
SKIPPED = {"name": "uv", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("report", "code", "said"),
    [
        ([WELL, WELL], 0, ["vulnerabilities: 0 known in 2 packages"]),
        (
            [WELL, ILL],
            1,
            ["starlette 1.0.0: CVE-2026-48818 (mended in 1.1.0)", "vulnerabilities: 1 known in 2 packages"],
        ),
        ([WELL, SKIPPED], 0, ["vulnerabilities: 0 known; 1 of 2 packages NOT CHECKED"]),
        (
            [ILL, SKIPPED],
            1,
            [
                "starlette 1.0.0: CVE-2026-48818 (mended in 1.1.0)",
                "vulnerabilities: 1 known; 1 of 2 packages NOT CHECKED",
            ],
        ),
        (
            [SKIPPED, SKIPPED],
            0,
            ["vulnerabilities: NOT CHECKED, the service did not answer for any of 2 packages"],
        ),
    ],
)
def test_what_is_known_fails_and_what_could_not_be_asked_is_said(
    report: list[dict[str, Any]], code: int, said: list[str]
) -> None:
    found = vulnerabilities.answer({"dependencies": report}, 2)
    assert (found.exit_code, list(found.lines())) == (code, said)


@pytest.mark.parametrize("program", ["raise SystemExit('no network')", "print('no JSON')"])
def test_a_service_that_cannot_be_reached_is_no_answer(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    run = subprocess.run
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **options: run([command[0], "-c", program], **options),
    )
    assert vulnerabilities._report() == {}


def test_the_bill_of_materials_holds_every_locked_package_with_its_hashes() -> None:
    made = sbom.bill(LOCK)
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
    made = json.dumps(sbom.bill(LOCK))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made) is None
