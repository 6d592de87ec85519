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
        # Every name that each has had, without regard to case, and whose it was.
        self._had: defaultdict[str, set[str]] = defaultdict(set)
        for key in catalogue.institutions:
            for term in catalogue.find_history(key).terms:
                self._had[term.name.casefold()].add(key)
        self._had_by: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for owner, key in catalogue.indicators:
            for name in catalogue.find_names((owner, key)):
                self._had_by[owner][name.casefold()].add(key)
        self._meant: dict[tuple[str, str], list[str]] = {}

    def find_institution(self, text: str) -> str | None:
        """Find the key of the institution that a text means: its key, or a name it has or has had."""
        found = find_by_key_or_name(text, self.institutions)
        return _find_only(self._had, text) if found is None else found

    def find_indicator(self, institution: str, text: str) -> str | None:
        """Find the key of the institution's indicator that a text means: its key, or a name it has or has had."""
        found = find_by_key_or_name(text, self.indicators[institution])
        return _find_only(self._had_by[institution], text) if found is None else found

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


def _find_only(had: Mapping[str, set[str]], text: str) -> str | None:
    keys = had.get(text.casefold(), set())
    return next(iter(keys)) if len(keys) == 1 else None
