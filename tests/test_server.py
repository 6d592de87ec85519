"""The web server's replies: language, headers, compression, health."""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from streamlit.runtime.pages_manager import PagesManager

import server
from pages.ui import theme, web

PLAIN = {"accept-encoding": "identity"}
SMALL = {"accept-encoding": "gzip, deflate, br"}


def scripts(client: TestClient) -> list[str]:
    return re.findall(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', client.get("/").text)


@pytest.mark.usefixtures("client")
def test_the_database_is_ready_before_the_first_request(app_database: Path) -> None:
    assert app_database.stat().st_size > 0


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
    assert "<noscript><p>Målstreg kræver" in page


def test_a_link_to_a_page_works_from_the_first_reader_on() -> None:
    """Streamlit's own way with a folder called `pages` is off before any session begins."""
    assert PagesManager.uses_pages_directory is False


def test_the_page_is_ours_also_when_the_browser_has_an_older_one(client: TestClient) -> None:
    response = client.get(
        "/", headers={"if-modified-since": "Sat, 01 Jan 2050 00:00:00 GMT", "if-none-match": "*"}
    )
    assert response.status_code == 200
    assert "<title>Målstreg</title>" in response.text
    assert response.headers["cache-control"] == "no-cache"


def test_the_only_inline_script_is_allowed_by_its_digest(client: TestClient) -> None:
    response = client.get("/")
    policy = response.headers["content-security-policy"]
    inline = re.findall(r"<script>(.*?)</script>", response.text, flags=re.DOTALL)
    assert len(inline) == 1
    assert f"'sha256-{b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()}'" in policy
    scripts_policy = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts_policy


@pytest.mark.parametrize(
    "address", ["/", "/api/health", "/assets/ui.js", "/_stcore/health", "/_stcore/metrics"]
)
def test_every_reply_has_the_security_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_scripts_and_styles_are_sent_small_and_kept(client: TestClient) -> None:
    for name in scripts(client)[:3]:
        response = client.get(f"/{name}", headers=SMALL)
        assert response.headers["content-encoding"] == "gzip"
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert response.text == client.get(f"/{name}", headers=PLAIN).text


def test_a_browser_that_cannot_unpack_gets_it_plain(client: TestClient) -> None:
    response = client.get("/assets/ui.js", headers=PLAIN)
    assert "content-encoding" not in response.headers
    assert "popstate" in response.text


def test_the_largest_script_is_a_third_of_its_size(client: TestClient) -> None:
    assets = web.Shell(server.app).assets
    name = next(path for path in assets if "PlotlyChart" in path)
    response = client.get(name, headers=SMALL)
    assert int(response.headers["content-length"]) < len(response.content) / 3


def test_own_files_are_addressed_by_their_content(client: TestClient) -> None:
    found = re.findall(r'"\./(assets/[a-z.]+\?v=[0-9a-f]{12})"', client.get("/").text)
    assert len(found) == len(web.OWN_FILES)
    for address in found:
        assert client.get(f"/{address}").status_code == 200


def test_the_stylesheet_begins_with_the_themes_colours(client: TestClient) -> None:
    response = client.get("/assets/maalstreg.css")
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert response.text.startswith(theme.stylesheet())


@pytest.mark.parametrize(
    "address", ["/assets/../server.py", "/static/../../config.py", "/assets/%2e%2e/app.py"]
)
def test_no_other_file_can_be_fetched(client: TestClient, address: str) -> None:
    assert "import" not in client.get(address).text


def test_the_server_does_not_describe_itself(client: TestClient) -> None:
    for address in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact"):
        assert client.get(address).status_code == 404


def test_health_answers(client: TestClient) -> None:
    assert client.get("/api/health").json() == {"status": "ok"}


def test_compression_is_the_same_every_time() -> None:
    asset = web.Asset(b"x" * 1000, "text/css; charset=utf-8")
    assert gzip.decompress(asset.small) == asset.plain
    assert asset.small == web.Asset(b"x" * 1000, "text/css; charset=utf-8").small


def test_the_addresses_of_the_sign_in_are_no_pages_too_deep(client: TestClient) -> None:
    for path in ("/auth/login", "/auth/logout"):
        assert client.get(path, follow_redirects=False).headers.get("location") != path.replace(
            "/auth/", "/auth-"
        )
    assert client.get("/a/b", follow_redirects=False).headers["location"] == "/a-b"


@pytest.mark.parametrize(
    ("address", "refused"), [("127.0.0.1", False), ("::1", False), ("192.0.2.1", True), ("", True)]
)
def test_without_a_sign_in_only_this_machine_may_reach_it(
    monkeypatch: pytest.MonkeyPatch, address: str, refused: bool
) -> None:
    monkeypatch.setattr("streamlit.config.get_option", lambda _: address)
    if not refused:
        server._refuse_to_be_reached()
        return
    with pytest.raises(SystemExit, match="MAALSTREG_OIDC"):
        server._refuse_to_be_reached()
