"""Text that every format can hold: without what would break a file, or be shown as something else than it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

Data = TypeVar("Data")

# Control and format signs, halves of pairs, private ones and those that mean nothing: XML refuses some, a reader is
# misled by others, such as the signs that turn the direction of text.
_LEFT_OUT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES = frozenset("\t\v\f\u2028\u2029\u0085")


def clean_text(text: str) -> str:
    """Clean a text: composed letters, lines parted by a newline alone, and no sign that is not shown."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(_clean_sign(sign) for sign in lines))


def _clean_sign(sign: str) -> str:
    if sign == "\n":
        return sign
    if sign in _SPACES:
        return " "
    return "" if unicodedata.category(sign) in _LEFT_OUT else sign


def map_texts(data: Data, change: Callable[[str], str]) -> Data:
    """Return data with every text in it changed, however deep it stands."""
    changed: Any = data
    if isinstance(data, str) and type(data) is str:  # an enum is no text
        changed = change(data)
    elif isinstance(data, tuple):
        changed = tuple(map_texts(one, change) for one in data)
    elif is_dataclass(data) and not isinstance(data, type):
        every: Any = data
        given = {one.name: getattr(every, one.name) for one in fields(every)}
        new = {name: map_texts(value, change) for name, value in given.items()}
        changed = replace(every, **new)
    result: Data = changed
    return result
