"""The day of a page: from the address, within a century, and written back to it."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, text


def script() -> None:
    from datetime import date

    import streamlit as st

    from pages.ui import day_choice

    day, problem = day_choice.read_day_choice("as_of", date(2026, 11, 21))
    st.text(f"{day}|{problem}")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2017-06-30", "2017-06-30|"),
        ("", "2026-11-21|"),
        ("30-06-2017", "2026-11-21|30-06-2017"),
        ("1999-12-31", "2026-11-21|1999-12-31"),
        ("2000-01-01", "2000-01-01|"),
        ("2099-12-31", "2099-12-31|"),
        ("2100-01-01", "2026-11-21|2100-01-01"),
    ],
)
def test_what_is_no_day_of_the_century_is_today_and_told(asked: str, found: str) -> None:
    at = AppTest.from_function(script)
    at.query_params["as_of"] = asked
    assert at.run().text[0].value == found


def test_a_chosen_day_stands_in_the_address(open_page: Open) -> None:
    at = open_page("overview", as_of="2017-06-30")
    at.date_input(key="as_of").set_value(date(2016, 12, 31)).run()
    assert at.query_params["as_of"] == "2016-12-31"
    assert "2016-12-31" in text(at)
    at.date_input(key="as_of").set_value(None).run()
    assert "as_of" not in at.query_params
