"""What is known of the vulnerabilities of the locked packages."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from scripts import vulnerabilities

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
    found = vulnerabilities.read_answer({"dependencies": report}, 2)
    assert (found.exit_code, list(found.write_lines())) == (code, said)


@pytest.mark.parametrize("program", ["raise SystemExit('no network')", "print('no JSON')"])
def test_a_service_that_cannot_be_reached_is_no_answer(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    run = subprocess.run
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **options: run([command[0], "-c", program], **options),
    )
    assert vulnerabilities._run_audit() == {}
