"""The language of an address: Danish, unless it names another that there is."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from pages.ui import address

    st.text(address.read_language().lang)


@pytest.mark.parametrize(
    ("asked", "lang"), [(None, "da"), ("en", "en"), ("da", "da"), ("fr", "da"), ("", "da")]
)
def test_an_unknown_language_is_danish(asked: str | None, lang: str) -> None:
    at = AppTest.from_function(script)
    if asked is not None:
        at.query_params["lang"] = asked
    assert at.run().text[0].value == lang
