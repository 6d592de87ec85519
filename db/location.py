"""Where the database is: its addresses in the environment, and what an address consists of."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from metrics.errors import refuse

ROOT = Path(__file__).resolve().parent.parent
URL_VARIABLE = "MAALSTREG_DATABASE_URL"
OWNER_VARIABLE = "MAALSTREG_OWNER_DATABASE_URL"


def find_database_url() -> str:
    """Find the address of the database: from the environment, otherwise a SQLite file under `var/`."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{ROOT / 'var' / 'maalstreg.db'}"


def find_owner_url() -> str:
    """Find the address of the same database for the owner of its tables; by default the application's own."""
    return os.environ.get(OWNER_VARIABLE) or find_database_url()


@lru_cache(maxsize=16)
def parse_address(url: str) -> URL:
    """Parse the address of a database. Raises InvalidInput (`database_kind`)."""
    try:
        found = make_url(url)
    except ArgumentError as wrong:
        raise refuse("database_kind", URL_VARIABLE, allowed="sqlite, postgresql") from wrong
    if found.get_backend_name() not in {"sqlite", "postgresql"}:
        raise refuse("database_kind", URL_VARIABLE, allowed="sqlite, postgresql")
    return found
