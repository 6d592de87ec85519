"""Static files: their addresses, and how they are compressed."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pages.ui.draw import theme
from service import assets


def test_own_files_are_addressed_by_their_content(client: TestClient) -> None:
    found = re.findall(r'"\./(assets/[a-z.]+\?v=[0-9a-f]{12})"', client.get("/").text)
    assert len(found) == len(assets.OWN_FILES)
    for address in found:
        assert client.get(f"/{address}").status_code == 200


def test_the_stylesheet_begins_with_the_themes_colours(client: TestClient) -> None:
    response = client.get("/assets/maalstreg.css")
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert response.text.startswith(theme.write_stylesheet())


@pytest.mark.parametrize(
    "address", ["/assets/../server.py", "/static/../../config.py", "/assets/%2e%2e/app.py"]
)
def test_no_other_file_can_be_fetched(client: TestClient, address: str) -> None:
    assert "import" not in client.get(address).text


def test_compression_is_the_same_every_time() -> None:
    asset = assets.Asset(b"x" * 1000, "text/css; charset=utf-8")
    assert gzip.decompress(asset.small) == asset.plain
    assert asset.small == assets.Asset(b"x" * 1000, "text/css; charset=utf-8").small


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.css", "text/css; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.png", "image/png"),
        ("a.unheard-of", "application/octet-stream"),
    ],
)
def test_a_file_has_its_media_type(name: str, media_type: str) -> None:
    assert assets.find_media_type(Path(name)) == media_type


def test_text_is_compressible_and_pictures_are_not() -> None:
    assert {"text/html; charset=utf-8", "text/css; charset=utf-8", "image/svg+xml"} <= assets.COMPRESSIBLE
    assert "image/png" not in assets.COMPRESSIBLE


def test_another_content_has_another_version() -> None:
    first, second = (assets.Asset(content, "text/css").version for content in (b"a", b"b"))
    # The beginnings of the SHA-256 digests of "a" and "b".
    assert (first, second) == ("ca978112ca1b", "3e23e8160039")


def test_only_the_css_file_is_led_by_the_stylesheet() -> None:
    plain = assets.read_own_asset("maalstreg.css", "").plain
    assert assets.read_own_asset("maalstreg.css", ":root{}").plain == b":root{}" + plain
    assert b":root{}" not in assets.read_own_asset("ui.js", ":root{}").plain


def test_streamlits_assets_have_the_addresses_its_page_asks_for() -> None:
    found = assets.find_streamlit_assets()
    page = (assets.find_streamlit_static() / "index.html").read_text("utf-8")
    asked = re.findall(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', page)
    assert asked
    assert {f"/{path}" for path in asked} <= found.keys()
