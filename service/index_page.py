"""Streamlit's index page with our language, title, icon, stylesheet and script."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs

from starlette.types import Scope

from service.assets import Asset, find_streamlit_static
from service.first_view import draw_first_view
from words.language import Words, choose_language


def find_language(scope: Scope) -> str:
    """Return the language an address asks for, Danish by default."""
    return choose_language(parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1])


def build_index_page(lang: str, own: dict[str, Asset], *, menu: bool = False) -> Asset:
    """Rewrite Streamlit's index page for a language, with the menu or without. `own` are our assets by their path.

    Raises RuntimeError when a part to be replaced is missing from Streamlit's page.
    """
    words = Words(lang)
    plain = (
        f"<noscript><style>#m-first {{ display: none; }}</style><p>{html.escape(words.t('app.needs_javascript'))}</p>"
        "</noscript>"
    )
    # Before the page's own root, so that all that Streamlit draws lies over it.
    first = f'{draw_first_view(words, menu=menu)}<div id="root" aria-busy="true"></div>'
    url = {path: f".{path}?v={asset.version}" for path, asset in own.items()}
    head = (
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" type="image/svg+xml" href="{url["/assets/favicon.svg"]}">'
        f'<link rel="alternate icon" type="image/png" href="{url["/assets/favicon.png"]}">'
        f'<link rel="stylesheet" href="{url["/assets/maalstreg.css"]}">'
        f'<script defer src="{url["/assets/ui.js"]}"></script>'
        f"<title>{html.escape(words.t('app.name'))}</title>"
    )
    page = (find_streamlit_static() / "index.html").read_text("utf-8")
    for pattern, replacement in (
        (r'<html lang="en">', f'<html lang="{lang}">'),
        (r'<link rel="shortcut icon"[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<!--.*?-->", ""),
        (r"<title>.*?</title>", head),
        (r"<noscript>.*?</noscript>", plain),
        (r'<div id="root"></div>', first),
    ):
        page = _replace(page, pattern, replacement)
    return Asset(page.strip().encode(), "text/html; charset=utf-8")


def _replace(page: str, pattern: str, replacement: str) -> str:
    changed, count = re.subn(pattern, lambda _: replacement, page, flags=re.DOTALL)
    if not count:
        raise RuntimeError(f"Streamlit's index.html no longer holds {pattern}")
    return changed
