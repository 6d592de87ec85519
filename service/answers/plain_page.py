"""A page of a few sentences, without scripts: for what has to be read whatever else is away."""

from __future__ import annotations

import html
from collections.abc import Iterable

from words.language import Words

_STYLE = (
    ":root { color-scheme: light dark; font: 1.0625rem/1.6 system-ui, sans-serif; }"
    "main { max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem; } h1 { font-size: 1.5rem; line-height: 1.25; }"
)


def write_plain_page(title: str, paragraphs: Iterable[str], link: tuple[str, str], words: Words) -> str:
    """Write a page with a title, paragraphs and a link, given as its text and its address."""
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    shown, (text, address) = html.escape(title), map(html.escape, link)
    return (
        f'<!doctype html><html lang="{words.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{shown} – {html.escape(words.t('app.name'))}</title><style>{_STYLE}</style></head>"
        f'<body><main><h1>{shown}</h1>{body}<p><a href="{address}">{text}</a></p></main></body></html>'
    )
