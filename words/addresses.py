"""Addresses of the pages, of the calendars and of the accessibility statement."""

from __future__ import annotations

from urllib.parse import urlencode

from words.language import DEFAULT_LANGUAGE
from words.site_map import BY_KEY

CALENDAR = "/api/calendar/{secret}.ics"
ACCESSIBILITY = "/was"
ROLE = "role"
"""What the address of a trial says the role by."""
EVIDENCE = "/indberetning/bilag"
"""Where files that go with reports are handed in, and below it where each is fetched by its key."""


def make_path(key: str, query: dict[str, str], lang: str) -> str:
    """Return the address of a page with its query; the default language is left out."""
    return BY_KEY[key].address + _encode_query(query, lang)


def make_calendar_path(secret: str, lang: str) -> str:
    """Return the address of the calendar that a secret opens."""
    return CALENDAR.format(secret=secret) + _encode_query({}, lang)


def make_evidence_path(query: dict[str, str], lang: str, key: str = "") -> str:
    """Return the address at which a file is handed in, or the one of a key at which it is fetched."""
    return EVIDENCE + (f"/{key}" if key else "") + _encode_query(query, lang)


def make_accessibility_path(lang: str) -> str:
    """Return the address of the accessibility statement."""
    return ACCESSIBILITY + _encode_query({}, lang)


def _encode_query(query: dict[str, str], lang: str) -> str:
    whole = query | ({"lang": lang} if lang != DEFAULT_LANGUAGE else {})
    return f"?{urlencode(whole)}" if whole else ""
