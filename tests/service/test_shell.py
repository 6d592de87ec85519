"""The shell around Streamlit: what it answers itself, and what it makes of the replies."""

from __future__ import annotations

import re

import pytest
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient

import server
from pages.ui.draw import theme
from service import shell

PLAIN = {"accept-encoding": "identity"}
SMALL = {"accept-encoding": "gzip, deflate, br"}


def scripts(client: TestClient) -> list[str]:
    return re.findall(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', client.get("/").text)


def test_the_page_is_ours_also_when_the_browser_has_an_older_one(client: TestClient) -> None:
    response = client.get(
        "/", headers={"if-modified-since": "Sat, 01 Jan 2050 00:00:00 GMT", "if-none-match": "*"}
    )
    assert response.status_code == 200
    assert "<title>Målstreg</title>" in response.text
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["vary"] == "accept-encoding, cookie"


def test_in_a_trial_the_menu_is_there_before_the_page_is(client: TestClient) -> None:
    assert "<li><a>Risiko og frister</a></li>" in client.get("/plan?plan=cpr-2017").text
    assert "<li><a>Risk and deadlines</a></li>" in client.get("/?lang=en").text


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


def test_the_server_does_not_describe_itself(client: TestClient) -> None:
    for address in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_nothing_is_uploaded(client: TestClient, method: str) -> None:
    """Not in a trial either; with a sign-in it is tried in test_gate.py."""
    assert client.request(method, "/_stcore/upload_file/a/b").status_code == 404


def test_the_addresses_of_the_sign_in_are_no_pages_too_deep(client: TestClient) -> None:
    for path in ("/auth/login", "/auth/logout"):
        assert client.get(path, follow_redirects=False).headers.get("location") != path.replace(
            "/auth/", "/auth-"
        )
    assert client.get("/a/b", follow_redirects=False).headers["location"] == "/a-b"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/plan", None),
        ("/plan/cpr-2017", "/plan-cpr-2017"),
        ("/a/b/c/", "/a-b-c"),
        ("/media/a/b.xlsx", None),
        ("/a/_stcore/health", None),
    ],
)
def test_only_an_address_deeper_than_any_page_is_led_up(path: str, place: str | None) -> None:
    page = HTMLResponse("<p>of Streamlit</p>")
    client = TestClient(shell.Shell(page, stylesheet=""), follow_redirects=False)
    assert client.get(path).headers.get("location") == place


def test_a_file_that_is_html_is_not_taken_for_the_page() -> None:
    client = TestClient(shell.Shell(HTMLResponse("<p>report</p>"), stylesheet=""))
    assert client.get("/media/report.html").text == "<p>report</p>"
    assert "<title>Målstreg</title>" in client.get("/plan").text
    assert 'lang="en"' in client.get("/plan?lang=en").text


def test_a_page_that_is_an_error_stays_one() -> None:
    client = TestClient(shell.Shell(HTMLResponse("<p>gone</p>", 404), stylesheet=""))
    assert client.get("/plan").text == "<p>gone</p>"
