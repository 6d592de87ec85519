"""Ids made from titles, so that nobody has to think of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

LONGEST = 60  # of the 80 signs an id may have; what tells it from others of its name comes after
_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"}
_OTHER = re.compile(r"[^a-z0-9]+")


def make_key(title: str, taken: Container[str]) -> str:
    """Make an id from a title that is none of those `taken`; empty where the title has no letter or digit."""
    spelt = "".join(_LETTERS.get(sign, sign) for sign in title.lower())
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    stem = _OTHER.sub("-", plain).strip("-")[:LONGEST].rstrip("-")
    number, key = 1, stem
    while key and key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
