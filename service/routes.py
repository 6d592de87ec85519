"""Kinds of address. Only the kind is counted and logged: the address itself may hold anything somebody typed."""

from __future__ import annotations

from enum import StrEnum

from words import addresses
from words.site_map import SITE_MAP

PAGES = frozenset(address for row in SITE_MAP for address in (row.address, row.path))


class Route(StrEnum):
    """The kinds of address."""

    PAGE = "page"
    ASSET = "asset"
    SESSION = "session"
    SIGN_IN = "sign_in"
    DOWNLOAD = "download"
    UPLOAD = "upload"
    CALENDAR = "calendar"
    PROBE = "probe"
    PUBLIC = "public"
    OTHER = "other"


FAMILIES = {
    "/assets/": Route.ASSET,
    "/static/": Route.ASSET,
    "/auth/": Route.SIGN_IN,
    "/oauth2callback": Route.SIGN_IN,
    "/media/": Route.DOWNLOAD,
    "/_stcore/stream": Route.SESSION,
    "/_stcore/upload_file/": Route.UPLOAD,
    addresses.EVIDENCE: Route.UPLOAD,
    f"{addresses.EVIDENCE}/": Route.DOWNLOAD,
    "/api/calendar/": Route.CALENDAR,  # a secret follows
    "/_stcore/health": Route.PROBE,
    "/api/health": Route.PROBE,
    "/api/ready": Route.PROBE,
    "/.well-known/": Route.PUBLIC,
    addresses.ACCESSIBILITY: Route.PUBLIC,
}
"""The prefixes of addresses that are not pages; the longest match counts."""


def find_route(path: str) -> Route:
    """Return the kind of an address."""
    if path in PAGES:
        return Route.PAGE
    return FAMILIES.get(_find_prefix(path), Route.OTHER)


def mask_address(path: str) -> str:
    """Return an address as it may be logged: whole for a page, otherwise only its known prefix."""
    return path if path in PAGES or path in FAMILIES else f"{_find_prefix(path)}*"


def _find_prefix(path: str) -> str:
    return max((start for start in FAMILIES if path.startswith(start)), key=len, default="/")
