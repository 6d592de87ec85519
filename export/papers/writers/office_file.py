"""An office file that is the same whenever it is made of the same: it keeps no time but its own."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LONGEST_PROPERTY = 255
"""The signs that a property of an office file may have."""

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def forget_times(content: bytes) -> bytes:
    """Return an office file without the moments at which its parts were packed, and those of figures inside it."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(packed, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            part = given.read(name)
            # A chart brings a spreadsheet of its figures, made at a moment of its own.
            part = _forget_within(part) if name.endswith(".xlsx") else part
            kept.writestr(ZipInfo(name, _NO_TIME), part, ZIP_DEFLATED)
    return packed.getvalue()


def _forget_within(content: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(packed, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            part = given.read(name)
            part = _MOMENT.sub(b"1980-01-01T00:00:00Z", part) if name == "docProps/core.xml" else part
            kept.writestr(ZipInfo(name, _NO_TIME), part, ZIP_DEFLATED)
    return packed.getvalue()
