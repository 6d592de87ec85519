"""What kind of thing an address asks for: the only thing about an address that is counted or logged.

An address itself may hold whatever somebody typed into it.
"""

from __future__ import annotations

from enum import StrEnum

PAGES = frozenset({"/", "/overblik", "/plan", "/maal", "/risiko", "/hvad-nu-hvis", "/planer", "/spor"})


class Route(StrEnum):
    """The kinds of address there are."""

    PAGE = "page"
    ASSET = "asset"
    SESSION = "session"
    SIGN_IN = "sign_in"
    DOWNLOAD = "download"
    UPLOAD = "upload"
    CALENDAR = "calendar"
    PROBE = "probe"
    OTHER = "other"


FAMILIES = {
    "/assets/": Route.ASSET,
    "/static/": Route.ASSET,
    "/auth/": Route.SIGN_IN,
    "/oauth2callback": Route.SIGN_IN,
    "/media/": Route.DOWNLOAD,
    "/_stcore/stream": Route.SESSION,
    "/_stcore/upload_file/": Route.UPLOAD,
    "/api/calendar/": Route.CALENDAR,  # what follows is a secret
    "/_stcore/health": Route.PROBE,
    "/api/health": Route.PROBE,
    "/api/ready": Route.PROBE,
}
"""How the addresses begin that are no pages; the longest that fits counts."""


def find_route(path: str) -> Route:
    """What kind of thing an address asks for."""
    if path in PAGES:
        return Route.PAGE
    return FAMILIES.get(_family(path), Route.OTHER)


def mask_address(path: str) -> str:
    """An address as it may be logged: a page's whole, of others how they begin."""
    return path if path in PAGES or path in FAMILIES else f"{_family(path)}*"


def _family(path: str) -> str:
    return max((start for start in FAMILIES if path.startswith(start)), key=len, default="/")
