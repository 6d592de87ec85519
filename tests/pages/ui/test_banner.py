"""The banner: only pages the reader may open, the language and the role that are on, and the way out."""

from __future__ import annotations

import re
from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

NOW = {"as_of": "2017-06-30"}


def part(html: str, kind: str) -> str:
    """One of the banner's navigations."""
    found = re.search(rf'<nav class="{kind}".*?</nav>', html, re.DOTALL)
    return found[0] if found else ""


def signed_in(monkeypatch: pytest.MonkeyPatch, *roles: Role) -> None:
    grants = tuple(Grant(role, date(2020, 1, 1)) for role in roles)
    monkeypatch.setattr(reader, "find_reader", lambda: Person("a@example.dk", grants))
    monkeypatch.setattr(reader, "is_in_trial", lambda: False)


def test_the_menu_keeps_the_day_and_marks_the_page_that_is_open(open_page: Open) -> None:
    menu = part(text(open_page("risk", **NOW)), "m-menu")
    assert re.findall(r'href="([^"?]*)', menu) == [
        "/",
        "/udvikling",
        "/risiko",
        "/indberetning",
        "/kvartalsmoede",
        "/aarsopgoerelse",
        "/hvad-nu-hvis",
        "/planer",
        "/administration",
        "/spor",
    ]
    assert menu.count("as_of=2017-06-30") == 10
    assert re.findall(r'href="(/\w*)[^>]*aria-current="page"', menu) == ["/risiko"]


def test_a_page_one_may_not_open_is_not_in_the_menu(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, Role.READER)
    menu = part(text(open_page("risk", **NOW)), "m-menu")
    assert re.findall(r'href="([^"?]*)', menu) == [
        "/",
        "/udvikling",
        "/risiko",
        "/indberetning",
        "/aarsopgoerelse",
        "/hvad-nu-hvis",
    ]


def test_whoever_has_signed_in_is_named_with_the_way_out(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "/auth/logout" not in text(open_page("risk", **NOW))
    signed_in(monkeypatch, Role.READER)
    html = text(open_page("risk", **NOW))
    assert "a@example.dk" in html
    assert '<form class="m-way-out" method="post" action="/auth/logout?lang=da">' in html
    assert part(html, "m-roles") == ""


def test_another_language_keeps_everything_else_of_the_address(open_page: Open) -> None:
    languages = part(text(open_page("plan", plan="cpr-2017", lang="en", **NOW)), "m-langs")
    assert 'href="/plan?plan=cpr-2017&amp;as_of=2017-06-30" lang="da"' in languages
    assert re.findall(r'lang="(\w+)" hreflang="\w+" aria-current', languages) == ["en"]


def test_in_a_trial_the_role_that_is_tried_is_marked(open_page: Open) -> None:
    roles = part(text(open_page("risk", role="reader", **NOW)), "m-roles")
    marked = re.findall(r'<a href="([^"]*)" data-nav="1" aria-current="page"', roles)
    assert marked == ["/risiko?as_of=2017-06-30&amp;role=reader"]
    assert roles.count("<li>") == len(Role) + 1
    assert plain(roles)
