"""The names that a results file may use for institutions and indicators."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping

from metrics.plan.catalogue import Catalogue

# How many unknown names of a file are compared with every known one, to suggest what was meant.
MOST_GUESSED = 50


class KnownNames:
    """The names that a file may use for its institutions and indicators, gathered once for all of its rows."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.series = catalogue.indicators
        self.institutions = {key: i.name for key, i in catalogue.institutions.items()}
        self.indicators: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for (owner, key), indicator in catalogue.indicators.items():
            self.indicators[owner][key] = indicator.name
        self._meant: dict[tuple[str, str], list[str]] = {}

    def suggest_indicators(self, institution: str, text: str) -> list[str]:
        """Return the institution's indicators closest to an unknown name; all of them where none is close."""
        # After MOST_GUESSED names all are returned: comparing takes long, and nobody reads that many guesses.
        own = self.indicators[institution]
        if (institution, text) not in self._meant:
            if len(self._meant) >= MOST_GUESSED:
                return sorted(own)
            near = difflib.get_close_matches(text, own, n=3)
            self._meant[institution, text] = near or sorted(own)
        return self._meant[institution, text]


def find_by_key_or_name(text: str, names: Mapping[str, str]) -> str | None:
    """Find the key that a text means, which is the key itself or its name; None for no match or several."""
    if text in names:
        return text
    folded = text.casefold()
    matches = [key for key, name in names.items() if name.casefold() == folded]
    return matches[0] if len(matches) == 1 else None
