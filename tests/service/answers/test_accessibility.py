"""The accessibility statement at `/was`."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from metrics.errors import InvalidInput
from service.answers import accessibility
from service.answers.accessibility import VARIABLE
from words.addresses import make_accessibility_path


def test_it_leads_to_the_statement_of_the_authority(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "https://was.digst.dk/maal-example-dk")
    reply = client.get("/was", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (307, "https://was.digst.dk/maal-example-dk")


@pytest.mark.parametrize(("lang", "title"), [("da", "Tilgængelighed"), ("en", "Accessibility")])
def test_without_one_it_tells_what_is_known_without_scripts(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, lang: str, title: str
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    page = client.get(make_accessibility_path(lang)).text
    assert f'<html lang="{lang}">' in page
    assert f"<h1>{title}</h1>" in page
    assert "<script" not in page


@pytest.mark.parametrize("wrong", ["was.digst.dk", "http://was.digst.dk", "https://a b"])
def test_what_is_no_address_is_refused_at_the_start(wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        accessibility.read_statement_url({VARIABLE: wrong})
    assert [problem.code for problem in refused.value.problems] == ["address_begins"]
