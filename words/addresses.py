"""Addresses of the pages, and of the calendars."""

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
    """The address of a page with what it is asked for; the usual language is not named."""
    return PATHS[key] + _asked(query, lang)


def make_calendar_path(secret: str, lang: str) -> str:
    """The address of the calendar that a secret opens."""
    return CALENDAR.format(secret=secret) + _asked({}, lang)


def _asked(query: dict[str, str], lang: str) -> str:
    asked = query | ({"lang": lang} if lang != DEFAULT_LANGUAGE else {})
    return f"?{urlencode(asked)}" if asked else ""
