"""What nginx with the shipped file lets through to the processes."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from scripts.programs import find_nginx
from scripts.proxy import Proxy, run_proxy
from tests.fixtures.needs import need
from tests.fixtures.services import HOST, Service, join, take

INSIDE = ("/api/ready", "/metrics", "/api/metrics", "/_stcore/metrics", "/_stcore/agent/x")
DISGUISES = ("{}", "/{}", "/.{}", "/x/..{}", "{}/", "{};x", "{}%00", "{}?x")


@pytest.fixture(scope="module")
def proxy(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    program = need(find_nginx(), "nginx")
    ports = [service.port(at) for at in range(2)]
    with run_proxy(program, tmp_path_factory.mktemp("nginx"), ports) as made:
        yield made


def test_a_person_in_200_groups_signs_in_through_it(service: Service, proxy: Proxy) -> None:
    person = "many.groups@cpr.dk"
    service.grant(person)
    reply, cookies = service.begin()
    groups = [str(uuid4()) for _ in range(200)]
    back = service.authorise(reply.headers["location"], person, groups=groups, note="x" * 20_000)
    end = proxy.ask(back, cookie=join(cookies))
    assert (end.status_code, end.headers["location"]) == (302, "/")
    assert proxy.ask("/media/0.txt", cookie=join(take(end))).status_code == 403
    assert service.recorded(person) == ["sign.in"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", f"{HOST}.evil.example", f"x.{HOST}"])
def test_a_host_that_is_not_ours_gets_no_answer(proxy: Proxy, host: str) -> None:
    with pytest.raises(httpx.TransportError):
        proxy.ask("/", host)  # named in TLS as well: no certificate
    with pytest.raises(httpx.TransportError):
        proxy.ask("/", host, named=HOST)
    plain = f"http://127.0.0.1:{proxy.plain_port}"
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{plain}/", headers={"host": host})
    ours = httpx.get(f"{plain}/plan?x=1", headers={"host": HOST})
    assert (ours.status_code, ours.headers["location"]) == (301, f"https://{HOST}/plan?x=1")


@pytest.mark.parametrize("path", INSIDE)
def test_what_is_for_the_house_is_not_passed_on_in_any_disguise(proxy: Proxy, path: str) -> None:
    for disguise in DISGUISES:
        for asked in (path, path.replace("r", "%72"), path.replace("m", "%6d")):
            reply = proxy.ask(disguise.format(asked))
            assert reply.status_code != 200 or "<html" in reply.text, disguise
            assert "maalstreg_requests" not in reply.text
    assert proxy.ask(path).status_code == 404


def test_another_address_in_a_header_gives_no_more_requests(proxy: Proxy) -> None:
    for path in (f"/api/calendar/{'s' * 40}.ics", "/auth/login"):
        told = [{"x-forwarded-for": f"10.0.0.{n}", "forwarded": f"for=10.0.0.{n}"} for n in range(45)]
        replies = [proxy.ask(path, **headers) for headers in told]
        # Its own refusals, not those of a process, which has limits for itself.
        refused = [reply.status_code == 429 and "<center>nginx" in reply.text for reply in replies]
        assert not any(refused[:10])
        assert any(refused)


def test_its_log_says_why_a_sign_in_failed_and_nothing_of_other_requests(proxy: Proxy) -> None:
    """After the requests above, of which some were refused."""
    assert proxy.read("maalstreg-error.log") == ""
    assert "limiting requests" in proxy.read("maalstreg.sign-in")
    assert "calendar" not in proxy.read("maalstreg.sign-in") + proxy.read("maalstreg.log")
