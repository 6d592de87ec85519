"""What an address is counted and logged as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.routes import FAMILIES, PAGES, Route, find_route, mask_address
from words.site_map import SITE_MAP


@pytest.mark.parametrize(
    ("path", "kind", "logged"),
    [
        ("/", Route.PAGE, "/"),
        ("/maal", Route.PAGE, "/maal"),
        ("/chef@cpr.dk", Route.OTHER, "/*"),
        ("/plan/cpr-2017", Route.OTHER, "/*"),
        ("/media/0a1b.xlsx", Route.DOWNLOAD, "/media/*"),
        ("/_stcore/upload_file/a/b", Route.UPLOAD, "/_stcore/upload_file/*"),
        ("/api/calendar/a-secret.ics", Route.CALENDAR, "/api/calendar/*"),
        ("/_stcore/stream", Route.SESSION, "/_stcore/stream"),
        ("/oauth2callback", Route.SIGN_IN, "/oauth2callback"),
        ("/api/ready", Route.PROBE, "/api/ready"),
        ("/api/metrics", Route.OTHER, "/*"),
    ],
)
def test_an_address_is_known_by_its_kind(path: str, kind: Route, logged: str) -> None:
    assert (find_route(path), mask_address(path)) == (kind, logged)


@given(st.text())
def test_nothing_that_was_typed_is_ever_shown(path: str) -> None:
    assert mask_address(path).removesuffix("*") in {"/", *PAGES, *FAMILIES}


def test_every_page_is_known() -> None:
    assert {row.address for row in SITE_MAP} <= PAGES
    assert find_route("/overblik") is Route.PAGE
