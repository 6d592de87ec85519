"""Where a figure counted from cases comes from: the version of its rule, how many cases, and the digest of the list."""

from __future__ import annotations

import json
from typing import NamedTuple


class CaseOrigin(NamedTuple):
    """The version of the rule, the number of cases the figure is of, and the SHA-256 of the list they are from."""

    rule: int
    cases: int
    digest: str

    def write(self) -> str:
        """Write it as it is stored."""
        return json.dumps(self._asdict(), separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> CaseOrigin:
        """Read it as it is stored."""
        return cls(**json.loads(text))
