"""The day of a page: from the address, within a century and not ahead, and written back to it."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from terminal.common import find_today
from tests.pages.conftest import Open, text


def script() -> None:
    from datetime import date

    import streamlit as st

    from pages.ui import day_choice
    from words.language import Words

    found = day_choice.read_day_choice(date(2026, 11, 21), Words("da"))
    st.text("|".join((str(found.as_of), str(found.known), *found.notices)))


def read(**query: str) -> str:
    """The day, the day by whose end it had to be known, and the notices."""
    at = AppTest.from_function(script)
    at.query_params.update(query)
    return at.run().text[0].value


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2017-06-30", "2017-06-30|2017-06-30"),
        ("", "2026-11-21|2026-11-21"),
        ("2026-11-21", "2026-11-21|2026-11-21"),
        ("2000-01-01", "2000-01-01|2000-01-01"),
    ],
)
def test_a_day_is_known_by_its_own_end(asked: str, found: str) -> None:
    assert read(as_of=asked) == found


@pytest.mark.parametrize("asked", ["30-06-2017", "1999-12-31", "2100-01-01"])
def test_what_is_no_day_of_the_century_is_today_and_told(asked: str) -> None:
    said = read(as_of=asked)
    assert said.startswith(f"2026-11-21|2026-11-21|“{asked}” i adressen er ikke en dato mellem 2000 og 2099.")
    assert said.endswith("Her vises i dag, 21. november 2026.")


@pytest.mark.parametrize(
    ("asked", "written"), [("2026-11-22", "22. november 2026"), ("2099-12-31", "31. december 2099")]
)
def test_a_day_that_has_not_come_is_today_and_told(asked: str, written: str) -> None:
    said = f"Dagen {written} er ikke kommet endnu. Siden viser status i dag."
    assert read(as_of=asked) == f"2026-11-21|2026-11-21|{said}"


@pytest.mark.parametrize(
    ("known_at", "known"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2018-01-31", "2018-01-31"),
        ("2016-12-31", "2016-12-31"),
        ("2027-01-01", "2026-11-21"),
    ],
)
def test_another_day_of_knowledge_is_as_it_says_and_never_ahead_of_today(known_at: str, known: str) -> None:
    assert read(as_of="2017-06-30", known_at=known_at) == f"2017-06-30|{known}"


def test_knowledge_of_no_day_is_that_of_the_page_and_told() -> None:
    said = read(as_of="2017-06-30", known_at="i morges")
    assert said.startswith("2017-06-30|2017-06-30|“i morges” i adressen er ikke en dato mellem 2000 og 2099.")
    assert said.endswith("Her vises, hvad der forelå den 30. juni 2017.")


def test_a_chosen_day_stands_in_the_address(open_page: Open) -> None:
    at = open_page("overview", as_of="2017-06-30")
    at.date_input(key="as_of").set_value(date(2016, 12, 31)).run()
    assert at.query_params["as_of"] == "2016-12-31"
    assert "2016-12-31" in text(at)
    at.date_input(key="as_of").set_value(None).run()
    assert "as_of" not in at.query_params


def test_no_later_day_than_today_can_be_chosen(open_page: Open) -> None:
    control = open_page("overview").date_input(key="as_of")
    assert (control.label, control.max) == ("Status pr.", find_today())


def test_what_is_known_today_is_offered_for_an_earlier_day_and_stands_in_the_address_by_its_date(
    open_page: Open,
) -> None:
    assert not open_page("overview").checkbox
    at = open_page("overview", as_of="2017-06-30")
    choice = at.checkbox(key="known_today")
    assert (choice.label, choice.value) == ("Med det, vi ved i dag", False)
    choice.check().run()
    assert at.query_params["known_at"] == find_today().isoformat()
    assert at.checkbox(key="known_today").value
    at.checkbox(key="known_today").uncheck().run()
    assert "known_at" not in at.query_params


@pytest.mark.parametrize(
    ("chosen", "kept"), [(date(2017, 3, 31), True), (date(2018, 1, 31), False), (None, False)]
)
def test_a_new_day_keeps_only_later_knowledge(open_page: Open, chosen: date | None, kept: bool) -> None:
    at = open_page("overview", as_of="2017-06-30", known_at="2018-01-31")
    at.date_input(key="as_of").set_value(chosen).run()
    assert ("known_at" in at.query_params) is kept
