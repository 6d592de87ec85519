"""Requests as they are numbered, counted and logged."""

from __future__ import annotations

import logging
import re

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from service import figures, logs
from service.request_log import RequestObserver, choose_request_id


def test_a_request_keeps_the_number_its_proxy_gave_it_and_no_other(client: TestClient) -> None:
    given = {"good": "0123456789abcdef" * 2, "bad": "chef@cpr.dk"}
    kept = {
        name: client.get("/", headers={"x-request-id": number}).headers["x-request-id"]
        for name, number in given.items()
    }
    assert kept["good"] == given["good"]
    assert kept["bad"] != given["bad"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0123456789abcdef", True),
        ("a" * 64, True),
        ("0123456789abcde", False),
        ("a" * 65, False),
        ("0123456789ABCDEF", False),
        ("", False),
        ("0123456789abcdef\n", False),
    ],
)
def test_a_number_is_kept_only_where_it_is_one(given: str, kept: bool) -> None:
    found = choose_request_id(given)
    assert (found == given) == kept
    assert re.fullmatch(r"[0-9a-f]{16,64}", found)


async def _fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise ValueError("chef@cpr.dk")


@pytest.mark.parametrize(
    ("path", "status", "lines"),
    [
        ("/plan?plan=chef@cpr.dk", 200, [("page", "/plan", 200)]),
        ("/chef@cpr.dk", 404, [("other", "/*", 404)]),
        ("/assets/ui.js", 200, []),
        ("/assets/gone.js", 404, [("asset", "/assets/*", 404)]),
    ],
)
def test_a_request_is_logged_without_its_query_and_an_asset_only_on_errors(
    caplog: pytest.LogCaptureFixture, path: str, status: int, lines: list[tuple[str, str, int]]
) -> None:
    logs.OWN.setLevel(logging.INFO)
    observed = RequestObserver(PlainTextResponse("x", status))
    TestClient(observed).get(path)
    fields = [record.__dict__[logs.FIELDS] for record in caplog.records if record.msg == "request"]
    assert [(one["route"], one["path"], one["status"]) for one in fields] == lines
    assert "chef" not in str(fields)


def test_a_request_that_fails_is_counted_and_logged_as_500(caplog: pytest.LogCaptureFixture) -> None:
    logs.OWN.setLevel(logging.INFO)
    before = count("page", "500")
    with pytest.raises(ValueError, match="chef"):
        TestClient(RequestObserver(_fail)).get("/plan")
    (line,) = [record.__dict__[logs.FIELDS] for record in caplog.records if record.msg == "request"]
    assert (line["status"], line["method"]) == (500, "GET")
    assert count("page", "500") == before + 1


def count(route: str, status: str) -> float:
    """How many requests were counted so far."""
    found = figures.REGISTRY.get_sample_value("maalstreg_requests_total", {"route": route, "status": status})
    return found or 0.0


def test_a_method_that_somebody_made_up_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    logs.OWN.setLevel(logging.INFO)
    TestClient(RequestObserver(PlainTextResponse("x"))).request("CHEF", "/plan")
    (line,) = [record.__dict__[logs.FIELDS] for record in caplog.records if record.msg == "request"]
    assert line["method"] == "OTHER"
