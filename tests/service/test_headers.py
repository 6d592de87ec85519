"""The security headers of every reply."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest
from starlette.testclient import TestClient

import server
from pages.ui.draw import theme
from service import shell
from service.headers import build_security_headers


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


def test_browsers_are_told_to_keep_to_encrypted_connections_only_where_there_are_some() -> None:
    said = [
        shell.Shell(server.app, stylesheet=theme.write_stylesheet(), secure=secure).headers
        for secure in (True, False)
    ]
    assert [headers.get("strict-transport-security") for headers in said] == ["max-age=63072000", None]


def test_each_inline_script_is_allowed_by_its_digest_and_no_other() -> None:
    headers = build_security_headers("<script>a()</script><script src='x.js'></script>")
    # The SHA-256 digest of "a()", in base 64.
    digest = b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}'; " in headers["content-security-policy"]
    assert "script-src 'self'; " in build_security_headers("<p></p>")["content-security-policy"]


def test_features_that_pages_do_not_use_are_denied() -> None:
    assert build_security_headers("")["permissions-policy"] == (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    )
