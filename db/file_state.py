"""The state of a SQLite database's files, which tells cheaply whether anything was written."""

from __future__ import annotations

import os

from db.location import parse_address

FileState = tuple[int, int, int]
"""Inode, time of change in nanoseconds, and size of one file."""

FileStates = tuple[FileState, FileState]
"""The states of the database file and of its write-ahead log."""

ABSENT: FileState = (0, 0, 0)
SETTLED = 2_000_000_000  # nanoseconds; file times advance in steps of some milliseconds


def look_at_files(url: str) -> FileStates:
    """Read the state of a SQLite database's file and log; `ABSENT` for a file that does not exist."""
    # Any write shows: another file in its place has another inode, and times of change cannot be set back.
    found = parse_address(url)
    if found.get_backend_name() != "sqlite" or not found.database:
        return ABSENT, ABSENT
    return look_at_file(found.database), look_at_file(f"{found.database}-wal")


def look_at_file(path: str) -> FileState:
    """Read the state of one file; an empty one counts as `ABSENT`, since readers create and delete empty logs."""
    try:
        found = os.stat(path)  # noqa: PTH116 - creating a Path takes longer than the call itself
    except FileNotFoundError:
        return ABSENT
    return (found.st_ino, found.st_ctime_ns, found.st_size) if found.st_size else ABSENT


def is_unchanged(states: FileStates, now: int) -> bool:
    """Whether nothing can have been written as long as the files have these states. `now` is in nanoseconds.

    False within `SETTLED` of a write, when a second one could leave the same times and sizes, and without a file.
    """
    newest = max(changed for _, changed, _ in states)
    return 0 < newest < now - SETTLED
