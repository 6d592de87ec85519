"""The frame of every page: its notices, what its links carry, and where it stops."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain


def test_a_wrong_day_is_told_and_today_is_shown(open_page: Open) -> None:
    html = plain(text(open_page("overview", as_of="i går", known_at="i morges")))
    assert "“i går” i adressen er ikke en dato" in html
    assert "“i morges” i adressen er ikke en dato" in html


def test_what_was_known_on_an_earlier_day_is_told_and_carried_by_every_link(open_page: Open) -> None:
    html = text(open_page("overview", as_of="2017-06-30", known_at="2018-01-31"))
    assert "31. januar 2018" in plain(html)
    assert 'href="/plan?plan=cpr-2017&amp;known_at=2018-01-31&amp;as_of=2017-06-30"' in html


def test_a_page_without_a_day_has_no_control_for_one(open_page: Open) -> None:
    assert [control.key for control in open_page("overview").date_input] == ["as_of"]
    assert "as_of" not in [control.key for control in open_page("plans").date_input]


def test_a_page_one_may_not_open_says_so_and_shows_nothing_of_it(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = Person("a@example.dk", (Grant(Role.READER, date(2020, 1, 1)),))
    monkeypatch.setattr(reader, "find_reader", lambda: somebody)
    at = open_page("audit")
    html = text(at)
    assert "Det giver din rolle ikke adgang til." in html
    assert "m-record" not in html
    assert not at.button
