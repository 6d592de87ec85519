"""The shell around Streamlit: our index page, security headers, and compressed assets.

Streamlit sends its scripts uncompressed and its page as English. Both are put right once per process, not on every
request.
"""

from __future__ import annotations

from collections.abc import Callable

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.assets import COMPRESSIBLE, OWN_FILES, Asset, find_streamlit_assets, read_own_asset
from service.headers import ENCRYPTED_ONLY, SAVED_ONLY, build_security_headers
from service.index_page import build_index_page, find_language
from words import addresses
from words.language import DEFAULT_LANGUAGE, LANGUAGES

# Session counts and a description of the server, which Streamlit would give to anyone, and its uploads, by which a
# session may fill the memory: files come in by a door of our own (evidence_door.py).
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file")
# Under these prefixes, a reply of type text/html is a requested file and not the page.
FILES = (
    *("/_stcore/", "/media/", "/component/", "/app/", "/api/", "/static/", "/auth/", "/.well-known/"),
    addresses.ACCESSIBILITY,
    addresses.EVIDENCE,
)

_FOREVER = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
_ASK_AGAIN = {"cache-control": "no-cache", "vary": "accept-encoding, cookie"}
_CONDITIONAL = {b"if-none-match", b"if-modified-since"}


def _nobody(_scope: Scope) -> bool:
    return False


class Shell:
    """ASGI middleware: an index page per language, compressed assets, security headers on every reply.

    `knows` tells whether a request is from somebody who has signed in, or need not; only they are shown the menu at
    once.
    """

    def __init__(
        self, app: ASGIApp, *, stylesheet: str, secure: bool = False, knows: Callable[[Scope], bool] = _nobody
    ) -> None:
        self.app, self.knows = app, knows
        own = {f"/assets/{name}": read_own_asset(name, stylesheet) for name in OWN_FILES}
        self.pages = {
            (lang, menu): build_index_page(lang, own, menu=menu)
            for lang in LANGUAGES
            for menu in (False, True)
        }
        self.assets = own | find_streamlit_assets()
        self.headers = build_security_headers(self.pages[DEFAULT_LANGUAGE, False].plain.decode())
        if secure:
            self.headers |= ENCRYPTED_ONLY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer requests for assets and closed addresses; pass the rest on to Streamlit."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        path, reading = scope["path"], scope["method"] in {"GET", "HEAD"}
        if path.startswith(CLOSED):
            return await Response(status_code=404, headers=self.headers)(scope, receive, send)
        if reading and path in self.assets:
            reply = await self._make_reply(scope, self.assets[path], _FOREVER)
            return await reply(scope, receive, send)
        if reading and _is_too_deep(path):
            # Streamlit's page loads its scripts relative to its address, and would stay blank at a deeper one.
            flat = "/" + path.strip("/").replace("/", "-")
            return await RedirectResponse(flat, headers=self.headers)(scope, receive, send)
        # With conditional headers Streamlit could reply "not modified" about its own page, which was never sent.
        kept = [pair for pair in scope["headers"] if pair[0] not in _CONDITIONAL]
        return await self.app({**scope, "headers": kept}, receive, self._watch(scope, receive, send))

    def _watch(self, scope: Scope, receive: Receive, send: Send) -> Send:
        """Forward Streamlit's replies with our headers, and our page in place of its own."""
        replaced = False

        async def forward(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                replaced = _is_page(scope, message)
                saved = SAVED_ONLY if scope["path"].startswith(f"{addresses.EVIDENCE}/") else {}
                MutableHeaders(scope=message).update(self.headers | saved)
            if not replaced:
                await send(message)
            elif message["type"] == "http.response.body" and not message.get("more_body"):
                page = self.pages[find_language(scope), self.knows(scope)]
                reply = await self._make_reply(scope, page, _ASK_AGAIN)
                await reply(scope, receive, send)

        return forward

    async def _make_reply(self, scope: Scope, asset: Asset, headers: dict[str, str]) -> Response:
        headers = self.headers | headers
        if asset.media_type in COMPRESSIBLE and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            body = await to_thread.run_sync(lambda: asset.small)
            headers["content-encoding"] = "gzip"
        else:
            body = await to_thread.run_sync(lambda: asset.plain)
        return Response(body, headers=headers, media_type=asset.media_type)


def _is_too_deep(path: str) -> bool:
    """Return whether an address is deeper than any page, and not one by which Streamlit finds its server."""
    return (
        path.strip("/").count("/") > 0
        and not path.startswith((*FILES, "/assets/"))
        and "/_stcore/" not in path
    )


def _is_page(scope: Scope, start: Message) -> bool:
    is_html = Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
    return bool(is_html and start["status"] == 200 and not scope["path"].startswith(FILES))
