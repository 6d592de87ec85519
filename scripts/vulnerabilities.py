"""Look up known vulnerabilities of the locked packages; any that is found fails the check.

A service that does not answer fails nothing, so that the other checks run without a network. A line then says that
nothing was checked, so that nobody reads silence as an answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.lockfile import LOCK, read_packages

PATIENCE = 60  # seconds for all packages
SOCKET_PATIENCE = 5  # seconds for one answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a lookup found: how many packages were asked about, how many answered for, and the vulnerabilities."""

    asked: int
    answered: int = 0
    found: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 if anything was found."""
        return 1 if self.found else 0

    def write_lines(self) -> Iterator[str]:
        """Write the answer line by line."""
        yield from self.found
        if not self.answered:
            yield f"vulnerabilities: NOT CHECKED, the service did not answer for any of {self.asked} packages"
        elif self.answered < self.asked:
            unknown = self.asked - self.answered
            yield f"vulnerabilities: {len(self.found)} known; {unknown} of {self.asked} packages NOT CHECKED"
        else:
            yield f"vulnerabilities: {len(self.found)} known in {self.asked} packages"


def main() -> int:
    """Print what is known; return 1 for a known vulnerability."""
    found = read_answer(_run_audit(), len(read_packages(LOCK)))
    for line in found.write_lines():
        print(line)
    return found.exit_code


def read_answer(report: Mapping[str, Any], asked: int) -> Answer:
    """Read pip-audit's report on the packages that were asked about."""
    looked_up = [package for package in report.get("dependencies", []) if "skip_reason" not in package]
    found = [
        f"{package['name']} {package['version']}: {known['id']}"
        f" (mended in {', '.join(known['fix_versions']) or 'no version yet'})"
        for package in looked_up
        for known in package["vulns"]
    ]
    return Answer(asked, len(looked_up), found)


def _run_audit() -> Mapping[str, Any]:
    """Run pip-audit and return its report, empty if the service could not be asked."""
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
