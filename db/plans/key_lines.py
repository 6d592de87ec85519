"""On which line of a plan file each part stands, for what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from metrics.errors import Problem

Location = tuple[int | str, ...]
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=\s*(.*)""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_LAST = re.compile(r"(\.[^.\[\]]+|\[[^\]]*\])$")
_LONG = ('"""', "'''")


def find_lines(text: str) -> Iterator[tuple[Location, int]]:
    """Find the path of each table and key that begins a line, with the line, counted from 1."""
    counts: dict[Location, int] = {}
    table: Location = ()
    listed: tuple[Location, int] | None = None  # the list that goes on over several lines, and its next item
    until = ""
    for line, source in enumerate(text.split("\n"), 1):
        if until:
            until = "" if until in source else until
        elif listed and source.lstrip().startswith("{"):
            yield (*listed[0], listed[1]), line
            listed = listed[0], listed[1] + 1
        elif header := _HEADER.match(source):
            table, listed = _open_table(_split(header[2]), header[1] == "[[", counts), None
            yield table, line
        elif key := _KEY.match(source):
            location = (*table, *_split(key[1]))
            yield location, line
            until = next((sign for sign in _LONG if key[2].count(sign) == 1), "")
            listed = (location, 0) if key[2].startswith("[") and "]" not in key[2] else None


def _split(key: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(key)]


def _open_table(keys: Sequence[str], repeated: bool, counts: dict[Location, int]) -> Location:
    """Return the path of a table, with the place of each list item on the way."""
    location: Location = ()
    for depth, key in enumerate(keys, 1):
        location = (*location, key)
        if repeated and depth == len(keys):
            counts[location] = counts.get(location, -1) + 1
        if location in counts:
            location = (*location, counts[location])
    return location


def add_lines(
    problems: Sequence[Problem], text: str, write_place: Callable[[Location], str]
) -> list[Problem]:
    """Add to each problem the line of what it is about, or of the nearest part around it.

    `write_place` writes a path as the places of the problems are written.
    """
    lines: dict[str, int] = {}
    for location, line in find_lines(text):
        lines.setdefault(write_place(location), line)
    return [replace(problem, line=_find_line(problem.place, lines)) for problem in problems]


def _find_line(place: str, lines: dict[str, int]) -> int | None:
    while place:
        if place in lines:
            return lines[place]
        # Some places begin with a criterion and leave out the goal it stands in.
        inner = next((line for known, line in lines.items() if known.endswith(f".{place}")), None)
        if inner is not None:
            return inner
        shorter = _LAST.sub("", place)
        if shorter == place:
            return None
        place = shorter
    return None
