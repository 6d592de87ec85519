"""Files to take away: made when somebody asks, and given only when that stands on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from db import exports, session
from db.exports import Export
from metrics.access import Person
from metrics.errors import refuse
from pages.ui import reader


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds: its kind, what it is about, and the institutions whose it is; and what it is called."""

    what: Export
    subject: str
    institutions: tuple[str, ...]
    name: str
    media_type: str


def offer(label: str, file: File, make: Callable[[], bytes]) -> None:
    """A button that gives a file. Streamlit tells at the button that it could not, in the words of `ui.js`."""
    by = reader.later()
    st.download_button(
        label,
        lambda: handed_out(by(), file, make),
        file_name=file.name,
        mime=file.media_type,
        on_click="ignore",
    )


def handed_out(by: Person | None, file: File, make: Callable[[], bytes]) -> bytes:
    """The file's bytes, once it is on record that somebody takes them.

    Raises InvalidInput where they have signed out or may not have it, and what the database says where it does not
    write.
    """
    if by is None:
        raise refuse("signed_out")
    content = make()
    with session.writing(session.database_url(), by) as db:
        exports.record(db, file.what, file.subject, *file.institutions)
    return content
