"""Addresses of the pages and of the calendars."""

from __future__ import annotations

from urllib.parse import urlencode

from words.language import DEFAULT_LANGUAGE
from words.site_map import BY_KEY

CALENDAR = "/api/calendar/{secret}.ics"


def make_path(key: str, query: dict[str, str], lang: str) -> str:
    """Return the address of a page with its query; the default language is left out."""
    return BY_KEY[key].address + _encode_query(query, lang)


def make_calendar_path(secret: str, lang: str) -> str:
    """Return the address of the calendar that a secret opens."""
    return CALENDAR.format(secret=secret) + _encode_query({}, lang)


def _encode_query(query: dict[str, str], lang: str) -> str:
    whole = query | ({"lang": lang} if lang != DEFAULT_LANGUAGE else {})
    return f"?{urlencode(whole)}" if whole else ""
