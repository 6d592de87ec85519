"""What a results file may call institutions and indicators."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping

from metrics.plan.catalogue import Catalogue

# Unknown names of a file that are each held against every known one, to say which were meant.
MOST_GUESSED = 50


class KnownNames:
    """What a file may call its institutions and indicators, gathered once for all of its rows."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.series = catalogue.indicators
        self.institutions = {key: i.name for key, i in catalogue.institutions.items()}
        self.indicators: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for (owner, key), indicator in catalogue.indicators.items():
            self.indicators[owner][key] = indicator.name
        self._meant: dict[tuple[str, str], list[str]] = {}

    def meant(self, institution: str, text: str) -> list[str]:
        """The institution's indicators that come nearest to an unknown name; all of them where none does.

        After `MOST_GUESSED` names the rest get all: a comparison with every known name takes long, and nobody reads
        as many guesses.
        """
        own = self.indicators[institution]
        if (institution, text) not in self._meant:
            if len(self._meant) >= MOST_GUESSED:
                return sorted(own)
            near = difflib.get_close_matches(text, own, n=3)
            self._meant[institution, text] = near or sorted(own)
        return self._meant[institution, text]


def find_by_key_or_name(text: str, names: Mapping[str, str]) -> str | None:
    """The key that a text names, by itself or by the name it goes by; None for no match or several."""
    if text in names:
        return text
    folded = text.casefold()
    matches = [key for key, name in names.items() if name.casefold() == folded]
    return matches[0] if len(matches) == 1 else None
