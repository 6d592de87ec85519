"""The way out: a page that leads on to the provider, which no redirect after a form may."""

from __future__ import annotations

import httpx
import pytest
from starlette.responses import RedirectResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from service.way_out import lead_out


def left(place: str, query: str = "") -> httpx.Response:
    """What a browser gets where Streamlit redirects it to a place."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        reply = RedirectResponse(place, 302)
        reply.delete_cookie("_streamlit_user")
        await reply(scope, receive, lead_out(scope, send))

    reply: httpx.Response = TestClient(app, follow_redirects=False).post(f"/auth/logout{query}")
    return reply


@pytest.mark.parametrize(
    ("lang", "said"), [("da", "Du er logget af Målstreg."), ("en", "You have signed out of Målstreg.")]
)
def test_a_page_leads_on_to_the_provider(lang: str, said: str) -> None:
    reply = left("https://login.example.dk/out?a=1&b=2", f"?lang={lang}")
    assert (reply.status_code, reply.headers["cache-control"]) == (200, "no-store")
    assert "location" not in reply.headers
    assert said in reply.text
    assert f'<html lang="{lang}">' in reply.text
    for place in ('content="0; url={}"', '<a href="{}">'):
        assert place.format("https://login.example.dk/out?a=1&amp;b=2") in reply.text
    assert reply.headers["set-cookie"].startswith("_streamlit_user=")
    assert int(reply.headers["content-length"]) == len(reply.content)


def test_without_an_address_at_the_provider_it_leads_to_the_start() -> None:
    reply = left("/")
    assert (reply.status_code, reply.headers["location"], reply.text) == (303, "/", "")


def test_an_address_is_no_markup() -> None:
    assert "<script>" not in left('https://login.example.dk/"><script>').text
