"""Files are made as often as a person asks, and not as often as a program does."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from pages.ui import downloads


def ask(times: int) -> AppTest:
    def script(times: int) -> None:
        import streamlit as st

        from pages.ui import downloads

        for _ in range(times):
            try:
                st.session_state["files"] = [
                    *st.session_state.get("files", []),
                    downloads.made(lambda: b"file")(),
                ]
            except downloads.TooOften:
                st.session_state["refused"] = st.session_state.get("refused", 0) + 1

    return AppTest.from_function(script, kwargs={"times": times})


def test_a_session_that_asks_too_often_waits_and_others_do_not() -> None:
    first = ask(downloads.MOST + 3).run()
    assert first.session_state["files"] == [b"file"] * downloads.MOST
    assert first.session_state["refused"] == 3
    assert ask(1).run().session_state["files"] == [b"file"]


def test_the_limit_holds_over_the_runs_of_a_session() -> None:
    at = ask(downloads.MOST - 1).run().run()
    assert len(at.session_state["files"]) == downloads.MOST
