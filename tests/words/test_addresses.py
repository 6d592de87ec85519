"""Addresses of pages and calendars."""

from __future__ import annotations

from words.addresses import make_calendar_path, make_path


def test_the_default_language_is_not_named_and_others_are() -> None:
    assert make_path("overview", {}, "da") == "/"
    assert make_path("overview", {}, "en") == "/?lang=en"
    assert (
        make_path("goal", {"plan": "cpr-2017", "goal": "2.1"}, "en") == "/maal?plan=cpr-2017&goal=2.1&lang=en"
    )


def test_what_is_asked_for_is_escaped_and_left_as_it_was() -> None:
    query = {"owner": "Ø & Å"}
    assert make_path("risk", query, "en") == "/risiko?owner=%C3%98+%26+%C3%85&lang=en"
    assert query == {"owner": "Ø & Å"}


def test_a_calendar_has_the_address_of_its_secret() -> None:
    assert make_calendar_path("abc", "da") == "/api/calendar/abc.ics"
    assert make_calendar_path("abc", "en") == "/api/calendar/abc.ics?lang=en"
