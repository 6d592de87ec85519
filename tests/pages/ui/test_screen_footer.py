"""The line below every page, also below one that ends early."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, text
from words.site_map import SITE_MAP


def ends() -> None:
    import streamlit as st

    from pages.ui import screen
    from words.language import Words

    st.html("<p>content</p>")
    ends: bool = True
    if ends:
        screen.end_page(Words("en"))
    st.html("<p>more</p>")


def test_a_page_that_ends_early_has_the_line_below_it_and_no_more() -> None:
    shown = text(AppTest.from_function(ends).run())
    assert shown.index("content") < shown.index('href="/was?lang=en"')
    assert "more" not in shown


@pytest.mark.parametrize("key", [row.key for row in SITE_MAP])
def test_every_page_has_it_once_also_where_there_is_nothing_to_show(open_page: Open, key: str) -> None:
    shown = text(open_page(key, as_of="2000-01-01"))
    assert shown.count('href="/was"') == 1
    assert shown.index("<h1") < shown.index('href="/was"')
