"""Who may fetch a file that was made on a page: whoever it was made for, as long as they may have it.

Streamlit serves a file to whoever knows its address. Like the files themselves this is kept in the process, for the
newest alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from sqlalchemy.orm import Session
from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from db.audit import exports
from db.audit.exports import Export
from metrics.access import Person

MEDIA = "/media/"
MOST_FILES = 10_000
_taken: dict[tuple[str, str], TakenFile] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What was taken: the kind of file, and the institutions it belongs to."""

    what: Export
    institutions: tuple[str, ...]


def note_taken(by: Person, taken: TakenFile, content: bytes, media_type: str, name: str) -> None:
    """Note that a file is somebody's, under the identity that Streamlit's address of it will have."""
    key = (by.key, _calculate_file_id(content, media_type, name))
    with _lock:
        _taken.pop(key, None)  # to the end, so that the oldest stand first
        _taken[key] = taken
        if len(_taken) > MOST_FILES:
            del _taken[next(iter(_taken))]


def may_fetch(session: Session, by: Person, path: str) -> bool:
    """Tell whether somebody took the file at an address, and may still have it."""
    taken = _taken.get((by.key, path.removeprefix(MEDIA).partition(".")[0]))
    return taken is not None and exports.may_export(session, by, taken.what, *taken.institutions)
