"""The version of the program that judges, for what is kept beyond the process that worked it out."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import version

from db.location import ROOT

ROOMS = ("metrics", "db", "pages")
"""Where it is read, judged and counted."""
LIBRARIES = (
    "numpy",
    "scipy",
    "polars",
    "pydantic",
    "pydantic_core",
    "holidays",
    "python-dateutil",
    "SQLAlchemy",
)
"""What judges goes by these; by `holidays` a deadline falls on another day."""


@cache
def find_code_version() -> str:
    """Identify every line by which anything is read and judged, and what it is run by."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            written = path.read_bytes()
            digest.update(f"{path.relative_to(ROOT)} {len(written)}\n".encode() + written)
    libraries = {name: version(name) for name in LIBRARIES}
    digest.update(f"{platform.python_version()} {platform.machine()} {libraries}".encode())
    return digest.hexdigest()
