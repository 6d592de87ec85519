"""The index page: its language, title and scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service import index_page
from service.assets import OWN_FILES, Asset


@pytest.mark.parametrize(
    ("address", "lang"),
    [
        ("/", "da"),
        ("/plan?plan=cpr-2017", "da"),
        ("/?lang=en", "en"),
        ("/maal?goal=2.1&lang=en", "en"),
        ("/?lang=sv", "da"),
        ("/?lang=%3Cscript%3E", "da"),
    ],
)
def test_the_page_says_its_language(client: TestClient, address: str, lang: str) -> None:
    page = client.get(address).text
    assert f'<html lang="{lang}">' in page
    assert page.count("<title>") == 1
    assert "<title>Målstreg</title>" in page


def test_without_javascript_the_page_says_what_it_needs(client: TestClient) -> None:
    page = client.get("/").text
    assert page.count("<noscript>") == 1
    assert "<p>Målstreg kræver" in page
    assert "<noscript><style>#m-first { display: none; }</style>" in page


@pytest.mark.parametrize(
    ("query", "lang"),
    [(b"", "da"), (b"lang=en", "en"), (b"lang=en&lang=da", "da"), (b"lang=\xff", "da"), (b"x=lang", "da")],
)
def test_the_last_language_that_is_asked_for_counts(query: bytes, lang: str) -> None:
    assert index_page.find_language({"query_string": query}) == lang


def test_own_files_are_linked_with_their_versions() -> None:
    names = ("favicon.svg", "favicon.png", "maalstreg.css", "ui.js")
    own = {f"/assets/{name}": Asset(name.encode(), "text/plain") for name in names}
    page = index_page.build_index_page("en", own)
    assert page.media_type == "text/html; charset=utf-8"
    text = page.plain.decode()
    for path, asset in own.items():
        assert text.count(f'"./{path.lstrip("/")}?v={asset.version}"') == 1
    assert "<!--" not in text


def test_a_page_of_streamlit_that_has_changed_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("<html lang='fr'></html>")
    monkeypatch.setattr(index_page, "find_streamlit_static", lambda: tmp_path)
    own = {f"/assets/{name}": Asset(b"", "text/plain") for name in OWN_FILES}
    with pytest.raises(RuntimeError, match="no longer holds"):
        index_page.build_index_page("da", own)
