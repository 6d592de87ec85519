"""Names of files, as they may stand on a page, in a header and on anybody's disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from metrics.report.evidence.evidence_file import FileKind

LONGEST_NAME = 120
NAMELESS = "bilag"
SUFFIXES: Mapping[FileKind, tuple[str, ...]] = {
    **{kind: (f".{kind.value}",) for kind in FileKind},
    FileKind.JPEG: (".jpg", ".jpeg"),
}
"""The endings by which programs know a kind; the first is the usual one."""

_PATH, _RESERVED = re.compile(r"[/\\]"), re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_file_name(name: str, kind: FileKind) -> str:
    """Return what is left of a name without its path, without signs nobody sees, and with the ending of its kind.

    What turns the reading direction goes with those signs, so that no name looks as if it ended otherwise.
    """
    last = _PATH.split(unicodedata.normalize("NFC", name))[-1]
    seen = "".join(
        " " if sign.isspace() else sign
        for sign in last
        if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    plain = _RESERVED.sub("_", seen)
    stem, suffix = _split(" ".join(plain.split()), kind)
    stem = stem[: LONGEST_NAME - len(suffix)].strip(" .") or NAMELESS
    return f"_{stem}{suffix}" if _DEVICE.match(stem) else f"{stem}{suffix}"


def _split(name: str, kind: FileKind) -> tuple[str, str]:
    """Split a name where its ending is one of the kind's; else the usual one is added to the whole name."""
    for suffix in SUFFIXES[kind]:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)], suffix
    return name, SUFFIXES[kind][0]
