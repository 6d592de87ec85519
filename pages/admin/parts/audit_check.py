"""Whether the audit holds: all of it is gone through when asked and once a day, and in between what has come since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from db import session
from db.audit import chain, search, unknown_rows
from db.audit.chain import Anchor
from db.audit.search import EntryFilter
from db.location import find_database_url
from db.scope import EVERYTHING
from metrics.errors import Problem
from pages.admin.parts.audit_sheet import AuditCheck

CHECK_SECONDS = 300
WHOLE_SECONDS = 86_400  # all of it is everything that was ever recorded


@dataclass(frozen=True, slots=True)
class WholeCheck:
    """A check of all there was: when, what was wrong, and where the audit stood."""

    at: datetime
    problems: tuple[Problem, ...]
    anchor: Anchor | None


def check_audit() -> AuditCheck:
    """Check whether the audit is intact, now or not long ago."""
    return _check(find_database_url())


def forget_check() -> None:
    """Make the next check go through the whole audit again."""
    _check.clear()
    _check_whole.clear()


@st.cache_resource(max_entries=2, ttl=CHECK_SECONDS, show_spinner=False)
def _check(url: str) -> AuditCheck:
    whole = _check_whole(url)
    with session.open_reading(url, sees=EVERYTHING) as db:
        newer = () if whole.problems else tuple(chain.find_chain_problems(db, whole.anchor))
        unknown = unknown_rows.find_unknown_rows(db)
        total = search.count_entries(db, EntryFilter())
    if newer:
        # Where all holds among itself, it is still not what it was.
        newer = _go_through(url).problems or newer
    elif whole.problems:
        _check_whole.clear()  # what is broken is gone through again at the next check
    return AuditCheck(datetime.now(UTC), total, (*whole.problems, *newer, *unknown), whole.at)


@st.cache_resource(max_entries=2, ttl=WHOLE_SECONDS, show_spinner=False)
def _check_whole(url: str) -> WholeCheck:
    return _go_through(url)


def _go_through(url: str) -> WholeCheck:
    at = datetime.now(UTC)
    with session.open_reading(url, sees=EVERYTHING) as db:
        return WholeCheck(at, tuple(chain.find_chain_problems(db)), chain.read_anchor(db))
