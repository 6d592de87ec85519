"""Addresses of the pages and of the calendars."""

from __future__ import annotations

from urllib.parse import urlencode

from words.language import DEFAULT_LANGUAGE

PATHS = {
    "overview": "/",
    "plan": "/plan",
    "goal": "/maal",
    "risk": "/risiko",
    "whatif": "/hvad-nu-hvis",
    "plans": "/planer",
    "audit": "/spor",
}
CALENDAR = "/api/calendar/{secret}.ics"


def make_path(key: str, query: dict[str, str], lang: str) -> str:
    """Return the address of a page with its query; the default language is left out."""
    return PATHS[key] + _write_query(query, lang)


def make_calendar_path(secret: str, lang: str) -> str:
    """Return the address of the calendar that a secret opens."""
    return CALENDAR.format(secret=secret) + _write_query({}, lang)


def _write_query(query: dict[str, str], lang: str) -> str:
    if lang != DEFAULT_LANGUAGE:
        query = {**query, "lang": lang}
    return f"?{urlencode(query)}" if query else ""
