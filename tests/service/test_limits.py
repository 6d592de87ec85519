"""Limits on how often one may ask."""

from __future__ import annotations

from collections.abc import Callable

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


@pytest.fixture
def now() -> list[float]:
    """The time of the limits, which a test may move on."""
    return [0.0]


@pytest.fixture
def ask(now: list[float]) -> Callable[[str], int]:
    """Ask for a sign-in from an address, at most twice a minute from each; the status of the reply."""
    page = Address("/auth/login", lambda _: PlainTextResponse("here"))
    said = {Route.SIGN_IN: Limit(2, 60)}
    limited = Middleware(RateLimits, limits=said, said="Vent", clock=lambda: now[0])
    app = Starlette(routes=[page], middleware=[limited])

    def from_address(address: str) -> int:
        status: int = TestClient(app, client=(address, 1)).get("/auth/login").status_code
        return status

    return from_address


def test_who_tells_another_address_each_time_is_told_to_wait(
    ask: Callable[[str], int], now: list[float]
) -> None:
    assert ask("once") == 200
    assert [ask(f"another {number}") for number in range(12)] == [200] * 9 + [429] * 3
    assert ask("once") == 200
    now[0] = 60.0
    assert ask("another") == 200


def test_a_few_who_ask_too_often_keep_nobody_else_out(ask: Callable[[str], int]) -> None:
    replies = [ask(f"often {number}") for number in range(5) for _ in range(20)]
    assert (replies.count(200), replies.count(429)) == (10, 90)
    assert [ask("another"), ask("another"), ask("another")] == [200, 200, 429]


def test_the_addresses_of_one_network_are_one_client(ask: Callable[[str], int]) -> None:
    assert [ask(f"2001:db8:0:1::{n}") for n in range(1, 4)] == [200, 200, 429]
    assert ask("2001:db8:0:2::1") == 200
    assert [ask(f"192.0.2.{n}") for n in range(1, 4)] == [200] * 3


def test_sign_in_files_uploads_and_calendars_are_limited() -> None:
    assert set(limits.make_usual_limits()) == {Route.SIGN_IN, Route.DOWNLOAD, Route.UPLOAD, Route.CALENDAR}


def test_a_program_that_tries_to_sign_in_again_and_again_is_told_to_wait(client: TestClient) -> None:
    replies = [client.get("/auth/logout", follow_redirects=False) for _ in range(80)]
    assert 429 in {reply.status_code for reply in replies}
    assert replies[-1].text.startswith("For mange forsøg")
    assert replies[-1].headers["x-content-type-options"] == "nosniff"
