"""The web server's replies: language, headers, compression, health."""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import b64encode
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient
from streamlit.runtime.pages_manager import PagesManager

import server
from pages.ui.draw import theme
from service import assets, figures, readiness, shell, sign_in

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
    "address",
    [
        "/",
        "/api/health",
        "/api/ready",
        "/assets/ui.js",
        "/_stcore/health",
        "/_stcore/metrics",
        "/a/b",
        "/auth/login",
    ],
)
def test_every_reply_has_the_security_headers(client: TestClient, address: str) -> None:
    headers = client.get(address, follow_redirects=False).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers
    assert re.fullmatch(r"[0-9a-f]{32}", headers["x-request-id"])
    assert len(headers.multi_items()) == len(headers.keys())
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
    assets = shell.Shell(server.app, stylesheet=theme.write_stylesheet()).assets
    name = next(path for path in assets if "PlotlyChart" in path)
    response = client.get(name, headers=SMALL)
    assert int(response.headers["content-length"]) < len(response.content) / 3


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


def test_the_server_does_not_describe_itself(client: TestClient) -> None:
    for address in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact"):
        assert client.get(address).status_code == 404


def test_browsers_are_told_to_keep_to_encrypted_connections_only_where_there_are_some() -> None:
    said = [
        shell.Shell(server.app, stylesheet=theme.write_stylesheet(), secure=secure).headers
        for secure in (True, False)
    ]
    assert [headers.get("strict-transport-security") for headers in said] == ["max-age=63072000", None]


def test_it_is_healthy_while_it_answers_and_ready_while_the_database_does(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert client.get("/api/health").json() == client.get("/api/ready").json() == {"status": "ok"}
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", f"sqlite:///{tmp_path}")
    assert client.get("/api/health").status_code == 200
    silent = client.get("/api/ready")
    assert (silent.status_code, silent.json()) == (503, {"status": "database does not answer"})
    assert silent.headers["cache-control"] == "no-store"


def test_a_database_that_lets_one_wait_is_not_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Event()
    monkeypatch.setattr(readiness, "PATIENCE", 0.05)
    monkeypatch.setattr(readiness, "read_state", lambda _: over.wait(20))
    assert client.get("/api/ready").status_code == 503
    over.set()


def test_a_request_keeps_the_number_its_proxy_gave_it_and_no_other(client: TestClient) -> None:
    given = {"good": "0123456789abcdef" * 2, "bad": "chef@cpr.dk"}
    kept = {
        name: client.get("/", headers={"x-request-id": number}).headers["x-request-id"]
        for name, number in given.items()
    }
    assert kept["good"] == given["good"]
    assert kept["bad"] != given["bad"]


def test_a_program_that_tries_to_sign_in_again_and_again_is_told_to_wait(client: TestClient) -> None:
    replies = [client.get("/auth/logout", follow_redirects=False) for _ in range(80)]
    assert 429 in {reply.status_code for reply in replies}
    assert replies[-1].text.startswith("For mange forsøg")
    assert replies[-1].headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("variable", ["MAALSTREG_METRICS_PORT", "MAALSTREG_OIDC_CLIENT_ID"])
def test_a_setting_without_meaning_ends_the_server_with_words(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "x")
    with pytest.raises(SystemExit, match="MAALSTREG_"):
        server._setting(figures.read_port if "METRICS" in variable else sign_in.read_provider)


def test_compression_is_the_same_every_time() -> None:
    asset = assets.Asset(b"x" * 1000, "text/css; charset=utf-8")
    assert gzip.decompress(asset.small) == asset.plain
    assert asset.small == assets.Asset(b"x" * 1000, "text/css; charset=utf-8").small


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
