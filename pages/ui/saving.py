"""Writes from the pages: one transaction each, problems returned instead of raised, and what was done said once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db import session
from db.audit import chain
from db.failures import explain_error, is_unreachable
from db.location import find_database_url
from metrics.errors import InvalidInput, Problem
from pages.ui import data_version, reader
from service import figures, logs

NOTED, SAID = "done", "done said"


def write_change(change: Callable[[Session], object]) -> Sequence[Problem]:
    """Run a command as the current reader; return the problems that prevented it."""
    found = write_typed(change)
    if not found:
        data_version.note_write()
    return found


class CheckDone(Exception):
    """Raised at the end of a check to undo what was tried."""


def check_change(change: Callable[[Session], object]) -> Sequence[Problem]:
    """Run a command as the current reader and undo it; return the problems that would prevent it."""

    def attempt(db: Session) -> None:
        change(db)
        db.flush()
        raise CheckDone

    try:
        return write_typed(attempt)
    except CheckDone:
        return []


def write_typed(change: Callable[[Session], object]) -> Sequence[Problem]:
    """Run a command that changes working rows only, which are no part of the data's version."""
    try:
        with session.open_writing(find_database_url(), reader.require_reader()) as db:
            change(db)
    except InvalidInput as refused:
        _record_refusals(refused.problems)
        return refused.problems
    except SQLAlchemyError as wrong:
        if is_unreachable(wrong):
            return [Problem("database_away")]
        return [Problem("cannot_write", params={"reason": explain_error(wrong)})]
    return []


def _record_refusals(problems: Sequence[Problem]) -> None:
    """Record in the audit each attempt at something not permitted, in a transaction of its own."""
    # What was attempted has been rolled back, and the record of it with that.
    for problem in problems:
        if problem.code == "not_permitted":
            with session.open_writing(find_database_url(), reader.require_reader()) as db:
                chain.record_entry(db, f"refused.{problem.params['action']}", problem.place)
            figures.REFUSED.labels("write").inc()
            logs.log_refusal("write_refused", action=str(problem.params["action"]))


def note_done(act: str, what: Any) -> None:
    """Note what was done in an act of a kind, for the next run to say that comes to its end."""
    st.session_state.setdefault(NOTED, {})[act] = what


def find_done(act: str) -> Any:
    """Find what was just done in an act of a kind, to say it now; None where nothing was."""
    noted: dict[str, Any] = st.session_state.get(NOTED, {})
    st.session_state.setdefault(SAID, set()).add(act)
    return noted.get(act)


def begin_telling() -> None:
    """Begin a page's run: what one that was interrupted has said is said again."""
    st.session_state.pop(SAID, None)


@contextmanager
def tell_once() -> Iterator[None]:
    """Let go of what is said in a part of a page, once that has come to its end, and of nothing that another says."""
    outside = st.session_state.get(SAID, set())
    st.session_state[SAID] = set()
    yield
    forget_said()
    st.session_state[SAID] = outside


def forget_said() -> None:
    """Forget what has been said, now that the run or the part of the page that said it has come to its end."""
    noted: dict[str, Any] = st.session_state.get(NOTED, {})
    for act in st.session_state.pop(SAID, ()):
        noted.pop(act, None)
