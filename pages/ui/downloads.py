"""Downloads: made on demand, recorded in the audit before they are handed out, and limited per session."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from db import session
from db.audit import exports
from db.audit.exports import Export
from db.location import find_database_url
from metrics.access import Person
from metrics.errors import refuse
from pages.ui import reader
from service import figures, logs, taken_files
from service.limits import Limit
from service.routes import Route
from service.taken_files import TakenFile

MOST, SECONDS = 12, 60.0


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file on offer: its kind, its subject, the institutions it belongs to, and its name."""

    what: Export
    subject: str
    institutions: tuple[str, ...]
    name: str
    media_type: str


def offer_file(label: str, file: OfferedFile, make: Callable[[], bytes]) -> None:
    """Show a button that downloads a file; a failure is told at the button, in the words of `ui.js`."""
    by = reader.find_reader_later()
    limit: Limit = st.session_state.setdefault("downloads", Limit(MOST, SECONDS))
    st.download_button(
        label,
        lambda: give_within(limit, lambda: hand_out(by(), file, make)),
        file_name=file.name,
        mime=file.media_type,
        on_click="ignore",
    )


def give_within(limit: Limit, give: Callable[[], bytes]) -> bytes:
    """Return what `give` returns. Raises InvalidInput (`too_often`) where the session exceeds its limit."""
    if not limit.allows("", time.monotonic()):
        figures.REFUSED.labels("too_often").inc()
        logs.log_refusal("too_often", route=Route.DOWNLOAD)
        raise refuse("too_often")
    return give()


def hand_out(by: Person | None, file: OfferedFile, make: Callable[[], bytes]) -> bytes:
    """Return the file's bytes, once the audit records who takes them.

    Raises InvalidInput (`signed_out`, `not_permitted`), and the database's own error where it cannot write.
    """
    if by is None:
        raise refuse("signed_out")
    content = make()
    with session.open_writing(find_database_url(), by) as db:
        exports.record_export(db, file.what, file.subject, *file.institutions)
    taken_files.note_taken(by, TakenFile(file.what, file.institutions), content, file.media_type, file.name)
    return content
