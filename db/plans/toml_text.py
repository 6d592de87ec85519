"""TOML as plan files use it: read from a file, with every line that cannot be read, and written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import tomli_w

from metrics.errors import InvalidInput, Problem, refuse

_LOCATION = re.compile(r"\(at line (\d+), column (\d+)\)")
# A dotted key of many parts: Python's reader is quadratic in their number, and no key of a plan has more than two.
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
# Skips the string assigned to a key, which may hold anything.
_GIVEN = r"""=[ \t]*+"(?:\\.|[^"\\\n])*+\""""
_DEEP = re.compile(rf"{_GIVEN}|(?P<deep>(?:^|(?<=[\[{{,]))[ \t]*+(?:{_PART}){{64}})", re.MULTILINE)
_ASSIGNED = re.compile(r"\s*[\w.\"'-]+\s*=")
MOST_UNREAD = 20  # lines; more are hardly a plan file
_COMMA = re.compile(r"=\s*-?\d+,\d")


def read_text(path: Path, largest: int) -> str:
    """Read the text of a UTF-8 file. Raises InvalidInput when it is missing, empty, too large or not UTF-8."""
    if not path.is_file():
        raise refuse("file_missing", str(path))
    size = path.stat().st_size
    if size > largest:
        raise refuse("file_too_large", path.name, size=size, largest=largest)
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise refuse("file_not_utf8", path.name, line=line) from wrong
    if not text.strip():
        raise refuse("file_empty", path.name)
    return text


def dump_toml(data: Mapping[str, Any]) -> str:
    """Write data as TOML."""
    return tomli_w.dumps(data)


def parse_toml(text: str) -> dict[str, Any]:
    """Read TOML, keeping numbers digit by digit. Raises InvalidInput with the lines that cannot be read."""
    data, unread = read_toml(text)
    if unread:
        raise InvalidInput(unread)
    return data


def read_toml(text: str) -> tuple[dict[str, Any], list[Problem]]:
    """Read TOML without the lines that cannot be read; return the data and a problem for each of those lines."""
    unread: list[Problem] = []
    lines = text.split("\n")
    for _ in range(MOST_UNREAD):
        try:
            return _load("\n".join(lines)), unread
        except InvalidInput as wrong:
            unread += wrong.problems
            numbers = [int(str(problem.params["line"])) - 1 for problem in wrong.problems]
            if not all(_ASSIGNED.match(lines[number]) for number in numbers):
                break  # not a key of its own: what follows would only be guessed
            for number in numbers:
                lines[number] = ""
    return {}, unread


def _load(text: str) -> dict[str, Any]:
    if deep := next((found for found in _DEEP.finditer(text) if found["deep"]), None):
        line = text.count("\n", 0, deep.start()) + 1
        raise refuse("toml_syntax", text=deep[0].strip()[:120], line=line)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    # Too long a number or exponent, and too deeply nested brackets, do not raise TOMLDecodeError.
    except (ValueError, InvalidOperation, RecursionError) as wrong:
        lines = text.split("\n")
        match = _LOCATION.search(str(wrong))
        line = int(match[1]) if match else len(lines)
        if _COMMA.search(lines[line - 1]):
            commas = [(n, source.strip()[:120]) for n, source in enumerate(lines, 1) if _COMMA.search(source)]
            raise InvalidInput(
                Problem("decimal_comma_line", "", {"line": n, "text": s}) for n, s in commas
            ) from wrong
        raise refuse("toml_syntax", text=lines[line - 1].strip()[:120], line=line) from wrong
