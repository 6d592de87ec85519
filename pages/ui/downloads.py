"""Files to take away: made when somebody asks, given only when that stands on record, and no more often than needed."""

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
from service import figures, logs
from service.limits import Limit
from service.routes import Route

MOST, SECONDS = 12, 60.0


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """What a file holds: its kind, what it is about, and the institutions whose it is; and what it is called."""

    what: Export
    subject: str
    institutions: tuple[str, ...]
    name: str
    media_type: str


def offer_file(label: str, file: OfferedFile, make: Callable[[], bytes]) -> None:
    """A button that gives a file. Streamlit tells at the button that it could not, in the words of `ui.js`."""
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
    """What is given, for as long as this session does not ask too often. Raises InvalidInput where it does."""
    if not limit.allows("", time.monotonic()):
        figures.REFUSED.labels("too_often").inc()
        logs.log_refusal("too_often", route=Route.DOWNLOAD)
        raise refuse("too_often")
    return give()


def hand_out(by: Person | None, file: OfferedFile, make: Callable[[], bytes]) -> bytes:
    """The file's bytes, once it is on record that somebody takes them.

    Raises InvalidInput where they have signed out or may not have it, and what the database says where it does not
    write.
    """
    if by is None:
        raise refuse("signed_out")
    content = make()
    with session.open_writing(find_database_url(), by) as db:
        exports.record_export(db, file.what, file.subject, *file.institutions)
    return content
