"""What was just done is said by the run that follows, and by one more where that is ended before its end."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    """A page with an act, and what came of it; where its user is hasty, the run that says so is ended by another."""
    import streamlit as st

    from pages.ui import saving

    hasty = st.checkbox("hasty")
    if said := saving.find_done("act"):
        st.success(said)
        if hasty and not st.session_state.get("ended"):
            st.session_state["ended"] = True
            st.rerun()
    if st.button("act"):
        saving.note_done("act", "It is done.")
        st.rerun()
    saving.forget_said()


@pytest.mark.parametrize("hasty", [False, True])
def test_it_is_said_once_by_a_run_that_comes_to_its_end(*, hasty: bool) -> None:
    at = AppTest.from_function(page).run()
    at.checkbox[0].set_value(hasty).run()
    assert not at.success
    assert [one.value for one in at.button[0].click().run().success] == ["It is done."]
    assert ("ended" in at.session_state) is hasty
    assert not at.run().success
