"""What the tests of drawn HTML share: a writer, and a reader that sees tags, attributes and text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

from metrics.plan.catalogue import Catalogue
from pages.ui.draw.writer import Writer
from tests.factories import catalogue
from words import addresses
from words.language import Words

DA, EN = Words("da"), Words("en")
HOSTILE = "<script>alert(1)</script>\" onclick='x' &"


def writer(known: Catalogue | None = None, words: Words = DA) -> Writer:
    """A writer whose links carry what they are given and nothing else."""

    def link(key: str, **params: object) -> str:
        query = {name: str(value) for name, value in params.items() if value is not None}
        return addresses.make_path(key, query, words.lang)

    return Writer(known or catalogue(), words, link)


def plain(html: str) -> str:
    """The text of the HTML with single spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).replace("\u00a0", " ").strip()


def rows(html: str) -> list[str]:
    """The rows of every table as text, headings included."""
    return [plain(match) for match in re.findall(r"<tr[^>]*>(.*?)</tr>", html, flags=re.DOTALL)]


def row(html: str, start: str) -> str:
    """The first row whose text begins with `start`."""
    return next(text for text in rows(html) if text.startswith(start))


def captions(html: str) -> list[str]:
    """The captions of every table."""
    return [plain(found) for found in re.findall(r"<caption[^>]*>(.*?)</caption>", html)]


def drawings(html: str) -> list[ElementTree.Element]:
    """The drawings that stand in the HTML as masks."""
    found = [unquote(text) for text in re.findall(r'data:image/svg\+xml,(.*?)"\)', unescape(html))]
    return [ElementTree.fromstring(text) for text in found]  # noqa: S314 # our own drawing


class Reader(HTMLParser):
    """Collects tags, attributes and text, and complains about tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str | None]:
        return [value for key, value in self.attributes if key == name]
