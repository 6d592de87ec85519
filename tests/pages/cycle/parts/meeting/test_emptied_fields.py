"""Fields are emptied in the run after the one that took what was written."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from pages.cycle.parts.meeting.emptied_fields import empty_fields, note_emptied

    empty_fields()
    st.text_input("Text", key="text")
    st.checkbox("All", key="all")
    st.text_input("Other", key="other")
    if st.button("Take"):
        note_emptied(["text", "all"])
        st.rerun()


def test_what_was_taken_is_emptied_and_nothing_else() -> None:
    at = AppTest.from_function(script).run()
    at.text_input[0].set_value("a")
    at.text_input[1].set_value("b")
    at.checkbox[0].check()
    at.button[0].click().run()
    assert [field.value for field in at.text_input] == ["", "b"]
    assert at.checkbox[0].value is False
