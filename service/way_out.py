"""The way out after a sign-out: by a page of our own to the provider, which ends the sign-in there as well."""

from __future__ import annotations

import html

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

from service.index_page import find_language
from words.language import Words

PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{name}</title>'
    '<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0; url={place}">'
    '</head><body><p>{said} <a href="{place}">{onwards}</a></p></body></html>'
)


def lead_out(scope: Scope, send: Send) -> Send:
    """Send a page that leads to the provider in place of a redirect to it; lead to our own page as it is."""
    # Browsers follow no redirect to another site from a form, where forms are to stay here (`form-action`).
    onwards = b""

    async def forward(message: Message) -> None:
        nonlocal onwards
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            place = headers.get("location", "/")
            message["status"] = 303 if place.startswith("/") else 200
            if not place.startswith("/"):
                onwards = _write_page(place, find_language(scope))
                del headers["location"]
                headers["content-type"] = "text/html; charset=utf-8"
                headers["content-length"] = str(len(onwards))
            headers["cache-control"] = "no-store"
        elif onwards:
            message = {"type": "http.response.body", "body": onwards}
        await send(message)

    return forward


def _write_page(place: str, lang: str) -> bytes:
    words = Words(lang)
    return PAGE.format(
        lang=lang,
        name=html.escape(words.t("app.name")),
        place=html.escape(place),
        said=html.escape(words.t("login.left")),
        onwards=html.escape(words.t("login.onwards")),
    ).encode()
