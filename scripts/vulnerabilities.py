"""Asks whether a locked package has a known vulnerability. One that has fails the check.

A service that cannot be asked does not: then a line says that nothing was checked, so that a machine without a
network can run all other checks, and nobody reads silence as an answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.lockfile import LOCK, packages

PATIENCE = 60  # seconds for all packages
SOCKET_PATIENCE = 5  # seconds for one answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of the locked packages: how many were looked up, and what was found."""

    asked: int
    answered: int = 0
    found: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 for anything found."""
        return 1 if self.found else 0

    def lines(self) -> Iterator[str]:
        """The answer in words."""
        yield from self.found
        if not self.answered:
            yield f"vulnerabilities: NOT CHECKED, the service did not answer for any of {self.asked} packages"
        elif self.answered < self.asked:
            unknown = self.asked - self.answered
            yield f"vulnerabilities: {len(self.found)} known; {unknown} of {self.asked} packages NOT CHECKED"
        else:
            yield f"vulnerabilities: {len(self.found)} known in {self.asked} packages"


def main() -> int:
    """Ask, and print the answer; 1 for a known vulnerability."""
    found = answer(_report(), len(packages(LOCK)))
    for line in found.lines():
        print(line)
    return found.exit_code


def answer(report: Mapping[str, Any], asked: int) -> Answer:
    """What pip-audit's report says of the packages that were asked about."""
    looked_up = [package for package in report.get("dependencies", []) if "skip_reason" not in package]
    found = [
        f"{package['name']} {package['version']}: {known['id']}"
        f" (mended in {', '.join(known['fix_versions']) or 'no version yet'})"
        for package in looked_up
        for known in package["vulns"]
    ]
    return Answer(asked, len(looked_up), found)


def _report() -> Mapping[str, Any]:
    """pip-audit's report; empty where it could not ask."""
    options = ["--no-deps", "--disable-pip", "--progress-spinner=off", f"--timeout={SOCKET_PATIENCE}"]
    command = [sys.executable, "-m", "pip_audit", "-r", str(LOCK), *options, "--format=json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        report: Mapping[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {}
    return report


if __name__ == "__main__":
    sys.exit(main())
