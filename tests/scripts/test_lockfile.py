"""The packages of a lock file."""

from __future__ import annotations

from pathlib import Path

from scripts.lockfile import Package, read_packages


def test_each_package_has_its_name_version_and_hashes_and_no_marker(tmp_path: Path) -> None:
    one, two, three = ("a" * 64, "b" * 64, "c" * 64)
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        f"polars==2.1.0 \\\n    --hash=sha256:{one} \\\n    --hash=sha256:{two}\n"
        f"tzdata==2026.1 ; sys_platform == 'win32' \\\n    --hash=sha256:{three}\n"
    )
    assert read_packages(lock) == [
        Package("polars", "2.1.0", (one, two)),
        Package("tzdata", "2026.1", (three,)),
    ]
