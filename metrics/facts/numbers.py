"""Numbers as people write them."""

from __future__ import annotations

import re
from decimal import Decimal

_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_WRITTEN = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)


def read_number(text: str) -> Decimal | None:
    """Read a number with a comma or a point before its decimals; None for anything else."""
    plain = text.strip().replace(",", ".")
    return Decimal(plain) if _WRITTEN.fullmatch(plain) else None


def read_whole(text: str) -> int | None:
    """Read a whole number of at most nine digits; None for anything else."""
    return int(text) if _WHOLE.fullmatch(text) else None
