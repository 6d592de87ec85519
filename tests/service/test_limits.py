"""Limits on how often one may ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route as Address
from starlette.testclient import TestClient

from service import limits
from service.limits import Limit, RateLimits
from service.routes import Route


def test_one_may_ask_so_often_and_again_when_the_time_is_over() -> None:
    limit = Limit(2, 60)
    assert [limit.allows("a", now) for now in (0, 10, 20, 59.9, 60, 61, 70)] == [
        True,
        True,
        False,
        False,
        True,
        False,
        True,
    ]


def test_one_who_asks_too_often_keeps_nobody_else_out() -> None:
    limit = Limit(1, 60)
    assert limit.allows("a", 0)
    assert not limit.allows("a", 1)
    assert limit.allows("b", 1)


@given(st.lists(st.floats(0, 1000), max_size=60).map(sorted), st.integers(1, 5))
def test_never_more_than_allowed_within_any_stretch(times: list[float], most: int) -> None:
    limit = Limit(most, 60)
    allowed = [now for now in times if limit.allows("a", now)]
    for first, after in zip(allowed, allowed[most:], strict=False):
        assert after - 60 >= first


def test_whoever_was_quiet_longest_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CLIENTS", 3)
    limit = Limit(1, 60)
    for number in range(50):
        limit.allows(str(number), number / 10)
    assert list(limit._asked) == ["47", "48", "49"]


def test_who_asks_too_often_for_a_sign_in_is_told_to_wait() -> None:
    pages = [Address(path, lambda _: PlainTextResponse("here")) for path in ("/auth/login", "/plan")]
    limited = Middleware(RateLimits, limits={Route.SIGN_IN: Limit(2, 60)}, said="Vent", clock=lambda: 0.0)
    client = TestClient(Starlette(routes=pages, middleware=[limited]))
    assert [client.get("/auth/login").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/auth/login")
    assert (refused.text, refused.headers["retry-after"]) == ("Vent", "60")
    assert client.get("/plan").status_code == 200


def test_sign_in_files_uploads_and_calendars_are_limited() -> None:
    assert set(limits.make_usual_limits()) == {Route.SIGN_IN, Route.DOWNLOAD, Route.UPLOAD, Route.CALENDAR}


def test_a_program_that_tries_to_sign_in_again_and_again_is_told_to_wait(client: TestClient) -> None:
    replies = [client.get("/auth/logout", follow_redirects=False) for _ in range(80)]
    assert 429 in {reply.status_code for reply in replies}
    assert replies[-1].text.startswith("For mange forsøg")
    assert replies[-1].headers["x-content-type-options"] == "nosniff"
