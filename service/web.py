"""The shell around Streamlit's page: its language, title, stylesheet and headers, and files sent compressed.

Streamlit sends its scripts uncompressed and its page as English. Both are mended here, once per process and
not once per request.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import mimetypes
import re
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.draw import theme
from words.language import DEFAULT_LANGUAGE, LANGUAGES, Words

STATIC = Path(__file__).parents[1] / "static"
OWN_FILES = ("maalstreg.css", "ui.js", "favicon.svg", "favicon.png")

# Session counts and a description of the server are nobody's business; Streamlit would give them to anyone.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
# Under these a reply of type text/html is a file somebody asked for, not the page.
FILES = ("/_stcore/", "/media/", "/component/", "/app/", "/api/", "/static/", "/auth/")

# What a browser could give to a page and this one never asks for.
NOT_USED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
# Two years, as browsers ask. Only where the address people use is encrypted: elsewhere it would lock them out.
ENCRYPTED_ONLY = {"strict-transport-security": "max-age=63072000"}

_COMPRESSED = {".js", ".css", ".svg", ".json", ".map"}
_FOREVER = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
_ASK_AGAIN = {"cache-control": "no-cache", "vary": "accept-encoding"}
_CONDITIONAL = {b"if-none-match", b"if-modified-since"}


@dataclass(frozen=True)
class Asset:
    """A file that never changes under its address, and its compressed form, made when first asked for."""

    content: Path | bytes
    media_type: str

    @cached_property
    def plain(self) -> bytes:
        """The bytes as they are."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()

    @cached_property
    def small(self) -> bytes:
        """The bytes compressed."""
        return gzip.compress(self.plain, 6, mtime=0)

    @property
    def version(self) -> str:
        """A short digest for the address, so that a new version has a new address."""
        return hashlib.sha256(self.plain).hexdigest()[:12]


class Shell:
    """ASGI middleware: a page per language, compressed assets, the same security headers on every reply."""

    def __init__(self, app: ASGIApp, *, secure: bool = False) -> None:
        self.app = app
        own = {f"/assets/{name}": _own_asset(name) for name in OWN_FILES}
        self.pages = {lang: build_index_page(lang, own) for lang in LANGUAGES}
        self.assets = own | _streamlit_assets()
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
        if asset.media_type in _SMALLER and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            body = await to_thread.run_sync(lambda: asset.small)
            headers["content-encoding"] = "gzip"
        else:
            body = await to_thread.run_sync(lambda: asset.plain)
        return Response(body, headers=headers, media_type=asset.media_type)


def find_language(scope: Scope) -> str:
    """The language an address asks for; Danish unless it says otherwise."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def build_index_page(lang: str, own: dict[str, Asset]) -> Asset:
    """Streamlit's page with our language, title, icon, stylesheet and script."""
    words = Words(lang)
    plain = f"<noscript><p>{html.escape(words.t('app.needs_javascript'))}</p></noscript>"
    url = {path: f".{path}?v={asset.version}" for path, asset in own.items()}
    head = (
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" type="image/svg+xml" href="{url["/assets/favicon.svg"]}">'
        f'<link rel="alternate icon" type="image/png" href="{url["/assets/favicon.png"]}">'
        f'<link rel="stylesheet" href="{url["/assets/maalstreg.css"]}">'
        f'<script defer src="{url["/assets/ui.js"]}"></script>'
        f"<title>{html.escape(words.t('app.name'))}</title>"
    )
    page = (_streamlit_static() / "index.html").read_text("utf-8")
    for pattern, replacement in (
        (r'<html lang="en">', f'<html lang="{lang}">'),
        (r'<link rel="shortcut icon"[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<!--.*?-->", ""),
        (r"<title>.*?</title>", head),
        (r"<noscript>.*?</noscript>", plain),
    ):
        page = _replaced(page, pattern, replacement)
    return Asset(page.strip().encode(), "text/html; charset=utf-8")


def build_security_headers(page: str) -> dict[str, str]:
    """The headers of every reply. An inline script is allowed by its digest: only the one Streamlit ships."""
    digests = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    ]
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in digests)])
    return {
        "content-security-policy": (
            f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; "
            "worker-src 'self' blob:; frame-ancestors 'none'; object-src 'none'; base-uri 'self'; "
            "form-action 'self'"
        ),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": ", ".join(f"{feature}=()" for feature in NOT_USED),
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }


def _replaced(page: str, pattern: str, replacement: str) -> str:
    changed, count = re.subn(pattern, lambda _: replacement, page, flags=re.DOTALL)
    if not count:
        raise RuntimeError(f"Streamlit's index.html no longer holds {pattern}")
    return changed


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


def _own_asset(name: str) -> Asset:
    content = (STATIC / name).read_bytes()
    if name.endswith(".css"):
        content = theme.write_stylesheet().encode() + content
    return Asset(content, _media_type(Path(name)))


def _streamlit_assets() -> dict[str, Asset]:
    root = _streamlit_static()
    found = (path for path in (root / "static").rglob("*") if path.suffix in _COMPRESSED)
    return {f"/{path.relative_to(root).as_posix()}": Asset(path, _media_type(path)) for path in found}


def _streamlit_static() -> Path:
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise RuntimeError("Streamlit is not installed")
    return Path(spec.origin).parent / "static"


def _media_type(path: Path) -> str:
    # The operating system's table is not asked: it differs from machine to machine.
    kind = mimetypes.MimeTypes().guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if path.suffix in {".js", ".css"} else kind


_SMALLER = {_media_type(Path(f"x{suffix}")) for suffix in _COMPRESSED} | {"text/html; charset=utf-8"}
