"""Addresses of the pages."""

from __future__ import annotations

from urllib.parse import urlencode

from pages.ui.i18n import DEFAULT_LANGUAGE

PATHS = {"overview": "/", "plan": "/plan", "goal": "/maal", "plans": "/planer"}


def path(key: str, query: dict[str, str], lang: str) -> str:
    """The address of a page with what it is asked for; the usual language is not named."""
    asked = query | ({"lang": lang} if lang != DEFAULT_LANGUAGE else {})
    return PATHS[key] + (f"?{urlencode(asked)}" if asked else "")
