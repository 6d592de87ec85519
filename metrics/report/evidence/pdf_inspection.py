"""What is refused of a PDF: that it runs something, or that nobody can see whether it does.

A file is only ever served to be saved: what stands deeper than this looks is for the reader's own program to refuse.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from metrics.errors import refuse

PDF = b"%PDF-"
END, WITHIN = b"%%EOF", 1_024  # the end stands within so many bytes of it
LARGEST_UNPACKED = 100_000_000  # bytes of all lists of objects together
MOST_LISTS = 20_000
PIECE = 16_384
FARTHEST = 2_000  # bytes from the word that a list of objects has to where its content begins


def _name(text: str) -> bytes:
    """Make the pattern of a name, each sign of which may be written by its number."""
    signs = "".join(f"(?:{sign}|#{ord(sign):02x}|#{ord(sign):02X})" for sign in text)
    return f"/{signs}(?![A-Za-z0-9#])".encode()


_RUNS = re.compile(b"|".join(map(_name, ("JavaScript", "Launch"))))
_LOCKED = re.compile(_name("Encrypt"))
_LIST = re.compile(_name("ObjStm"))
_BEGINNING = re.compile(rb"stream\r?\n")


def inspect_pdf(content: bytes) -> None:
    """Refuse a PDF that is cut off, locked, or runs something. Raises InvalidInput."""
    if END not in content[-WITHIN:]:
        raise refuse("file_damaged", "file")
    if _LOCKED.search(content):
        raise refuse("file_encrypted", "file")
    if _RUNS.search(content) or any(_RUNS.search(part) for part in _unpack_lists(content)):
        raise refuse("pdf_runs", "file")


def _unpack_lists(content: bytes) -> Iterator[bytes]:
    """Unpack the lists of objects, where a PDF of today has all that is not text or pictures."""
    room = LARGEST_UNPACKED
    for number, told in enumerate(_LIST.finditer(content)):
        if number >= MOST_LISTS:
            raise refuse("file_swells", "file")
        begins = _BEGINNING.search(content, told.end(), told.end() + FARTHEST)
        if begins is None:
            continue
        try:
            part = _unpack(content, begins.end(), room)
        except zlib.error as wrong:
            # Not packed, it has been looked at already; packed otherwise, nobody can see what it holds.
            if b"/Filter" in content[max(0, told.start() - FARTHEST) : begins.start()]:
                raise refuse("file_damaged", "file") from wrong
            continue
        room -= len(part)
        yield part


def _unpack(content: bytes, start: int, room: int) -> bytes:
    """Unpack what begins at a place, piece by piece: what comes after it is not copied once for each list."""
    unpacking, found = zlib.decompressobj(), bytearray()
    for at in range(start, len(content), PIECE):
        found += unpacking.decompress(content[at : at + PIECE], room + 1 - len(found))
        if len(found) > room:
            raise refuse("file_swells", "file")
        if unpacking.eof:
            break
    return bytes(found)
