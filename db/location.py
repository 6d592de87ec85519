"""Where the database is: its addresses in the environment, and what an address consists of."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from metrics.errors import refuse

ROOT = Path(__file__).resolve().parent.parent
URL_VARIABLE = "MAALSTREG_DATABASE_URL"
OWNER_VARIABLE = "MAALSTREG_OWNER_DATABASE_URL"
REPLICA_VARIABLE = "MAALSTREG_REPLICA_DATABASE_URL"
_CREDENTIALS = re.compile(r"postgresql[^:]*://(.*)@", re.DOTALL)
_NOT_ENCODED = re.compile(r"[@/?#\[\]]|%(?![0-9A-Fa-f]{2})")


def find_database_url() -> str:
    """Find the address of the database: from the environment, otherwise a SQLite file under `var/`."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{ROOT / 'var' / 'maalstreg.db'}"


def find_owner_url() -> str:
    """Find the address of the same database for the owner of its tables; by default the application's own."""
    return os.environ.get(OWNER_VARIABLE) or find_database_url()


def find_replica_url(url: str) -> str | None:
    """Find the address of the replica of a database, which only the application's own may have.

    Raises InvalidInput (`database_kind`) where either is not PostgreSQL.
    """
    other = os.environ.get(REPLICA_VARIABLE)
    if not other or url != find_database_url():
        return None
    if {parse_address(one).get_backend_name() for one in (url, other)} != {"postgresql"}:
        raise refuse("database_kind", REPLICA_VARIABLE, allowed="postgresql")
    return other


@lru_cache(maxsize=16)
def parse_address(url: str) -> URL:
    """Parse the address of a database. Raises InvalidInput (`database_kind`, `password_not_encoded`)."""
    # An address that is cut at the wrong place has a part of its password in the next error message.
    credentials = _CREDENTIALS.match(url)
    if credentials and _NOT_ENCODED.search(credentials[1]):
        raise refuse("password_not_encoded", _find_variable(url))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as wrong:  # a port that is no number is a ValueError
        raise refuse("database_kind", _find_variable(url), allowed="sqlite, postgresql") from wrong
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise refuse("database_kind", _find_variable(url), allowed="sqlite, postgresql")
    return parsed


def _find_variable(url: str) -> str:
    """Find the variable an address stands in."""
    others = (OWNER_VARIABLE, REPLICA_VARIABLE)
    return next((name for name in others if url == os.environ.get(name)), URL_VARIABLE)
