"""The keys of a report's lines, by which its steps and answers, drafts and addresses speak of them."""

from __future__ import annotations

from enum import StrEnum


class LineKind(StrEnum):
    """What a line is answered with."""

    FIGURE = "figure"
    SEEN = "seen"
    """A figure that somebody else gives: the institution sees it, and may say something of it."""
    MILESTONE = "milestone"
    ASSESSED = "assessed"
    EXPECTATION = "goal"
    NUMBER = "number"
    """The number a measured criterion is expected to end at; nobody has to tell one."""
    WORDS = "words"


SHEET = "sheet"
"""Where the rows of a spreadsheet are kept beside a draft: no line, and nothing of them is said until it is put in."""


def make_key(kind: LineKind, *of_what: str) -> str:
    """Make the key of a line: `figure:share:2026Q3`, `milestone:2.1.3`, `goal:2`, `number:2.1`, or `words` alone."""
    return ":".join((kind.value, *of_what))


def split_key(key: str) -> tuple[LineKind, tuple[str, ...]]:
    """Split a key into its kind and what it is of. Raises ValueError for what is no key."""
    kind, *of_what = key.split(":")
    return LineKind(kind), tuple(of_what)
