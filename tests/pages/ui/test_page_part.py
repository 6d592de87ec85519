"""A part reports its own errors, and what is folded is not made."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from service import figures
from tests.pages.conftest import text


def test_a_part_that_fails_is_told_in_words_and_the_rest_of_the_page_stands() -> None:
    def script() -> None:
        import streamlit as st

        from pages.ui import page_part

        def fail() -> None:
            raise RuntimeError("secret")

        page_part.make_part(fail)()
        st.text("below")

    at = AppTest.from_function(script).run()
    html = text(at)
    assert 'role="alert"' in html
    assert "secret" not in html
    assert [shown.value for shown in at.text] == ["below"]


def test_each_run_of_a_part_is_timed() -> None:
    def script() -> None:
        from pages.ui import page_part

        page_part.make_part(lambda: None)()

    def runs() -> float:
        return figures.REGISTRY.get_sample_value("maalstreg_run_seconds_count", {"what": "part"}) or 0

    before = runs()
    AppTest.from_function(script).run()
    assert runs() == before + 1


@pytest.mark.parametrize("expanded", [True, False])
def test_what_is_folded_is_made_once_somebody_looks(expanded: bool) -> None:
    def script(expanded: bool) -> None:
        import streamlit as st

        from pages.ui import page_part

        def draw() -> None:
            st.text("made")

        page_part.draw_folded("More", "more", draw, expanded=expanded)

    at = AppTest.from_function(script, kwargs={"expanded": expanded}).run()
    assert [shown.value for shown in at.text] == (["made"] if expanded else [])
    if not expanded:
        at.session_state["more"] = True
        assert [shown.value for shown in at.run().text] == ["made"]
