"""What a sheet is written with: names, words and links."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.plan.catalogue import Catalogue
from pages.ui.draw.html import Link
from words.language import Words


@dataclass(frozen=True, slots=True)
class Writer:
    """The definitions whose names a sheet shows, the language it is in, and where its links lead."""

    catalogue: Catalogue
    words: Words
    link: Link
