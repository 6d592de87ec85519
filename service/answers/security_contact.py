"""`/.well-known/security.txt` (RFC 9116): where whoever finds a hole may tell of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from metrics.errors import refuse
from service import sign_in

ADDRESS = "/.well-known/security.txt"
VARIABLE = "MAALSTREG_SECURITY_CONTACT"
ALLOWED = ("https://", "mailto:", "tel:")
HOLDS_FOR = timedelta(days=90)  # a copy somebody keeps grows old, as the standard wants it


def read_contact(environment: Mapping[str, str]) -> str:
    """Read where to write; empty if it is not set. Raises InvalidInput (`address_begins`)."""
    given = environment.get(VARIABLE, "").strip()
    if given and (not given.startswith(ALLOWED) or not given.isprintable() or " " in given):
        raise refuse("address_begins", VARIABLE, allowed=", ".join(ALLOWED))
    return given


async def send_contact(_request: Request) -> Response:
    """Send the file; 404 where no contact is set."""
    contact = read_contact(os.environ)
    if not contact:
        return Response(status_code=404)
    return PlainTextResponse(write_contact(contact, sign_in.read_public_url(os.environ), datetime.now(UTC)))


def write_contact(contact: str, public_url: str, now: datetime) -> str:
    """Write the file as it stands at a moment."""
    lines = [
        f"Contact: {contact}",
        f"Expires: {now + HOLDS_FOR:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: da, en",
    ]
    if public_url:
        lines.append(f"Canonical: {public_url}{ADDRESS}")
    return "\n".join(lines) + "\n"


ROUTE = Route(ADDRESS, send_contact)
