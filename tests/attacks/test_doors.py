"""The doors of a service with two processes: signing in, its cookies, what leads where, and what the log tells."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, quote, urlsplit
from uuid import uuid4

import httpx
import pytest

from tests.fixtures.services import HOST, PUBLIC, Service, take

ELSEWHERE = ("//evil.example", "/\\evil.example", "https://evil.example", "/a%0d%0ab", "%2F%2Fevil.example")
FILE = "/media/0123456789.txt"
"""No such file, which whoever has signed in is told in other words than whoever has not."""


def is_in(
    service: Service, cookies: dict[str, str], headers: dict[str, str] | None = None, *, at: int = 0
) -> bool:
    """Whether somebody counts as signed in at a process."""
    status = service.ask(FILE, cookies, headers, at=at).status_code
    assert status in (401, 403)
    return status == 403


def test_a_sign_in_begun_at_one_process_ends_at_the_other(service: Service) -> None:
    person = "both@cpr.dk"
    service.grant(person)
    reply, cookies = service.begin(at=0)
    back = service.authorise(reply.headers["location"], person)
    end = service.ask(back, cookies, at=1)
    assert end.status_code == 302
    assert is_in(service, take(end), at=0)
    assert service.recorded(person) == ["sign.in"]


def test_200_groups_leave_one_small_cookie_and_no_token(service: Service) -> None:
    person = "groups@cpr.dk"
    service.grant(person)
    end, cookies = service.sign_in(person, groups=[str(uuid4()) for _ in range(200)])
    assert [name for name in cookies if name.startswith("_streamlit_user")] == ["_streamlit_user"]
    assert len(str(end.headers)) < 4000
    assert is_in(service, cookies)


def test_another_s_way_back_signs_nobody_in(service: Service) -> None:
    person = "lured@cpr.dk"
    service.grant(person)
    reply, _ = service.begin()
    back = service.authorise(reply.headers["location"], person)
    _, others = service.begin()
    for cookies in ({}, others):
        assert "_streamlit_user" not in take(service.ask(back, cookies))
    assert service.recorded(person) == []


def test_a_way_back_leads_in_once(service: Service) -> None:
    person = "once@cpr.dk"
    service.grant(person)
    reply, cookies = service.begin()
    back = service.authorise(reply.headers["location"], person)
    end = service.ask(back, cookies)
    assert "_streamlit_user" in take(end)
    again = service.ask(back, cookies | take(end))
    assert "_streamlit_user" not in take(again)
    assert service.recorded(person) == ["sign.in"]


def test_a_sign_in_leads_to_no_other_place(service: Service) -> None:
    for place in ELSEWHERE:
        for referer in (place, PUBLIC + place, f"{PUBLIC}@evil.example/", f"https://{HOST}.evil.example/"):
            _, cookies = service.begin(referer=referer, at=1)
            assert not cookies["maalstreg_asked"].startswith(("%2F%2F", "%2F%5C", "http")), referer
        end = service.ask("/oauth2callback?state=none", {"maalstreg_asked": quote(place, safe="")})
        assert end.headers["location"].startswith("/")
        assert not end.headers["location"].startswith(("//", "/\\", "/a\r"))


@pytest.mark.parametrize(
    "path", ["//evil.example", "/%5Cevil.example/x", "/x/%0d%0aSet-Cookie:%20a=b", "/%2F/evil.example"]
)
def test_no_path_leads_out_or_sets_a_cookie(service: Service, path: str) -> None:
    reply = service.ask(path)
    place = reply.headers.get("location", "/")
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))
    assert "a=b" not in reply.headers.get("set-cookie", "")


def test_a_host_of_somebody_else_s_names_no_address(service: Service) -> None:
    reply, cookies = service.begin(host="evil.example", referer="https://evil.example/plan")
    led = parse_qs(urlsplit(reply.headers["location"]).query)
    assert led["redirect_uri"] == [f"{PUBLIC}/oauth2callback"]
    assert "evil" not in cookies["maalstreg_asked"]
    page = service.ask("/plan", {}, {"host": "evil.example"})
    assert "evil" not in page.text + str(page.headers)


def test_a_cookie_keeps_to_the_server_to_encryption_and_to_its_time(service: Service) -> None:
    person = "flags@cpr.dk"
    service.grant(person)
    reply, cookies = service.begin()
    end = service.ask(service.authorise(reply.headers["location"], person), cookies)
    lines = reply.headers.get_list("set-cookie") + end.headers.get_list("set-cookie")
    assert len(lines) >= 3
    for line in lines:
        assert all(flag in line.lower() for flag in ("httponly", "; secure", "samesite=lax")), line
        age = line.lower().partition("max-age=")[2].partition(";")[0]
        assert not age or int(age) <= 12 * 3600, line


def test_a_stolen_cookie_is_worth_nothing_after_the_sign_out_at_either_process(service: Service) -> None:
    person = "stolen@cpr.dk"
    service.grant(person)
    _, cookies = service.sign_in(person)
    assert is_in(service, cookies, at=0)
    assert is_in(service, cookies, at=1)
    for method, origin in (("GET", PUBLIC), ("POST", "https://evil.example")):
        tried = service.ask("/auth/logout", cookies, {"origin": origin}, method=method)
        assert tried.headers["location"] == "/"
    assert is_in(service, cookies)
    out = service.ask("/auth/logout", cookies, {"origin": PUBLIC}, method="POST")
    assert service.provider.url in out.text
    assert "_streamlit_user" not in take(out)
    assert not is_in(service, cookies, at=0)
    assert not is_in(service, cookies, at=1)
    assert service.recorded(person) == ["sign.in", "sign.out"]


@pytest.mark.parametrize(
    "name", ["X-Streamlit-User", "X-Forwarded-User", "Remote-User", "X-Auth-Request-Email"]
)
def test_a_header_that_names_somebody_signs_nobody_in(service: Service, name: str) -> None:
    person = f"{name.lower()}@cpr.dk"
    service.grant(person)
    assert is_in(service, service.signed_in(person))
    assert not is_in(service, {}, {name: person})


def test_the_log_tells_nothing_of_a_sign_in(service: Service) -> None:
    person, told = "logged@cpr.dk", f"told-{uuid4()}"
    service.grant(person)
    service.sign_in(person)
    service.ask(f"/oauth2callback?error={told}&error_description={told}%0a%7B%22event%22:%22forged%22%7D")
    service.ask(f"/plan?plan={told}", {}, {"origin": f"https://{told}.example"})
    time.sleep(0.2)
    log = service.logged()
    assert "/oauth2callback" in log
    for private in (person, told, "forged", "id_token", "127.0.0.1"):
        assert private not in log, private


def test_the_figures_are_on_no_port_that_the_proxy_reaches(service: Service) -> None:
    for path in ("/metrics", "/api/metrics", "/_stcore/metrics"):
        assert "maalstreg_requests" not in service.ask(path).text


def test_who_tells_another_address_each_time_is_told_to_wait_all_the_same(service: Service) -> None:
    """From the machine itself, whose word about where a request comes from is taken."""
    url, statuses = f"{service.servers[1].url}/api/calendar/x.ics", []
    with httpx.Client(timeout=60) as client:
        for number in range(1200):  # as many as a busy machine needs to be asked too often within a minute
            told = f"10.0.{number // 250}.{number % 250}"
            statuses.append(client.get(url, headers={"x-forwarded-for": told}).status_code)
            if statuses[-1] == 429:
                break
    assert set(statuses) == {404, 429}
