"""The shell around Streamlit's page: its language, title, stylesheet and headers, and files sent compressed.

Streamlit sends its scripts uncompressed and its page as English. Both are mended here, once per process and
not once per request.
"""

from __future__ import annotations

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.assets import (
    COMPRESSIBLE,
    OWN_FILES,
    Asset,
    find_streamlit_assets,
    read_own_asset,
)
from service.headers import ENCRYPTED_ONLY, build_security_headers
from service.index_page import build_index_page, find_language
from words.language import DEFAULT_LANGUAGE, LANGUAGES

# Session counts and a description of the server are nobody's business; Streamlit would give them to anyone.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
# Under these a reply of type text/html is a file somebody asked for, not the page.
FILES = ("/_stcore/", "/media/", "/component/", "/app/", "/api/", "/static/", "/auth/")


_FOREVER = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
_ASK_AGAIN = {"cache-control": "no-cache", "vary": "accept-encoding"}
_CONDITIONAL = {b"if-none-match", b"if-modified-since"}


class Shell:
    """ASGI middleware: a page per language, compressed assets, the same security headers on every reply."""

    def __init__(self, app: ASGIApp, *, stylesheet: str, secure: bool = False) -> None:
        self.app = app
        own = {f"/assets/{name}": read_own_asset(name, stylesheet) for name in OWN_FILES}
        self.pages = {lang: build_index_page(lang, own) for lang in LANGUAGES}
        self.assets = own | find_streamlit_assets()
        self.headers = build_security_headers(self.pages[DEFAULT_LANGUAGE].plain.decode())
        if secure:
            self.headers |= ENCRYPTED_ONLY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is known here; let Streamlit answer the rest."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        path, reading = scope["path"], scope["method"] in {"GET", "HEAD"}
        if path.startswith(CLOSED):
            return await Response(status_code=404, headers=self.headers)(scope, receive, send)
        if reading and path in self.assets:
            reply = await self._reply(scope, self.assets[path], _FOREVER)
            return await reply(scope, receive, send)
        # With these Streamlit could answer "not changed" about its own page, which is not the one sent here.
        if reading and _too_deep(path):
            # Streamlit's page finds its scripts beside its address, and would stay blank further down.
            flat = "/" + path.strip("/").replace("/", "-")
            return await RedirectResponse(flat, headers=self.headers)(scope, receive, send)
        kept = [pair for pair in scope["headers"] if pair[0] not in _CONDITIONAL]
        return await self.app({**scope, "headers": kept}, receive, self._watch(scope, receive, send))

    def _watch(self, scope: Scope, receive: Receive, send: Send) -> Send:
        """Send on what Streamlit replies with our headers, and our page in place of its page."""
        replaced = False

        async def forward(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                replaced = _is_page(scope, message)
                MutableHeaders(scope=message).update(self.headers)
            if not replaced:
                await send(message)
            elif message["type"] == "http.response.body" and not message.get("more_body"):
                page = self.pages[find_language(scope)]
                reply = await self._reply(scope, page, _ASK_AGAIN)
                await reply(scope, receive, send)

        return forward

    async def _reply(self, scope: Scope, asset: Asset, headers: dict[str, str]) -> Response:
        headers = self.headers | headers
        if asset.media_type in COMPRESSIBLE and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            body = await to_thread.run_sync(lambda: asset.small)
            headers["content-encoding"] = "gzip"
        else:
            body = await to_thread.run_sync(lambda: asset.plain)
        return Response(body, headers=headers, media_type=asset.media_type)


def _too_deep(path: str) -> bool:
    """Whether an address has more parts than any page of ours, and is not Streamlit looking for its own server."""
    return (
        path.strip("/").count("/") > 0
        and not path.startswith((*FILES, "/assets/"))
        and "/_stcore/" not in path
    )


def _is_page(scope: Scope, start: Message) -> bool:
    is_html = Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
    return bool(is_html and start["status"] == 200 and not scope["path"].startswith(FILES))
