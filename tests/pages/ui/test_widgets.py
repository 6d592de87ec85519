"""Controls go by the address: a known code is chosen, an unknown one is told, and the default is not written."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import text


def choice() -> None:
    import streamlit as st

    from pages.ui import widgets

    chosen = widgets.draw_choice("area", "Area", ["", "a", "b"], str.upper)
    st.text(f"{chosen}|{widgets.find_unknown('area', ['', 'a', 'b'])}")


def opened(area: str | None = None) -> AppTest:
    at = AppTest.from_function(choice)
    if area is not None:
        at.query_params["area"] = area
    return at.run()


@pytest.mark.parametrize(
    ("asked", "found"), [(None, "|None"), ("b", "b|None"), ("moon", "|moon"), ("", "|None")]
)
def test_an_unknown_code_gives_the_default_and_is_told(asked: str | None, found: str) -> None:
    assert opened(asked).text[0].value == found


def test_a_choice_stands_in_the_address_as_its_code_and_the_default_does_not() -> None:
    at = opened()
    assert at.selectbox(key="area").options == ["", "A", "B"]
    at.selectbox(key="area").select("b").run()
    assert at.query_params["area"] == "b"
    assert at.text[0].value == "b|None"
    at.selectbox(key="area").select("").run()
    assert "area" not in at.query_params


def test_a_control_follows_the_address_also_when_it_is_changed_elsewhere() -> None:
    at = opened("a")
    at.query_params["area"] = "b"
    assert at.run().selectbox(key="area").value == "b"


def test_a_day_that_is_not_in_the_address_is_cleared() -> None:
    def script() -> None:
        from datetime import date

        import streamlit as st

        from pages.ui import widgets

        widgets.follow_day("day", date(2017, 6, 30) if "day" in st.query_params else None)
        st.date_input("Day", value=None, key="day")

    at = AppTest.from_function(script)
    at.query_params["day"] = "2017-06-30"
    assert str(at.run().date_input(key="day").value) == "2017-06-30"
    at.query_params.clear()
    assert at.run().date_input(key="day").value is None


def test_problems_are_told_all_at_once_by_the_labels_of_their_controls() -> None:
    def script() -> None:
        from metrics.errors import Problem
        from pages.ui import widgets
        from words.language import Words

        problems = [Problem("text_empty", "reason"), Problem("text_empty", "by")]
        widgets.show_refused(problems, {"reason": "Begrundelse"}, Words("da"))

    html = text(AppTest.from_function(script).run())
    assert "Der er 2 fejl." in html
    assert "Begrundelse: Skal udfyldes." in html
    assert "by: Skal udfyldes." in html


def test_what_was_sent_in_a_form_is_kept_under_its_key() -> None:
    from pages.ui.widgets import keep_typed

    assert keep_typed("name") == {"key": "name", "persist_state": "page"}
